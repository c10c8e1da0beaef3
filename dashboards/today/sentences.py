"""The sentences of Today: when it is due, why now, and what there is to do."""

from datetime import date, datetime
from typing import Final

from flask_babel import format_date, format_time

from coachhub.analysis.attention import REASSESS_WEEKS, Reason, count_hours_left
from coachhub.analysis.caseload import SENT_DAYS
from coachhub.analysis.days import number_day
from coachhub.analysis.facts import NO_DAY
from coachhub.analysis.vocabulary import Stage, State
from coachhub.queries.today import Draft
from coachhub.queries.today_clients import TodayClient
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.today.board import Board, Line
from dashboards.today.focus_sentences import (
    find_title,
    say_check_in,
    say_due,
    say_review,
    say_switch,
)
from dashboards.today.history import read_history
from dashboards.words import speak_of_cause, write_day, write_per_cent

SOON_DAYS: Final = 7
"""A session within a week is worth a word beside the proposal."""


def first_name(client: TodayClient) -> str:
    """What the client is called."""
    return client.name.split()[0] if client.name.strip() else client.name


def say_when(line: Line, board: Board) -> str:
    """How long it can wait, in two or three words."""
    match line.reason:
        case Reason.FEEDBACK if line.window:
            hours = count_hours_left(line.window.due_at.timestamp(), board.now.timestamp())
            return (
                ngettext("%(num)d hour left", "%(num)d hours left", hours)
                if hours
                else _("Less than an hour left")
            )
        case Reason.INTERVIEW:
            return _("Today") if line.day == board.today else _("Tomorrow")
        case Reason.ACCEPTED | Reason.OFFER | Reason.FIRST_INTERVIEW:
            return _("Good news")
        case Reason.REVIEW | Reason.CHECK_IN:
            return say_due(line, board)
        case Reason.REASSESS:
            return _("Time to reassess")
        case Reason.PROPOSAL:
            return _("Ready to agree")
        case Reason.SWITCH:
            return _("Worth a talk")
        case Reason.IMPORT:
            return _("An import waits")
    days = (board.today - line.day).days if line.day else 0
    return ngettext("Quiet for %(num)d day", "Quiet for %(num)d days", days)


def say_why(line: Line, board: Board) -> str:
    """Why this client, now, with the numbers behind it."""
    match line.reason:
        case Reason.FEEDBACK:
            return say_feedback(line, board)
        case Reason.INTERVIEW:
            return say_interview(line, board)
        case Reason.ACCEPTED:
            words = _("%(name)s accepted the offer of %(company)s on %(day)s.", **name_line(line, board))
            return words + " " + say_effort(line, board)
        case Reason.OFFER:
            words = _("%(company)s made an offer on %(day)s.", **name_line(line, board))
            return words + " " + say_effort(line, board)
        case Reason.FIRST_INTERVIEW:
            words = _("The first interview: %(company)s invited on %(day)s.", **name_line(line, board))
            return words + " " + say_effort(line, board)
        case Reason.REVIEW:
            return say_review(line, board)
        case Reason.CHECK_IN:
            return say_check_in(line, board)
        case Reason.SWITCH:
            return say_switch(line, board)
        case Reason.REASSESS:
            return say_reassessment(line, board)
        case Reason.PROPOSAL:
            return say_proposal(line, board)
        case Reason.IMPORT:
            return say_draft(line.draft) if line.draft else ""
    return say_quiet(line, board)


def name_line(line: Line, board: Board) -> dict[str, str]:
    """The names that good news needs."""
    day = write_day(line.day, board.today) if line.day else ""
    return {"name": first_name(line.client), "company": line.company or _("an employer"), "day": day}


def say_feedback(line: Line, board: Board) -> str:
    """Who said no after what, and until when asking works best."""
    if line.window is None:
        return ""
    closes = line.window.due_at.astimezone(board.zone)
    said = _("%(company)s said no %(after)s.", company=line.company, after=say_after(line.window.stage))
    return said + " " + say_until(closes, board.today)


def say_until(closes: datetime, today: date) -> str:
    """Until which hour it is the best moment to ask."""
    time = format_time(closes.time(), "HH:mm")
    if closes.date() == today:
        return _("Today until %(time)s is the best moment to ask what tipped it.", time=time)
    return _("Until tomorrow at %(time)s is the best moment to ask what tipped it.", time=time)


def say_after(stage: int) -> str:
    """How far an application had come when the no arrived."""
    match stage:
        case Stage.SCREENING:
            return _("after a first call")
        case Stage.ASSESSMENT:
            return _("after an assessment")
        case Stage.INTERVIEW:
            return _("after an interview")
        case Stage.FINAL:
            return _("after a final interview")
    return _("after an offer")


def say_interview(line: Line, board: Board) -> str:
    """What is coming where, and whether you meet before it."""
    stage = int(board.facts.stage[line.application])
    said = {"company": line.company or _("an employer")}
    if stage <= Stage.SCREENING:
        words = _("A first call with %(company)s.", **said)
    elif stage == Stage.ASSESSMENT:
        words = _("An assessment at %(company)s.", **said)
    elif stage == Stage.INTERVIEW:
        words = _("An interview at %(company)s.", **said)
    else:
        words = _("A final interview at %(company)s.", **said)
    meeting = line.client.next_session_on
    if meeting is not None and line.day is not None and board.today <= meeting <= line.day:
        return words + " " + say_meeting(meeting, board.today)
    return words + " " + _("No session is planned before it.")


def say_meeting(meeting: date, today: date) -> str:
    """When the next session is."""
    ahead = (meeting - today).days
    if ahead == 0:
        return _("You meet today.")
    if ahead == 1:
        return _("You meet tomorrow.")
    return _("You meet on %(day)s.", day=write_day(meeting, today))


def name_coming_day(day: date, today: date) -> str:
    """A day ahead within a sentence: tomorrow, a day of this week, or its date."""
    ahead = (day - today).days
    if ahead == 1:
        return _("tomorrow")
    return format_date(day, "EEEE") if 1 < ahead < 7 else write_day(day, today)


def say_effort(line: Line, board: Board) -> str:
    """How many applications there were until then."""
    sent = read_history(board.facts, line).count_sent(NO_DAY, number_day(line.day or board.today))
    return ngettext(
        "%(num)d application was sent until then.", "%(num)d applications were sent until then.", sent
    )


def say_reassessment(line: Line, board: Board) -> str:
    """How long it went without an interview, and what is proposed where something is."""
    today = number_day(board.today)
    sent = read_history(board.facts, line).count_sent(today - 7 * REASSESS_WEEKS + 1, today)
    words = ngettext(
        "%(num)d application in %(weeks)d weeks, some in each, and no interview.",
        "%(num)d applications in %(weeks)d weeks, some in each, and no interview.",
        sent,
        weeks=REASSESS_WEEKS,
    )
    if Reason.PROPOSAL in line.also:
        return words + " " + say_proposed(line, board)
    return words + " " + _("A good time to look at roles, résumé and strategy together.")


def say_proposal(line: Line, board: Board) -> str:
    """How much was sent lately, and what is proposed."""
    today = number_day(board.today)
    sent = read_history(board.facts, line).count_sent(today - SENT_DAYS + 1, today)
    words = ngettext("%(num)d sent in %(days)d days.", "%(num)d sent in %(days)d days.", sent, days=SENT_DAYS)
    return words + " " + say_proposed(line, board)


def say_proposed(line: Line, board: Board) -> str:
    """What may hold the search back, how sure that is, and what would be worked on."""
    found = board.diagnosed.diagnoses
    said = {
        "cause": speak_of_cause(int(found.cause[line.place])),
        "p": write_per_cent(float(found.strength[line.place])),
        "title": find_title(int(found.improvement[line.place]), board),
    }
    if found.state[line.place] == State.LEANING:
        words = _(
            "What may hold this search back: %(cause)s, at %(p)s, which is a lean. Proposed: %(title)s.",
            **said,
        )
    else:
        words = _("What may hold this search back: %(cause)s, at %(p)s. Proposed: %(title)s.", **said)
    parts = [words]
    meeting = line.client.next_session_on
    if meeting is not None and 0 <= (meeting - board.today).days <= SOON_DAYS:
        parts.append(say_meeting(meeting, board.today))
    return " ".join(parts)


def say_quiet(line: Line, board: Board) -> str:
    """Since when, and what was usual before."""
    day = line.day or board.today
    last = number_day(day)
    before = read_history(board.facts, line).count_sent(last - SENT_DAYS + 1, last)
    words = _("Nothing logged since %(day)s;", day=write_day(day, board.today))
    return (
        words
        + " "
        + ngettext(
            "%(num)d application in the four weeks before.",
            "%(num)d applications in the four weeks before.",
            before,
        )
    )


def say_draft(draft: Draft) -> str:
    """Which file waits, and for what."""
    if draft.questions:
        return ngettext(
            "%(file)s was read; %(num)d question waits for your answer before anything is added.",
            "%(file)s was read; %(num)d questions wait for your answer before anything is added.",
            draft.questions,
            file=draft.file_name,
        )
    return _("%(file)s was read and waits for your answer before anything is added.", file=draft.file_name)


def name_reason(reason: Reason) -> str:
    """A reason in a few words, beside another one or in the list of what is put away."""
    match reason:
        case Reason.FEEDBACK:
            return _("a feedback window closes")
        case Reason.INTERVIEW:
            return _("an interview comes up")
        case Reason.ACCEPTED:
            return _("an offer was accepted")
        case Reason.OFFER:
            return _("an offer came")
        case Reason.FIRST_INTERVIEW:
            return _("a first interview")
        case Reason.REVIEW:
            return _("a focus review is due")
        case Reason.CHECK_IN:
            return _("a check-in is due")
        case Reason.REASSESS:
            return _("four weeks without an interview")
        case Reason.PROPOSAL:
            return _("a focus is proposed")
        case Reason.SWITCH:
            return _("another focus may fit better")
        case Reason.IMPORT:
            return _("an import waits for an answer")
    return _("gone quiet")
