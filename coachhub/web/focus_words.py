"""What the pages of a focus say: how it ended, what can be told, what a step went from and to."""

from dataclasses import dataclass
from datetime import date

from flask_babel import format_date

from coachhub.access.language import gettext as _
from coachhub.access.language import ngettext
from coachhub.analysis.measurement import Measurement
from coachhub.analysis.parameters import DEFAULTS
from coachhub.analysis.rate_change import read_rate_change
from coachhub.analysis.vocabulary import Cause, Verdict
from coachhub.services import focuses


@dataclass(frozen=True, slots=True)
class StepChange:
    """One step that a focus was to lift, in words."""

    name: str
    before: str
    after: str
    likely: str
    went_on: str


def write_day(day: date, today: date) -> str:
    """A day, with its year where that is another one."""
    return str(format_date(day, "d MMMM" if day.year == today.year else "d MMMM y"))


def say_result(result: str | None) -> str:
    """How a focus ended, in a few words."""
    return {
        "done": _("the work is done"),
        "reviewed": _("its time is over"),
        "set_aside": _("set aside"),
        "offer": _("an offer came"),
        focuses.SWITCHED: _("something else came first"),
    }.get(result or "", _("ended"))


def list_results() -> list[tuple[str, str]]:
    """How a review may end, as choices."""
    return [
        ("done", _("The work is done")),
        ("reviewed", _("Its time is over; some of the work was done")),
        ("set_aside", _("Set it aside")),
        ("offer", _("An offer came")),
    ]


def list_going() -> list[tuple[str, str]]:
    """How the work goes, as choices."""
    return [
        ("well", _("It goes well")),
        ("slowly", _("It goes slowly")),
        ("stuck", _("It is stuck")),
    ]


def list_confirmations(first_name: str) -> list[tuple[str, str]]:
    """What may have held a search back, looking back."""
    return [
        (Cause.QUALIFICATIONS.word, _("Qualifications: what was asked for was not there yet")),
        (Cause.APPLICATION.word, _("Application: résumé, letter or profile did not carry it")),
        (Cause.INTERVIEW.word, _("Interview: the conversations did not carry it")),
        (Cause.FIT.word, _("Fit: the places and %(name)s did not suit each other", name=first_name)),
        (focuses.NONE_OF_THEM, _("None of the four: the market, the employers, or luck")),
        (focuses.CANNOT_SAY, _("I cannot say")),
    ]


def say_verdict(measured: Measurement | None, *, closed: bool) -> str:
    """What can be told, in a sentence about the work, never about a person."""
    if measured is None:
        return _("Nothing was measured: there was nothing to measure from.")
    match measured.verdict:
        case Verdict.HELPED:
            return _("It helped.") if closed else _("So far it helps.")
        case Verdict.PROBABLY_HELPED:
            return _("It probably helped.") if closed else _("So far it probably helps.")
        case Verdict.NO_SIGN:
            return _("There is no sign that it helped.") if closed else _("So far there is no sign of help.")
    return _("It cannot be told whether it helped.") if closed else _("It cannot be told yet.")


def say_why_unsure(measured: Measurement | None) -> str | None:
    """What to think of a verdict that says little; None where it says something."""
    if measured is None:
        return None
    if measured.verdict is Verdict.CANNOT_TELL:
        return _(
            "That is the usual answer for one search: four weeks hold few decisions. It does not mean that "
            "the work was for nothing."
        )
    if measured.verdict is Verdict.NO_SIGN:
        return _(
            "The market and the employers have their part in that. It says something about these weeks, "
            "nothing about the person."
        )
    return None


def name_steps() -> tuple[str, ...]:
    """The five steps of a search."""
    return (
        _("Sent to first positive answer"),
        _("Screening to assessment or interview"),
        _("Assessment to interview"),
        _("Interview to final"),
        _("Final to offer"),
    )


def list_changes(measured: Measurement | None, cause: Cause) -> list[StepChange]:
    """The steps that a focus on `cause` was to lift, before and after.

    None where there is too little to look at and nothing can be told: a rate would say more than is known.
    """
    if measured is None:
        return []
    little = measured.gained < DEFAULTS.review_exposure
    if little and measured.verdict is Verdict.CANNOT_TELL:
        return []
    found = []
    for step in measured.targeted:
        change = read_rate_change(measured, cause, step)
        found.append(
            StepChange(
                name=name_steps()[step],
                before=in_hundred(change.before),
                after=in_hundred(change.after),
                likely=_("%(low)s to %(high)s", low=in_hundred(change.low), high=in_hundred(change.high)),
                went_on=_(
                    "%(passed)d of %(worth)s decided",
                    passed=round(measured.passes[step]),
                    worth=f"{measured.exposure[step]:.1f}",
                ),
            )
        )
    return found


def in_hundred(rate: float) -> str:
    """A rate as how many of a hundred."""
    return f"{100 * rate:.0f}"


def say_gained(measured: Measurement | None, today: date) -> str:
    """How much there is to look at since the work was done."""
    if measured is None:
        return _("There is nothing to compare with.")
    said = {"day": write_day(measured.since, today), "worth": f"{measured.gained:.1f}"}
    if measured.since > today or measured.gained < 0.05:
        return _(
            "What is sent from %(day)s on shows it; nothing of that is decided yet at the steps that it is "
            "about.",
            **said,
        )
    if measured.gained < DEFAULTS.review_exposure:
        return _(
            "Of what was sent since %(day)s, %(worth)s are decided at the steps that it is about, silence "
            "counted for what it is worth. From %(least)d on there is something to compare.",
            least=round(DEFAULTS.review_exposure),
            **said,
        )
    return _(
        "Of what was sent since %(day)s, %(worth)s are decided at the steps that it is about, silence "
        "counted for what it is worth.",
        **said,
    )


def say_not_begun(starts_on: date, today: date) -> str:
    """Why nothing can be said of it yet."""
    return _("It begins on %(day)s; until then there is nothing to look at.", day=write_day(starts_on, today))


def say_too_long() -> str:
    """What to do about a reason that is too long."""
    return ngettext(
        "Please say it in at most %(num)d character.",
        "Please say it in at most %(num)d characters.",
        focuses.LONGEST_REASON,
    )
