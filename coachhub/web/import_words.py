"""The words of an import's pages: what a column became, what a wording means, whose search it is."""

from datetime import date
from typing import NamedTuple

from coachhub.access.language import gettext as _
from coachhub.intake import plan_told, speech
from coachhub.intake.choices import FIELDS, LEFT_OUT, MEANINGS, PHRASES
from coachhub.services.imports import ImportPreview
from coachhub.web.import_speech import PAGE


class Owner(NamedTuple):
    """Whose search a file is for: the first name, or nobody's when it is the reader's own."""

    name: str
    is_reader: bool

    @property
    def first(self) -> str:
        """The name by which a coach thinks of her client."""
        return str((self.name.split() or [_("somebody")])[0])


def say_day(day: date, today: date) -> str:
    """A day, with its year unless it is this one."""
    return speech.say_day(day, today, PAGE)


def make_plan(preview: ImportPreview) -> plan_told.Plan:
    """What confirming would do, as the sentences about it take it."""
    return plan_told.Plan(preview.added, preview.changed, preview.known, preview.conflicts)


def say_addition(preview: ImportPreview, owner: Owner) -> str:
    """What confirming would do, in one sentence."""
    return plan_told.say_addition(make_plan(preview), "" if owner.is_reader else owner.first, PAGE)


def say_parts(preview: ImportPreview) -> str:
    """What becomes of the rows, and how to take it all back."""
    if not (preview.added or preview.changed):
        return _("Adding it would change nothing. You can let this sheet go.")
    parts = plan_told.say_parts(make_plan(preview), PAGE)
    return _("%(parts)s You can take the whole import back for 30 days.", parts=parts)


def name_button(preview: ImportPreview) -> str:
    """The label of the button that adds."""
    return plan_told.name_button(make_plan(preview), PAGE)


def name_fields() -> dict[str, str]:
    """What a column can become, in words, by the names of `choices.FIELDS`."""
    stages = name_stages()
    words = {
        "company": _("Company"),
        "role_title": _("Role"),
        "applied_on": _("Date sent"),
        "status": _("Stage and outcome"),
        "outcome": _("How it ended"),
        "rejection_stage": _("How far it got before the no"),
        "closed_on": _("Date it ended"),
        "url": _("Link"),
        "location": _("Place"),
        "channel": _("Channel"),
        "referred_by": _("Who referred"),
        "salary": _("Salary"),
        "notes": _("Notes"),
        "saved_on": _("Date saved"),
        "status_on": _("Date of the status"),
        "updated_on": _("Date of the last change"),
        "applied_flag": _("Sent: yes or no"),
        "open_flag": _("Still open: yes or no"),
        "archived": _("Put away: yes or no"),
        "history": _("Its whole history"),
        LEFT_OUT: _("Left out"),
    }
    for field in FIELDS:
        kind, _colon, word = field.partition(":")
        if kind == "stage" and word:
            words[field] = _("Reached: %(stage)s", stage=stages[word])
        elif kind == "outcome" and word:
            words[field] = _("Ended: %(outcome)s", outcome=name_meaning(word))
    return {field: words[field] for field in FIELDS}


def name_stages() -> dict[str, str]:
    """Stages in the words of a client, as steps that were reached."""
    return {
        "saved": _("saved"),
        "applied": _("sent"),
        "screening": _("first call"),
        "assessment": _("assessment"),
        "interview": _("interview"),
        "final": _("final interview"),
        "offer": _("offer"),
    }


def name_meaning(meaning: str) -> str:
    """What a wording means, in words; `meaning` is one of `choices.MEANINGS`, or "" for not understood."""
    end, _colon, stage = meaning.partition(":")
    words = {
        "": _("not understood, left open"),
        "saved": _("not sent yet"),
        "applied": _("sent, still open"),
        "screening": _("reached the first call"),
        "assessment": _("reached the assessment"),
        "interview": _("reached the interview"),
        "final": _("reached the final interview"),
        "offer": _("reached the offer"),
        "accepted": _("offer accepted"),
        "declined": _("offer declined"),
        "rejected": _("rejected"),
        "withdrawn": _("withdrawn"),
        "no_response": _("no answer, still open"),
        "open": _("still open, nothing more"),
    }
    if stage:
        return _("%(end)s, %(stage)s", end=words[end], stage=words[stage])
    return words[end]


def list_meanings(shown: str) -> list[tuple[str, str]]:
    """The meanings that a select offers; `shown`, what is read now, is always among them."""
    offered = [*PHRASES, *(one for one in MEANINGS if one.startswith("rejected:"))]
    if shown and shown not in offered:
        offered.append(shown)
    return [(one, name_meaning(one)) for one in offered]
