"""The sentences about a file that was read: what it says, what a column became, what a wording means."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from flask_babel import format_date

from coachhub.access.language import gettext as _
from coachhub.access.language import ngettext
from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake import Tracker
from coachhub.intake.choices import FIELDS, LEFT_OUT, MEANINGS, PHRASES
from coachhub.intake.tracker import DateOrder
from coachhub.services.imports import ImportPreview

WEEK = 7
STILL_OPEN = (Outcome.OPEN, Outcome.NO_RESPONSE)


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
    return str(format_date(day, "d MMMM" if day.year == today.year else "d MMMM yyyy"))


def say_understanding(tracker: Tracker, owner: Owner, today: date) -> str:
    """What the file is, in one sentence: the title of the page."""
    if tracker.verdict in ("refused", "empty"):
        return _("Read this way, the sheet holds no application")
    sent = [row for row in tracker.applications if row.stage > Stage.SAVED]
    days = [row.applied_on for row in sent if row.applied_on]
    if not sent:
        count = ngettext("%(num)d saved job", "%(num)d saved jobs", len(tracker.applications))
    else:
        count = ngettext("%(num)d application", "%(num)d applications", len(sent))
    if days:
        count = _("%(count)s since %(day)s", count=count, day=say_day(min(days), today))
    if sent:
        still = sum(1 for row in sent if row.outcome in STILL_OPEN)
        count = count + ", " + say_open(still, len(sent))
    if owner.is_reader:
        return _("This is your own tracker: %(count)s", count=count)
    return _("This is %(name)s’s tracker: %(count)s", name=owner.first, count=count)


def say_open(still: int, sent: int) -> str:
    """How many of those that were sent nobody has decided."""
    if still == sent:
        return ngettext("still open", "all still open", sent)
    return _("%(open)d still open", open=still) if still else _("none still open")


def say_details(tracker: Tracker, owner: Owner) -> str:
    """How the applications ended, and what waits for somebody; the line under the title."""
    parts = []
    sent = [row for row in tracker.applications if row.stage > Stage.SAVED]
    rejected = [row for row in sent if row.outcome is Outcome.REJECTED]
    if rejected and owner.is_reader:
        # Nobody's rejections are counted at him.
        parts.append(_("Some have an answer already"))
    elif rejected:
        parts.append(ngettext("%(num)d was rejected", "%(num)d were rejected", len(rejected)))
        late = sum(1 for row in rejected if row.stage >= Stage.INTERVIEW)
        if late:
            parts[-1] += ngettext(
                ", %(num)d of them after an interview", ", %(num)d of them after an interview", late
            )
    ended = Counter(row.outcome for row in sent)
    if found := ended[Outcome.WITHDRAWN]:
        parts.append(ngettext("%(num)d was withdrawn", "%(num)d were withdrawn", found))
    if found := ended[Outcome.DECLINED]:
        parts.append(ngettext("%(num)d offer was declined", "%(num)d offers were declined", found))
    if found := ended[Outcome.ACCEPTED]:
        parts.append(ngettext("%(num)d offer was accepted", "%(num)d offers were accepted", found))
    saved = len(tracker.applications) - len(sent)
    if saved and sent:
        parts.append(ngettext("%(num)d more is saved for later", "%(num)d more are saved for later", saved))
    waiting = tracker.explanation.open_rows if tracker.explanation else 0
    if waiting:
        parts.append(ngettext("%(num)d row needs you", "%(num)d rows need you", waiting))
    sentence = "; ".join(parts) + ". " if parts else ""
    return sentence[:1].upper() + sentence[1:] + _("Nothing is saved until you say so.")


def say_addition(preview: ImportPreview, owner: Owner) -> str:
    """What confirming would do, in one sentence."""
    if preview.added:
        count = ngettext("%(num)d application", "%(num)d applications", preview.added)
        if owner.is_reader:
            return _("Add %(count)s to your search", count=count)
        return _("Add %(count)s to %(name)s’s search", count=count, name=owner.first)
    if preview.changed:
        return ngettext(
            "Bring what is new to %(num)d application",
            "Bring what is new to %(num)d applications",
            preview.changed,
        )
    return _("Everything in this sheet is here already")


def say_known(preview: ImportPreview) -> str:
    """What becomes of rows that are there already, and how to take it all back."""
    there = preview.changed + preview.known
    parts = []
    if there and preview.added:
        parts.append(
            ngettext(
                "%(num)d is there already and will only gain what is new.",
                "%(num)d are there already and will only gain what is new.",
                there,
            )
        )
    if preview.added or preview.changed:
        parts.append(_("You can take the whole import back for 30 days."))
    return " ".join(parts) or _("Adding it would change nothing. You can let this sheet go.")


def name_button(preview: ImportPreview) -> str:
    """The label of the button that adds."""
    if preview.added:
        return ngettext("Add %(num)d application", "Add %(num)d applications", preview.added)
    return ngettext("Bring what is new", "Bring what is new", preview.changed)


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


def say_order(order: str) -> str:
    """An order of day and month."""
    return _("day first") if order == "day-first" else _("month first")


def say_gap(days: int) -> str:
    """What the longest pause in a search would be if the days were read this way."""
    if days <= WEEK:
        return _("Then the search has no gap longer than a week.")
    if days < 2 * WEEK:
        return _("Then the longest gap in the search is %(num)d days.", num=days)
    weeks = round(days / WEEK)
    return ngettext(
        "Then the search has a gap of %(num)d week.", "Then the search has a gap of %(num)d weeks.", weeks
    )


def ask_order(order: DateOrder, today: date) -> str:
    """The question about a column of dates, with both readings."""
    first, second = (say_day(reading.day, today) for reading in order.readings)
    return _("Is “%(example)s” %(first)s or %(second)s?", example=order.example, first=first, second=second)
