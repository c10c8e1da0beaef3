"""The sentences of Today about a focus: half-way, to be reviewed, or another one that may fit better."""

from coachhub.analysis.attention import Reason
from coachhub.analysis.days import number_day
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.today.board import Board, Line
from dashboards.today.history import read_history
from dashboards.words import speak_of_cause, write_per_cent


def say_due(line: Line, board: Board) -> str:
    """Since when a review or a check-in waits."""
    overdue = (board.today - line.day).days if line.day else 0
    if line.reason is Reason.REVIEW:
        if overdue == 0:
            return _("Review due today")
        return ngettext("Review due yesterday", "Review due for %(num)d days", overdue)
    if overdue == 0:
        return _("Check-in today")
    return ngettext("Check-in since yesterday", "Check-in for %(num)d days", overdue)


def say_review(line: Line, board: Board) -> str:
    """What the focus was and what happened while it ran."""
    started = line.client.started_on or board.today
    history, today = read_history(board.facts, line), number_day(board.today)
    since = number_day(started)
    sent, talks = history.count_sent(since, today), history.count_interviews(since, today)
    ran = ngettext("%(num)d day", "%(num)d days", (board.today - started).days)
    return " ".join(
        [
            _(
                "“%(title)s” has run for %(days)s.",
                title=name_focus(line.client.improvement, board),
                days=ran,
            ),
            ngettext("%(num)d application sent since,", "%(num)d applications sent since,", sent),
            ngettext("%(num)d interview.", "%(num)d interviews.", talks),
            _("Worth deciding together whether to keep going."),
        ]
    )


def say_check_in(line: Line, board: Board) -> str:
    """How long the work has gone on, and what a word about it is for."""
    started = line.client.started_on or board.today
    sent = read_history(board.facts, line).count_sent(number_day(started), number_day(board.today))
    ran = ngettext("%(num)d day", "%(num)d days", (board.today - started).days)
    return " ".join(
        [
            _(
                "“%(title)s” has run for %(days)s.",
                title=name_focus(line.client.improvement, board),
                days=ran,
            ),
            ngettext("%(num)d application sent since.", "%(num)d applications sent since.", sent),
            _("A short word on how the work goes, before the review."),
        ]
    )


def say_switch(line: Line, board: Board) -> str:
    """What the weekly look speaks for, beside what is worked on; nothing changes by itself."""
    offer, client = board.switches.get(line.client.id), line.client
    if offer is None or client.cause is None:
        return ""
    return _(
        "The weekly look speaks for %(other)s, at %(p)s; “%(title)s” is about %(present)s, at %(q)s. Nothing "
        "changes unless you two say so.",
        other=speak_of_cause(offer.cause),
        p=write_per_cent(offer.probability),
        title=name_focus(client.improvement, board),
        present=speak_of_cause(client.cause),
        q=write_per_cent(offer.present),
    )


def find_title(position: int, board: Board) -> str:
    """The title of an improvement by its place in the table of effects."""
    return name_focus(board.diagnosed.effects.slugs[position], board) if position >= 0 else ""


def name_focus(slug: str | None, board: Board) -> str:
    """The title of an improvement in the practice's playbook."""
    return board.diagnosed.playbook.name(slug or "")
