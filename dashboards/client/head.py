"""Who this is, what can be done, and what happened since coach and client met."""

from collections import Counter

from coachhub.analysis.days import number_day
from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.queries.applications import ApplicationRow
from dashboards.client.days import write_near, write_weekday
from dashboards.client.story import Story
from dashboards.elements import Child, Element, div, element, link, paragraph, span, strong
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.posting import hidden, post_form, submit
from dashboards.words import write_day


def draw_head(story: Story) -> Element:
    """Name, what is known, the sessions, and what a coach does here."""
    client = story.client
    about = [part for part in (client.field, client.seniority) if part]
    if client.search_started_on:
        day = write_day(client.search_started_on, story.today)
        about.append(_("searching since %(day)s", day=day))
    if story.coach_name and client.coach_id != story.reader:
        about.append(_("with %(coach)s", coach=story.coach_name))
    home = f"/clients/{client.id}"
    return div(
        [
            paragraph(link(_("Everyone"), "/dash/today?everyone=1#everyone"), "eyebrow"),
            div(
                [
                    div(
                        [
                            element("H1", client.name),
                            paragraph(" · ".join(about), "muted") if about else None,
                            draw_sessions(story),
                        ],
                        "stack-xs",
                    ),
                    div(
                        [
                            link(_("Write a note"), f"{home}/notes/new", "btn btn-quiet"),
                            link(
                                _("Log for %(name)s", name=story.first_name),
                                f"{home}/search/log",
                                "btn btn-quiet",
                            ),
                            span(
                                [
                                    link(_("Applications"), f"{home}/search/applications"),
                                    link(_("Rate four things"), f"{home}/ratings"),
                                    link(_("Edit"), f"{home}/edit"),
                                    link(_("Bring a tracker"), f"/imports/new?client={client.id}"),
                                    link(_("Imports"), f"/imports?client={client.id}"),
                                    link(_("Export or print"), f"{home}/search/take-along"),
                                ],
                                "head-links",
                            ),
                        ],
                        "row-btns client-btns",
                    ),
                ],
                "head-row",
            ),
        ],
        "page-head",
    )


def draw_sessions(story: Story) -> Element:
    """When they met and will meet, with one tap for today."""
    client, today = story.client, story.today
    parts: list[Child] = []
    if client.next_session_on is not None and client.next_session_on >= today:
        if client.next_session_on == today:
            parts.append(span(_("Session today")))
        else:
            parts.append(span(_("Next session %(day)s", day=write_weekday(client.next_session_on, today))))
    if client.last_session_on == today:
        parts.append(span(_("You met today")))
    elif client.last_session_on is not None:
        parts.append(span(_("Last session %(day)s", day=write_day(client.last_session_on, today))))
    address = f"/clients/{client.id}/session"
    if client.last_session_on != today:
        children: list[Child] = [
            hidden("held_on", today.isoformat()),
            submit(_("We met today"), "btn btn-link btn-sm"),
        ]
        parts.append(post_form(address, children))
    parts.append(link(_("Note a session"), address, "small"))
    return div(parts, "sessions small muted")


def draw_since(story: Story) -> Element | None:
    """What is new since the last session; nothing where nothing is."""
    sent, closed = list_sent_since(story), list_closed_since(story)
    interviews = count_interviews_since(story)
    mood = next((one for one in story.file.checkins if one.said_on >= story.since), None)
    if not (sent or closed or interviews or mood):
        return None
    day = write_day(story.since, story.today)
    title = (
        _("Since your session on %(day)s", day=day)
        if story.client.last_session_on
        else _("Since %(day)s, the last two weeks", day=day)
    )
    parts: list[Child] = [
        span(_("Since %(day)s", day=day), "lab"),
        span([strong(str(len(sent))), " ", ngettext("sent", "sent", len(sent))]),
        span([strong(str(len(closed))), " ", say_closed_where(closed)]),
        span(
            [
                strong(str(interviews)),
                " ",
                ngettext("interview agreed", "interviews agreed", interviews),
            ]
        ),
    ]
    if mood is not None:
        day = write_near(mood.said_on, story.today)
        parts.append(span(_("feeling “%(mood)s” on %(day)s", mood=name_mood(mood.mood), day=day)))
    return element("Section", parts, "strip", aria_label=title)


def list_sent_since(story: Story) -> list[ApplicationRow]:
    """Applications sent on the day of the last session or later."""
    return [
        row
        for row in story.applications
        if row.stage > Stage.SAVED and row.applied_on and story.since <= row.applied_on <= story.today
    ]


def list_closed_since(story: Story) -> list[ApplicationRow]:
    """Applications that found an end of any kind since then."""
    return [
        row
        for row in story.applications
        if row.outcome not in (Outcome.OPEN, Outcome.NO_RESPONSE)
        and row.closed_on
        and story.since <= row.closed_on <= story.today
    ]


def count_interviews_since(story: Story) -> int:
    """Invitations to an interview or a final that came since then."""
    events = story.facts.events
    since, today = number_day(story.since), number_day(story.today)
    mine = story.facts.client[events.application] == story.row
    invited = (events.value == Stage.INTERVIEW) | (events.value == Stage.FINAL)
    during = (events.occurred_on >= since) & (events.occurred_on <= today)
    return int((mine & invited & during).sum())


def say_closed_where(rows: list[ApplicationRow]) -> str:
    """How far the closed ones had come, the most frequent first."""
    words = ngettext("closed", "closed", len(rows))
    if not rows:
        return words
    counted = Counter(say_where(row) for row in rows).most_common(3)
    if len(counted) == 1:
        if len(rows) == 1:
            return _("closed, %(where)s", where=counted[0][0])
        return _("closed, all %(where)s", where=counted[0][0])
    listed = ", ".join(f"{number} {where}" for where, number in counted)
    return _("closed: %(list)s", list=listed)


def say_where(row: ApplicationRow) -> str:
    """How far one application had come when it ended."""
    if row.outcome is Outcome.ACCEPTED:
        return _("accepted")
    if row.outcome is Outcome.DECLINED:
        return _("with an offer declined")
    if row.outcome is Outcome.WITHDRAWN:
        return _("withdrawn")
    if not row.stage_known:
        return _("nobody noted where")
    match row.stage:
        case Stage.SCREENING:
            return _("after the first call")
        case Stage.ASSESSMENT:
            return _("after an assessment")
        case Stage.INTERVIEW:
            return _("after an interview")
        case Stage.FINAL:
            return _("after a final interview")
        case Stage.OFFER:
            return _("after an offer")
    return _("before a first answer")


def name_mood(mood: int) -> str:
    """How somebody said he was."""
    match mood:
        case 1:
            return _("angry")
        case 2:
            return _("disappointed")
        case 3:
            return _("flat")
        case 4:
            return _("relieved")
    return _("fine")
