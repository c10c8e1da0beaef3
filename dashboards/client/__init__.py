"""The screen of one client: the story of one search, and the one thing to work on."""

from collections.abc import Mapping
from typing import Any

from flask_babel import get_locale

from coachhub import access, clock
from coachhub.analysis.ask import AskKind
from coachhub.analysis.vocabulary import State
from coachhub.queries import client_files, diagnoses, facts
from coachhub.queries.evaluations import offer_switch
from coachhub.queries.measurements import measure_focuses
from coachhub.services import identity
from dashboards.client.asking import find_request
from dashboards.client.focus import draw_earlier, draw_focus
from dashboards.client.head import draw_head, draw_since
from dashboards.client.helped import draw_helped
from dashboards.client.improvement import draw_improvement
from dashboards.client.notes import draw_good, draw_notes
from dashboards.client.proposal import asks_beside, draw_proposal, draw_reading
from dashboards.client.sent import draw_sent
from dashboards.client.settle import draw_settle
from dashboards.client.steps import draw_steps
from dashboards.client.story import Story
from dashboards.client.voices import FOLDED, draw_voices, read_folded
from dashboards.elements import Child, Element, div, element, link, paragraph
from dashboards.kept_pages import kept_pages
from dashboards.language import gettext as _
from dashboards.missing import show_missing


def show_client(values: Mapping[str, Any], query: Mapping[str, str]) -> Element:
    """The screen of a client whom the reader may see; of anybody else there is nothing."""
    scope, person = access.current_scope(), access.current_person()
    assert person is not None  # noqa: S101  a scope is a person's
    client_id, today = values["client_id"], clock.today(person.timezone)
    # Hours matter where feedback is asked for.
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    # Only names change without a new version of the data.
    staff = identity.name_staff(scope.practice_id)
    choices = query.get("applications") == "all", read_folded(query.get("rejections"))
    key = (
        *facts.version_of(scope),
        now,
        today,
        person.timezone,
        person.audience_word,
        str(get_locale()),
        "client",
        client_id,
        tuple(sorted(staff.items())),
        choices,
    )

    def draw() -> Element:
        file = client_files.read_client_file(scope, client_id)
        if file is None:
            return show_missing()
        diagnosed = diagnoses.diagnose_clients(scope, today)
        if str(client_id) not in diagnosed.facts.client_ids:
            return show_missing()
        row = diagnosed.facts.client_ids.index(str(client_id))
        focus = file.active_focus
        story = Story(
            file,
            row,
            diagnosed,
            today,
            scope.user_id,
            staff,
            person.timezone,
            now,
            measure_focuses(scope, file.focuses, diagnosed),
            offer_switch(scope, focus, file.evaluations, today) if focus else None,
        )
        everything, folded = choices
        return draw_client(story, everything=everything, folded=folded)

    return kept_pages().find(key, draw)


def draw_client(story: Story, *, everything: bool = False, folded: int = FOLDED) -> Element:
    """The screen from what is known of the client."""
    parts: list[Child] = [draw_head(story), draw_since(story)]
    beside: list[Child] = [draw_notes(story), draw_good(story)]
    request = find_request(story)
    asked_here = bool(story.applications) and asks_beside(story)
    if story.focus is not None:
        main: list[Child] = [draw_focus(story, story.focus)]
        if story.applications:
            main.append(draw_reading(story, request))
    elif story.applications:
        main = [draw_proposal(story, request)]
        if asked_here:
            main.append(draw_settle(story, request))
        if story.state in (State.FOCUS, State.LEANING):
            beside.append(draw_improvement(story))
    else:
        main = [draw_empty(story)]
    main.append(draw_earlier(story))
    parts.append(div([stack(main), stack(beside)], "cols section-tight"))
    parts.append(draw_helped(story))
    if story.applications:
        about = request.about.id if request.about is not None else None
        parts += [
            draw_steps(story),
            draw_voices(
                story,
                folded=folded,
                first=about,
                shown_above=about if asked_here and request.kind is AskKind.COACH_TAG else None,
                settled=asked_here,
            ),
            draw_sent(story, everything=everything),
        ]
    return div([part for part in parts if part is not None])


def stack(parts: list[Child]) -> Element:
    """Cards below each other."""
    return div([part for part in parts if part is not None], "stack-lg")


def draw_empty(story: Story) -> Element:
    """What to do for somebody of whom nothing is known yet."""
    client = story.client
    return div(
        [
            element("H2", _("Nothing has been logged yet")),
            paragraph(
                _("The tracker or sheet that %(name)s keeps is the quickest way to begin.", name=client.name),
                "lead",
            ),
            div(
                [
                    link(_("Bring a tracker"), f"/imports/new?client={client.id}", "btn btn-primary"),
                    link(_("Log a first application"), f"/clients/{client.id}/search/log"),
                    link(_("Rate four things"), f"/clients/{client.id}/ratings"),
                    link(_("Choose a focus yourself"), f"/clients/{client.id}/focus/choose"),
                ],
                "row-btns",
            ),
        ],
        "card empty",
    )
