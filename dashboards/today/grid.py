"""The table of everybody: columns to sort by, pages of fifty."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import numpy as np

from coachhub.analysis.caseload import SENT_DAYS, count_causes_of
from dashboards.elements import Child, Element, div, element, link, paragraph, span
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.marks import key_line, say_counts, stacked_bar
from dashboards.today.board import Board
from dashboards.today.choice import PATH, SORTS, Choice
from dashboards.today.everyone import FocusState, Listed, Row, list_everyone
from dashboards.today.focus_sentences import find_title, name_focus
from dashboards.today.toolbar import draw_toolbar
from dashboards.words import write_day

NARROW = {"rejections": "md-only", "sent": "md-only", "last": "lg-only", "review": "lg-only"}
"""Columns that smaller screens leave to the client's own page."""


def draw_everyone(board: Board, choice: Choice, staff: Mapping[UUID, str]) -> Element:
    """The fold with everybody; its content is drawn when the address asks for it."""
    people = ngettext("%(num)d %(client_word)s", "%(num)d %(clients_word)s", len(board.clients))
    is_open = choice.is_open
    toggle = link(
        [_("Everyone"), " ", span(people, "soft")],
        PATH if is_open else f"{choice.address(everyone=True)}#everyone",
        "fold-link",
        aria_expanded="true" if is_open else "false",
    )
    parts: list[Child] = [element("H2", toggle)]
    if is_open:
        listed = list_everyone(board, choice)
        parts += [draw_card(board, choice, listed, staff), draw_note()]
    return element("Section", parts, "section everyone", id="everyone", tabIndex=-1)


def draw_card(board: Board, choice: Choice, listed: Listed, staff: Mapping[UUID, str]) -> Element:
    """The toolbar, the rows, the pages."""
    parts: list[Child] = [draw_toolbar(board, choice, listed, staff)]
    if listed.rows:
        parts += [draw_table(board, choice, listed), draw_pages(choice, listed)]
    else:
        nobody = _("No %(client_word)s fits.")
        clear = link(_("Show everyone"), choice.address(q=None, only=None, coach=None, everyone=True))
        parts.append(paragraph([nobody, " ", clear], "nobody"))
    return div(parts, "card")


def draw_table(board: Board, choice: Choice, listed: Listed) -> Element:
    """The rows of one page."""
    names = {
        "name": _("%(Client_word)s"),
        "focus": _("Focus now"),
        "rejections": _("Why rejected"),
        "sent": _("Sent, %(days)d days", days=SENT_DAYS),
        "answered": _("Answered yes"),
        "last": _("Last entry"),
        "review": _("Next review"),
    }
    places = np.array([row.place for row in listed.rows], dtype=np.int32)
    causes = count_causes_of(board.facts, places).tolist()
    widest = max((sum(numbers) for numbers in causes), default=0.0)
    heads = [draw_head(column, names[column], choice) for column in SORTS]
    body = [draw_row(row, numbers, widest, names, board)
            for row, numbers in zip(listed.rows, causes, strict=True)]  # fmt: skip
    caption = _("All %(clients_word)s with focus, reasons and answers")
    return element(
        "Table",
        [
            element("Caption", caption, "visually-hidden"),
            element("Thead", element("Tr", heads)),
            element("Tbody", body),
        ],
        "table grid table-stack",
    )


def draw_head(column: str, name: str, choice: Choice) -> Element:
    """A column's head, which sorts by it; once more turns it round."""
    now = (choice.sort or "name") == column
    # Numbers and days are looked for from the top first, names and focuses from the beginning.
    falling = not choice.falling if now else column not in ("name", "focus", "review")
    mark = span(_("▼") if choice.falling else _("▲"), "sorted", aria_hidden="true") if now else None
    sorts = {"aria-sort": "descending" if choice.falling else "ascending"} if now else {}
    ends = " end" if column in ("sent", "review") else ""
    head = link([name, mark], choice.address(sort=column, falling=falling), "sort")
    return element("Th", head, (NARROW.get(column, "") + ends).strip() or None, scope="col", **sorts)


def draw_row(
    row: Row, causes: Sequence[float], widest: float, names: Mapping[str, str], board: Board
) -> Element:
    """One client; on a phone a card."""
    client = row.client
    field = span(client.field, "soft field") if client.field else None
    bar: Child = span(_("none"), "soft")
    if widest and sum(causes):
        bar = stacked_bar(causes, widest, say_counts(_("Rejections"), causes))
    labels = {"data-l": names["focus"]}, {"data-l": names["answered"]}
    return element(
        "Tr",
        [
            element("Th", [link(client.name, f"/dash/clients/{client.id}", "name"), field], scope="row"),
            element("Td", draw_focus(row, board), **labels[0]),
            element("Td", bar, "md-only why-cell"),
            element("Td", str(row.sent_lately), "end md-only"),
            element("Td", draw_answered(row), **labels[1]),
            element("Td", say_last(row, board), "lg-only"),
            element("Td", say_review_day(row, board), "end lg-only"),
        ],
        key=str(client.id),
    )


def draw_focus(row: Row, board: Board) -> list[Child]:
    """What the client works on now, and for how long; or why on nothing."""
    client, today = row.client, board.today
    match row.focus:
        case FocusState.REVIEW_DUE:
            return [span(name_focus(client.improvement, board)), " ", span(_("review due"), "soft field")]
        case FocusState.ACTIVE:
            started, ends = client.started_on or today, client.review_on or today
            if started > today:
                begins = _("begins on %(day)s", day=write_day(started, today))
                return [span(name_focus(client.improvement, board)), " ", span(begins, "soft field")]
            day = _("day %(day)d of %(days)d", day=(today - started).days + 1, days=(ends - started).days)
            return [span(name_focus(client.improvement, board)), " ", span(day, "soft field")]
        case FocusState.PROPOSED:
            title = find_title(int(board.diagnosed.diagnoses.improvement[row.place]), board)
            return [span(_("Proposed"), "muted"), " ", span(title, "soft field")]
        case FocusState.NOTHING_STANDS_OUT:
            return [span(_("Nothing stands out"), "muted"), " ", span(_("keep going"), "soft field")]
        case FocusState.RESTING:
            return [span(_("Resting"), "muted"), " ", span(_("nothing sent for five weeks"), "soft field")]
        case FocusState.ACCEPTED | FocusState.PLACED:
            return [span(_("Offer accepted") if row.focus is FocusState.ACCEPTED else _("Placed"))]
        case FocusState.PAUSED | FocusState.CLOSED:
            return [span(_("Paused") if row.focus is FocusState.PAUSED else _("Closed"), "muted")]
    return [span(_("Too early"), "muted")]


def draw_answered(row: Row) -> list[Child]:
    """How many answered yes, of how many sent, and how many may still."""
    still = _("%(num)d open", num=row.unanswered)
    if not row.sent:
        return [span(_("nothing sent"), "soft")]
    counted = _("%(yes)d of %(sent)d", yes=row.answered_yes, sent=row.sent)
    if row.early:
        return [span(_("Too early:"), "nowrap"), " ", span(f"{counted}, {still}", "soft nowrap")]
    return [span(f"{counted},", "nowrap"), " ", span(still, "soft nowrap")]


def say_last(row: Row, board: Board) -> str:
    """When something was logged last."""
    if row.last_entry is None:
        return _("nothing yet")
    ago = (board.today - row.last_entry).days
    if ago == 0:
        return _("today")
    if ago == 1:
        return _("yesterday")
    return ngettext("%(num)d day ago", "%(num)d days ago", ago) if ago < 30 else write_day(
        row.last_entry, board.today
    )  # fmt: skip


def say_review_day(row: Row, board: Board) -> str:
    """When the focus is reviewed."""
    due = row.client.review_on
    if due is None:
        return "–"
    return _("Today") if due == board.today else write_day(due, board.today)


def draw_pages(choice: Choice, listed: Listed) -> Element | None:
    """Where this page stands among the others."""
    if listed.pages == 1:
        return None
    words = _("Page %(page)d of %(pages)d", page=listed.page, pages=listed.pages)
    parts: list[Child] = []
    if listed.page > 1:
        parts.append(
            link(_("Previous 50"), choice.address(page=listed.page - 1, everyone=True), "btn btn-quiet")
        )
    parts.append(span(words, "soft"))
    if listed.page < listed.pages:
        parts.append(link(_("Next 50"), choice.address(page=listed.page + 1, everyone=True), "btn btn-quiet"))
    return element("Nav", parts, "pages", aria_label=_("Pages"))


def draw_note() -> Element:
    """What the numbers are."""
    words = _(
        "Answered yes: applications that came to a first call or further, of all that were sent on a known "
        "day; open ones have no answer yet. Too early: what is decided is worth fewer than 8 answers."
    )
    return div([paragraph(words), key_line()], "caption grid-note")
