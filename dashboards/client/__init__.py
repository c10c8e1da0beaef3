"""The screen of one client: the story of one search, and the one thing to propose."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask_babel import get_locale

from coachhub import access, clock
from coachhub.analysis.vocabulary import State
from coachhub.queries import applications, attributions, clients, diagnoses, facts
from coachhub.queries.clients import ClientRow
from coachhub.services import identity
from dashboards.client.proposal import draw_improvement, draw_proposal
from dashboards.client.sent import draw_sent
from dashboards.client.steps import draw_steps
from dashboards.client.story import Story
from dashboards.client.voices import draw_voices
from dashboards.elements import Child, Element, div, element, link, paragraph
from dashboards.kept_pages import kept_pages
from dashboards.language import gettext as _
from dashboards.missing import show_missing
from dashboards.positions import Placed
from dashboards.words import write_day


def show_client(values: Mapping[str, Any], query: Mapping[str, str]) -> Element:
    """The screen of a client whom the reader may see; of anybody else there is nothing."""
    scope, person = access.current_scope(), access.current_person()
    assert person is not None  # noqa: S101  a scope is a person's
    client = clients.find_client(scope, values["client_id"])
    if client is None:
        return show_missing()
    today = clock.today(person.timezone)
    everything = query.get("applications") == "all"
    staff = identity.name_staff(scope.practice_id)
    coach = staff.get(client.coach_id) if client.coach_id else None
    key = (*facts.version_of(scope), today, str(get_locale()), "client", client, coach, everything)

    def draw() -> Element:
        diagnosed = diagnoses.diagnose_clients(scope, today)
        if str(client.id) not in diagnosed.facts.client_ids:
            return show_missing()
        row = diagnosed.facts.client_ids.index(str(client.id))
        placed = Placed(diagnosed.facts, partial(applications.list_applications, scope))
        said = attributions.list_statements(scope, client.id)
        story = Story(client, row, diagnosed, placed, said, today, coach)
        return draw_client(story, everything=everything)

    return kept_pages().find(key, draw)


def draw_client(story: Story, *, everything: bool = False) -> Element:
    """The screen from what is known of the client."""
    if not story.applications:
        return div([draw_head(story), draw_empty(story.client)])
    proposing = story.state in (State.FOCUS, State.LEANING)
    proposal = draw_proposal(story)
    parts: list[Child] = [draw_head(story)]
    if proposing:
        parts.append(div([proposal, draw_improvement(story)], "cols section-tight"))
    else:
        parts.append(div(proposal, "section-tight"))
    parts += [draw_steps(story), draw_voices(story), draw_sent(story, everything=everything)]
    return div(parts)


def draw_head(story: Story) -> Element:
    """Who this is, and what can be done."""
    client = story.client
    about = [part for part in (client.field, client.seniority) if part]
    if client.search_started_on:
        day = write_day(client.search_started_on, story.today)
        about.append(_("searching since %(day)s", day=day))
    if story.coach_name:
        about.append(_("with %(coach)s", coach=story.coach_name))
    return div(
        [
            paragraph(link(_("Reasons"), "/dash/reasons"), "eyebrow"),
            div(
                [
                    div([element("H1", client.name), paragraph(" · ".join(about), "muted")], "stack-xs"),
                    div(
                        link(_("Bring a tracker"), f"/imports/new?client={client.id}", "btn btn-quiet"),
                        "row-btns",
                    ),
                ],
                "head-row",
            ),
        ],
        "page-head",
    )


def draw_empty(client: ClientRow) -> Element:
    """What to do for somebody of whom nothing is known yet."""
    return div(
        [
            element("H2", _("Nothing has been logged yet")),
            paragraph(
                _("The tracker or sheet that %(name)s keeps is the quickest way to begin.", name=client.name),
                "lead",
            ),
            paragraph(
                link(_("Bring a tracker"), f"/imports/new?client={client.id}", "btn btn-primary"), "row-btns"
            ),
        ],
        "card empty",
    )
