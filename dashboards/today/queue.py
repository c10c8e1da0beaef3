"""The queue: one line per client, the costliest first, each with one thing to do and a way to put it away."""

from datetime import timedelta
from typing import Final
from urllib.parse import quote, urlencode

from coachhub.analysis.attention import FEEDBACK_HOURS, Reason
from coachhub.queries.today import Draft, PutAway
from coachhub.queries.today_clients import TodayClient
from dashboards.elements import Child, Element, div, element, link, paragraph, span
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.posting import hidden, post_form, submit
from dashboards.today.board import Board, Line
from dashboards.today.choice import Choice
from dashboards.today.sentences import first_name, name_coming_day, name_reason, say_draft, say_when, say_why
from dashboards.words import write_day

MORE: Final = 48
"""Lines that each "show more" adds."""
GOOD: Final = (Reason.ACCEPTED, Reason.OFFER, Reason.FIRST_INTERVIEW)


def draw_queue(board: Board, choice: Choice) -> Element:
    """The card with the lines; only the first has a filled button."""
    waiting = len(board.lines) + len(board.newcomers)
    shown = [
        draw_line(line, board, first=not place) for place, line in enumerate(board.lines[: choice.lines])
    ]
    for draft in board.newcomers[: choice.lines - len(shown)]:
        shown.append(draw_newcomer(draft, first=not shown))
    parts: list[Child] = [element("Ol", shown, "queue")]
    if len(shown) < waiting:
        next_ones = min(MORE, waiting - len(shown))
        more = ngettext(
            "Show %(num)d more of %(all)d", "Show %(num)d more of %(all)d", next_ones, all=waiting
        )
        address = choice.address(lines=len(shown) + MORE, page=choice.page)
        parts.append(paragraph(link(more, address, "more"), "queue-more"))
    return element("Section", parts, "card", aria_label=_("Who needs you, in order"))


def draw_line(line: Line, board: Board, *, first: bool) -> Element:
    """One client: how long it can wait, why, what to do."""
    client = line.client
    words: list[Child] = [
        element(
            "H2",
            [
                link(client.name, f"/dash/clients/{client.id}"),
                span(client.field, "field") if client.field else None,
            ],
            "who",
        ),
        paragraph(say_why(line, board), "why"),
    ]
    # A proposal that is ready is the answer to a search without interviews: the sentence names it already.
    also = [one for one in line.also if (line.reason, one) != (Reason.REASSESS, Reason.PROPOSAL)]
    if also:
        others = ", ".join(name_reason(reason) for reason in also)
        words.append(paragraph(_("Also: %(reasons)s.", reasons=others), "small soft"))
    act = div([draw_action(line, first=first), draw_menu(line, board)], "act")
    return element(
        "Li",
        [paragraph(draw_when(line, board), "when"), div(words), act],
        "first" if first else None,
        key=f"{client.id} {line.reason.word}",
    )


def draw_when(line: Line, board: Board) -> list[Child]:
    """How long it can wait; for a window also as a ring, in words for those who do not see it."""
    words = say_when(line, board)
    if line.reason is Reason.FEEDBACK and line.window is not None:
        left = (line.window.due_at - board.now).total_seconds() / (FEEDBACK_HOURS * 3600)
        share = f"{100 * min(1.0, max(0.0, left)):.0f}%"
        return [span(None, "ring", style={"--left": share}, aria_hidden="true"), words]
    return [span(words, "accent strong") if line.reason in GOOD else words]


def draw_action(line: Line, *, first: bool) -> Element:
    """The one thing to do, where it is done."""
    words, address = find_action(line)
    return link(words, address, "btn btn-primary" if first else "btn btn-quiet")


def find_action(line: Line) -> tuple[str, str]:
    """What to do and its address."""
    client = line.client
    page = f"/dash/clients/{client.id}"
    name = first_name(client)
    match line.reason:
        case Reason.FEEDBACK:
            return _("Read the message"), f"/clients/{client.id}/search/applications/{line.subject_id}"
        case Reason.INTERVIEW:
            return _("Prepare it together"), page
        case Reason.ACCEPTED | Reason.OFFER | Reason.FIRST_INTERVIEW:
            mail = write_mail(client)
            return (_("Congratulate %(name)s", name=name), mail) if mail else (_("See how it went"), page)
        case Reason.REVIEW:
            return _("Review together"), f"/focuses/{line.subject_id}/review"
        case Reason.CHECK_IN:
            return _("Note how it goes"), f"/focuses/{line.subject_id}/checkin"
        case Reason.SWITCH:
            return _("Look at both"), f"/focuses/{line.subject_id}/switch"
        case Reason.REASSESS if Reason.PROPOSAL not in line.also:
            return _("Look at it together"), page
        case Reason.REASSESS | Reason.PROPOSAL:
            return _("See the proposal"), f"{page}#proposal"
        case Reason.IMPORT:
            return _("See what was understood"), f"/imports/{line.subject_id}"
    mail = write_mail(client)
    return (_("Write to %(name)s", name=name), mail) if mail else (_("See the last entries"), page)


def write_mail(client: TodayClient) -> str | None:
    """The address that opens a mail to the client; whatever else it holds cannot add a line to it."""
    return f"mailto:{quote(client.email, safe='@+')}" if client.email and "@" in client.email else None


def draw_menu(line: Line, board: Board) -> Element:
    """Done, or later: folded, so that the one action stays the one action."""
    days = [
        (_("Tomorrow"), board.today + timedelta(days=1)),
        (_("In 3 days"), board.today + timedelta(days=3)),
        (_("Next week"), board.today + timedelta(days=7)),
    ]
    about = {"reason": line.reason.word}
    if line.subject_id is not None:
        about["subject"] = str(line.subject_id)
    action = f"/clients/{line.client.id}/today"
    fields: list[Child] = [hidden(name, value) for name, value in about.items()]
    fields.append(submit(_("Done"), "btn btn-quiet", name="until", value="done"))
    fields += [submit(words, "btn btn-quiet", name="until", value=day.isoformat()) for words, day in days]
    fields.append(link(_("Another day …"), f"{action}?{urlencode(about)}", "btn btn-link"))
    summary = element(
        "Summary",
        [_("Put away"), span(_("%(name)s’s line", name=line.client.name), "visually-hidden")],
    )
    return element("Details", [summary, post_form(action, fields, "away-form")], "fold away")


def draw_newcomer(draft: Draft, *, first: bool) -> Element:
    """An import for somebody who will be added with it."""
    words = [
        element("H2", span(draft.new_name or _("Somebody new")), "who"),
        paragraph(say_draft(draft), "why"),
    ]
    button = link(
        _("See what was understood"), f"/imports/{draft.id}", "btn btn-primary" if first else "btn btn-quiet"
    )
    parts = [paragraph(_("An import waits"), "when"), div(words), div(button, "act")]
    return element("Li", parts, "first" if first else None, key=str(draft.id))


def draw_put_away(board: Board) -> Element | None:
    """What is away today, each with a way back; nothing where nothing is."""
    if not board.put_away:
        return None
    names = {client.id: client.name for client in board.clients}
    rows = [draw_away(one, names.get(one.client_id, ""), board) for one in board.put_away]
    head = [_("Put away"), span(str(len(rows)), "soft")]
    return element(
        "Details",
        [element("Summary", head), element("Ul", rows, "away-list card")],
        "fold section-gap",
        id="put-away",
    )


def draw_away(one: PutAway, name: str, board: Board) -> Element:
    """One line that is away."""
    when = (
        _("until %(day)s", day=name_coming_day(one.until, board.today))
        if one.until
        else _("done on %(day)s", day=write_day(one.created_at.astimezone(board.zone).date(), board.today))
    )
    reason = name_reason(Reason[one.reason.upper()])
    label = span(_("the line of %(name)s", name=name), "visually-hidden")
    undo = post_form(f"/snoozes/{one.id}/undo", submit([_("Undo"), " ", label], "btn btn-link"))
    return element("Li", [div([link(name, f"/dash/clients/{one.client_id}"), f": {reason}, {when}"]), undo],
                   key=str(one.id))  # fmt: skip
