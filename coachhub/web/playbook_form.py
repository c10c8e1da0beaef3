"""The form of one improvement: what is shown, what is read from it, what to correct, what differs."""

import math
from collections.abc import Mapping
from typing import Any, Final

from wtforms import HiddenField, SelectField, StringField

from coachhub.access.language import gettext as _
from coachhub.access.language import ngettext
from coachhub.analysis.vocabulary import Cause
from coachhub.playbook.drafts import (
    LONGEST,
    MOST_HOURS,
    MOST_STEPS,
    SHARES,
    Draft,
    Fault,
    Problem,
    split_steps,
)
from coachhub.web.causes import name
from coachhub.web.forms import PageForm

TEXTS: Final = ("title", "why", "needs", "done", "source")


class ImprovementForm(PageForm):
    """One improvement, its steps one per line."""

    title = StringField()
    cause = SelectField(validate_choice=False)
    why = StringField()
    needs = StringField()
    steps = StringField()
    done = StringField()
    effort_hours = StringField()
    share = SelectField(validate_choice=False)
    source = StringField()
    version = HiddenField()


def offer_choices(form: ImprovementForm) -> None:
    """Put the causes and the shares on the form."""
    form.cause.choices = [(cause.word, name(cause)) for cause in Cause]
    form.share.choices = [(write_number(share), write_share(share)) for share in SHARES]


def show_draft(form: ImprovementForm, draft: Draft, version: int) -> None:
    """Fill an untouched form with what stands in the playbook."""
    for field in TEXTS:
        form[field].data = getattr(draft, field)
    form.steps.data = "\n".join(draft.steps)
    form.effort_hours.data = write_number(draft.effort_hours)
    form.cause.data = draft.cause.word
    form.share.data = write_number(draft.share)
    form.version.data = str(version)


def read_draft(form: ImprovementForm) -> Draft | None:
    """What the form says; None after putting on the fields what is no choice of ours."""
    causes = {cause.word: cause for cause in Cause}
    shares = {write_number(share): share for share in SHARES}
    cause, share = causes.get(form.cause.data or ""), shares.get(form.share.data or "")
    if not form.validate_on_submit():
        return None
    if cause is None:
        form.cause.errors = [_("Choose one of these.")]
    if share is None:
        form.share.errors = [_("Choose one of these.")]
    if cause is None or share is None:
        return None
    return Draft(
        **{field: form[field].data or "" for field in TEXTS},
        steps=split_steps(form.steps.data or ""),
        effort_hours=read_hours(form.effort_hours.data or ""),
        cause=cause,
        share=share,
    )


def read_hours(typed: str) -> float:
    """The hours that were typed, 0 where they are no number: that is refused with the rest."""
    try:
        hours = float(typed.strip().replace(",", "."))
    except ValueError:
        return 0.0
    return hours if math.isfinite(hours) else 0.0


def show_problems(form: ImprovementForm, problems: list[Problem]) -> None:
    """Put on each field what has to be corrected."""
    for problem in problems:
        field = form[problem.field]
        field.errors = [*field.errors, say_problem(problem)]


def say_problem(problem: Problem) -> str:
    """What to do about it."""
    match problem.fault:
        case Fault.EMPTY:
            return {
                "title": _("What is it called?"),
                "why": _("One sentence on why it helps is enough."),
                "steps": _("Write at least one step."),
                "done": _("How will both of you see that it is done?"),
            }[problem.field]
        case Fault.TOO_LONG if problem.step:
            return _(
                "Step %(step)d is longer than %(num)d characters: split it in two.",
                step=problem.step,
                num=LONGEST["steps"],
            )
        case Fault.TOO_LONG:
            return ngettext(
                "At most %(num)d character fits here; please shorten it.",
                "At most %(num)d characters fit here; please shorten it.",
                LONGEST[problem.field],
            )
        case Fault.TOO_MANY:
            return _("At most %(num)d steps fit; more of them are two improvements.", num=MOST_STEPS)
        case Fault.OVER_AN_HOUR:
            return _(
                "Step %(step)d takes more than an hour: split it, so that each can be done in one sitting.",
                step=problem.step,
            )
        case Fault.NO_EFFORT:
            return _(
                "Write the hours as a number up to %(num)d, for example 3 or 1.5.", num=round(MOST_HOURS)
            )
    return _("Choose one of these.")


def list_differences(form: ImprovementForm, current: Mapping[str, Any], *, own: bool) -> dict[str, str]:
    """What somebody else keeps there now, by field, where it is not what stands in the form."""
    theirs = {field: str(current[field]) for field in TEXTS}
    theirs["steps"] = "\n".join(current["steps"])
    theirs["effort_hours"] = write_number(current["effort_hours"])
    if own:
        theirs["cause"] = current["cause"].word
        theirs["share"] = write_number(max(current["eta"].values()))
    words = dict([*form.cause.choices, *form.share.choices])
    return {
        field: words.get(value, value) if field in ("cause", "share") else value
        for field, value in theirs.items()
        if value.split() != (form[field].data or "").split()
    }


def write_number(number: float) -> str:
    """A number as a field shows it: 3, 1.5."""
    return f"{number:g}"


def write_share(share: float) -> str:
    """A share of the gap, in per cent."""
    return _("%(num)d %% of the gap", num=round(100 * share))
