"""Words for causes, stages, outcomes and counts, in the language of the practice."""

from datetime import date
from typing import Final

from flask_babel import format_date, format_decimal

from coachhub.analysis.causes import UNKNOWN
from coachhub.analysis.vocabulary import Cause, Channel, Outcome, Source, Stage
from dashboards.language import gettext as _
from dashboards.language import ngettext

KINDS: Final = (*(cause.word for cause in Cause), "unknown")
"""The class of each column of a cause table: it carries colour and mark."""

COLUMNS: Final = range(UNKNOWN + 1)


# A word is looked up only when it is said: a page says some hundred of them, so no tables of all words here.


def name_cause(cause: int) -> str:
    """The name of a cause, or of having none yet."""
    match cause:
        case Cause.QUALIFICATIONS:
            return _("Qualifications")
        case Cause.APPLICATION:
            return _("Application")
        case Cause.INTERVIEW:
            return _("Interview")
        case Cause.FIT:
            return _("Fit")
    return _("No reason yet")


def speak_of_cause(cause: int) -> str:
    """A cause within a sentence."""
    match cause:
        case Cause.QUALIFICATIONS:
            return _("the qualifications")
        case Cause.APPLICATION:
            return _("the application")
        case Cause.INTERVIEW:
            return _("the interview itself")
    return _("the fit")


def name_stage(stage: int) -> str:
    """The furthest stage, as a column's head."""
    match stage:
        case Stage.SAVED:
            return _("saved")
        case Stage.APPLIED:
            return _("applied")
        case Stage.SCREENING:
            return _("screening")
        case Stage.ASSESSMENT:
            return _("assessment")
        case Stage.INTERVIEW:
            return _("interview")
        case Stage.FINAL:
            return _("final")
    return _("offer")


def say_closed(stage: int, *, known: bool = True) -> str:
    """How far an application came before it was closed."""
    if not known:
        return _("closed; nobody noted how far it came")
    match stage:
        case Stage.SAVED:
            return _("closed before it was sent")
        case Stage.APPLIED:
            return _("closed before a first answer")
        case Stage.SCREENING:
            return _("closed after the first call")
        case Stage.ASSESSMENT:
            return _("closed after an assessment")
        case Stage.INTERVIEW:
            return _("closed after an interview")
        case Stage.FINAL:
            return _("closed after a final interview")
    return _("closed after an offer")


def say_outcome(outcome: Outcome, stage: int, *, known: bool = True) -> str:
    """How an application stands, without blame."""
    if outcome is Outcome.REJECTED:
        return say_closed(stage, known=known)
    if outcome is Outcome.ACCEPTED:
        return _("accepted")
    if outcome is Outcome.DECLINED:
        return _("offer declined")
    if outcome is Outcome.WITHDRAWN:
        return _("withdrawn")
    if outcome is Outcome.NO_RESPONSE:
        return _("no answer yet")
    return _("not sent yet") if stage == Stage.SAVED else _("still open")


def name_channel(channel: Channel) -> str:
    """How applications reached the employer."""
    return {
        Channel.COLD: _("Sent cold"),
        Channel.REFERRAL: _("By referral"),
        Channel.RECRUITER: _("By a recruiter"),
    }[channel]


def name_voice(source: Source) -> str:
    """Who said why, as a choice."""
    return {
        Source.CLIENT: _("Said by %(clients_word)s"),
        Source.EMPLOYER: _("Said by employers"),
        Source.COACH: _("Said by coaches"),
    }[source]


def write_number(value: float) -> str:
    """A count; shares of a rejection with several causes keep one decimal, long numbers get their marks."""
    rounded = round(float(value), 1)
    if rounded == int(rounded):
        # Most numbers are small, and a page has hundreds of them.
        return str(int(rounded)) if abs(rounded) < 1000 else str(format_decimal(int(rounded)))
    return str(format_decimal(rounded, format="#,##0.#"))


def write_per_cent(probability: float) -> str:
    """A probability; nothing is quite impossible."""
    return f"{round(100 * probability)} %" if probability >= 0.005 else "< 1 %"


def write_in_hundred(rate: float) -> str:
    """A rate as a number of 100."""
    return str(round(100 * rate))


def write_day(day: date, today: date) -> str:
    """A day; the year only where it is another one."""
    return str(format_date(day, "d MMMM" if day.year == today.year else "d MMMM y"))


def count_rejections(number: int) -> str:
    """How many rejections."""
    return ngettext("%(n)s rejection", "%(n)s rejections", number, n=write_number(number))


def count_people(number: int) -> str:
    """How many people, in words up to twelve: a title is read, not counted."""
    words = (
        _("Nobody"), _("One person"), _("Two people"), _("Three people"), _("Four people"),
        _("Five people"), _("Six people"), _("Seven people"), _("Eight people"), _("Nine people"),
        _("Ten people"), _("Eleven people"), _("Twelve people"),
    )  # fmt: skip
    if number < len(words):
        return words[number]
    return ngettext("%(n)s person", "%(n)s people", number, n=write_number(number))
