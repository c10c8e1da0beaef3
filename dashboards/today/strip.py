"""What the last seven days brought, in one line."""

from coachhub.analysis.caseload import Happened, count_happened
from coachhub.analysis.days import number_day
from dashboards.elements import Child, Element, paragraph, span, strong
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.today.board import Board

NAMED = 3
"""Names before the rest are a number."""


def draw_strip(board: Board) -> Element | None:
    """The strip; nothing in a week in which nothing happened."""
    happened = count_happened(board.facts, number_day(board.today))
    if not any((happened.sent, happened.interviews, happened.rejections, happened.accepted.size)):
        return None
    parts: list[Child] = [
        span(_("In the last 7 days"), "lab"),
        count(happened.sent, ngettext("application sent", "applications sent", happened.sent)),
        count(happened.interviews, ngettext("interview", "interviews", happened.interviews)),
    ]
    if happened.accepted.size:
        parts.append(count(int(happened.accepted.size), say_accepted(happened, board)))
    said = ngettext("rejection,", "rejections,", happened.rejections)
    parts.append(
        span([strong(str(happened.rejections)), f" {said} ", strong(str(happened.explained)), " ",
              _("with a reason")])
    )  # fmt: skip
    return paragraph(parts, "strip section", aria_label=_("In the last 7 days"))


def count(number: int, words: str) -> Element:
    """A number and what it counts."""
    return span([strong(str(number)), f" {words}"])


def say_accepted(happened: Happened, board: Board) -> str:
    """Who accepted an offer."""
    accepted = set(happened.accepted.tolist())
    names = [client.name for client in board.clients if board.places[client.id] in accepted]
    shown = ", ".join(names[:NAMED])
    words = ngettext("offer accepted:", "offers accepted:", len(accepted))
    if len(names) > NAMED:
        more = ngettext("and %(num)d more", "and %(num)d more", len(names) - NAMED)
        return f"{words} {shown} {more}"
    return f"{words} {shown}"
