"""The words of questions about columns and rows that speak against each other, and of their answers."""

from typing import Any, Final

from coachhub.intake.choices import FINE, LEFT_OUT
from coachhub.intake.headers import classify_header
from coachhub.intake.speech import Speech
from coachhub.intake.tracker import Question, Tracker

Told = tuple[str, str, list[tuple[Any, ...]]]
"""(title, what is assumed, [(value, label, note, whether it is assumed)])."""
COUNTED_AS_SENT: Final = "applied"
"""Among the values of a question about adverts: its rows count as applied for meanwhile."""


def describe_doubt(question: Question, tracker: Tracker, speech: Speech) -> Told:
    """A doubt with its answers; one that is not known here is asked as intake wrote it."""
    _ = speech.gettext
    match question.kind:
        case "held":
            title = _("Did you apply to those that have a day and say “not applied”?")
            options = [
                (FINE, _("No, saved for later"), "", True),
                ("applied", _("Yes, on that day"), "", False),
            ]
        case "disagree":
            title = _("Is the later of two answers right?")
            options = [(FINE, _("Yes, keep it"), _("Single rows can be corrected below."), True)]
        case "stated_no":
            title = _("Does “no” in “%(column)s” mean that it did not take place?", column=question.column)
            options = [
                (FINE, _("Yes, it did not take place"), "", True),
                (LEFT_OUT, _("No, leave the column out"), "", False),
            ]
        case "column":
            title = _("Does “%(column)s” say how the application went?", column=question.column)
            options = _offer_column(question, tracker, speech)
        case "postings" if COUNTED_AS_SENT in question.values:
            title = _("Did you apply to all of these?")
            options = [
                (FINE, _("Yes, on that day"), "", True),
                ("saved", _("No, they are jobs to keep"), "", False),
            ]
        case "postings":
            title = _("Did you apply to these?")
            options = [
                (FINE, _("No, they are jobs to keep"), _("If not, let the sheet go below."), True),
                ("applied", _("Yes, to all of them"), "", False),
            ]
        case "people":
            title = _("Are all of these applications yours?")
            options = [(FINE, _("Yes, all are mine"), _("If not, leave rows out below."), True)]
        case "wrong_header" | "no_header":
            title = _("Are the columns right?")
            options = [(FINE, _("Yes, they are right"), _("If not, change them below."), True)]
        case "numbered" | "counted_days" | "year_first":
            title = _("Are the days in “%(column)s” right?", column=question.column)
            options = [(FINE, _("Yes, they are right"), _("Days can be corrected later."), True)]
        case _:
            return question.message, "", [(FINE, _("Fine as it is"), "", True)]
    return title, question.message, options


def _offer_column(question: Question, tracker: Tracker, speech: Speech) -> list[tuple[Any, ...]]:
    """Use a column or leave it out; what was done is assumed."""
    _ = speech.gettext
    named = classify_header(question.column)
    used = tracker.mapping.get(question.column, "ignored") not in ("ignored", "left out")
    if used:
        return [(FINE, _("Yes, use it"), "", True), (LEFT_OUT, _("No, leave the column out"), "", False)]
    field = "status"
    if named is not None and named.stage is not None:
        field = f"stage:{named.stage.word}"
    return [(FINE, _("No, leave the column out"), "", True), (field, _("Yes, use it"), "", False)]
