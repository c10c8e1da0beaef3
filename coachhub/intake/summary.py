"""What was understood of a file, in one sentence; the page and the command line both say it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake.products import PRODUCTS
from coachhub.intake.speech import Speech
from coachhub.intake.tracker import Tracker, TrackerApplication

STILL_OPEN = (Outcome.OPEN, Outcome.NO_RESPONSE)


def say_understanding(tracker: Tracker, today: date, speech: Speech, *, tells_rejections: bool = True) -> str:
    """Like: 31 applications from March to June: 19 still open, 9 rejected, 3 interviews; day before month.

    A client's own page does not count his rejections: `tells_rejections` is False there.
    """
    if tracker.verdict in ("refused", "empty"):
        return speech.gettext("Read this way, the sheet holds no application")
    sent = [row for row in tracker.applications if row.stage > Stage.SAVED]
    saved = len(tracker.applications) - len(sent)
    if not sent:
        return speech.ngettext(
            "%(num)d saved job, not applied for yet", "%(num)d saved jobs, none applied for yet", saved
        )
    said = speech.ngettext("%(num)d application", "%(num)d applications", len(sent))
    days = [row.applied_on for row in sent if row.applied_on]
    if days:
        said = speech.gettext(
            "%(count)s %(span)s", count=said, span=_say_span(min(days), max(days), today, speech)
        )
    elif len(sent) > 1:
        said = speech.gettext("%(count)s, none with a date", count=said)
    said = speech.gettext(
        "%(count)s: %(states)s", count=said, states=", ".join(_say_states(sent, speech, tells_rejections))
    )
    if saved:
        said += speech.ngettext(
            "; %(num)d more is saved for later", "; %(num)d more are saved for later", saved
        )
    order = tracker.explanation.order if tracker.explanation else ""
    if order == "day-first":
        said += speech.gettext("; day before month")
    elif order == "month-first":
        said += speech.gettext("; month before day")
    return said


def _say_span(first: date, last: date, today: date, speech: Speech) -> str:
    """From when to when, by months; one day where it is only one."""
    far = not first.year == last.year == today.year
    if first == last:
        return speech.gettext("on %(day)s", day=speech.name_day(first, year=far))
    if (first.year, first.month) == (last.year, last.month):
        return speech.gettext("in %(month)s", month=speech.name_month(first, year=far))
    return speech.gettext(
        "from %(first)s to %(last)s",
        first=speech.name_month(first, year=far and first.year != last.year),
        last=speech.name_month(last, year=far),
    )


def _say_states(sent: Sequence[TrackerApplication], speech: Speech, tells_rejections: bool) -> list[str]:
    """How they stand, each application in one count; interviews beside that."""
    ended = Counter(row.outcome for row in sent)
    still = sum(ended[one] for one in STILL_OPEN)
    said = []
    if still == len(sent):
        said.append(speech.ngettext("still open", "all still open", still))
    elif still or not tells_rejections:
        said.append(
            speech.gettext("%(num)d still open", num=still) if still else speech.gettext("all answered")
        )
    if ended[Outcome.REJECTED] and tells_rejections:
        said.append(speech.gettext("%(num)d rejected", num=ended[Outcome.REJECTED]))
    if ended[Outcome.WITHDRAWN]:
        said.append(speech.gettext("%(num)d withdrawn", num=ended[Outcome.WITHDRAWN]))
    if ended[Outcome.DECLINED]:
        said.append(
            speech.ngettext("%(num)d offer declined", "%(num)d offers declined", ended[Outcome.DECLINED])
        )
    if ended[Outcome.ACCEPTED]:
        said.append(
            speech.ngettext("%(num)d offer accepted", "%(num)d offers accepted", ended[Outcome.ACCEPTED])
        )
    talked = sum(1 for row in sent if row.stage >= Stage.INTERVIEW)
    if talked:
        said.append(speech.ngettext("%(num)d interview", "%(num)d interviews", talked))
    return said


def say_product(product: str | None, speech: Speech) -> str:
    """Whose export it is and what that leaves out; "" for a tracker that somebody made for himself."""
    if not product:
        return ""
    known = {
        "linkedin_applications": speech.gettext(
            "This is LinkedIn’s list of applications: it does not say how they ended."
        ),
        "linkedin_saved": speech.gettext("This is LinkedIn’s list of saved jobs: none of them is sent yet."),
    }
    return known.get(product) or speech.gettext(
        "This is a list from %(product)s.", product=name_product(product)
    )


def name_product(product: str) -> str:
    """A product by its own name: the lexicon's words are `huntr_saved`, `linkedin_saved`."""
    known = PRODUCTS.get(product)
    return known.label if known else product


def say_rows(tracker: Tracker, speech: Speech) -> str:
    """Where every row of the file went: nothing is lost without a word; "" where each is an application."""
    rows = tracker.rows
    parts = [
        speech.ngettext("%(num)d application", "%(num)d applications", rows.applications),
        speech.ngettext("%(num)d saved job", "%(num)d saved jobs", rows.saved) if rows.saved else "",
        speech.ngettext("%(num)d more about the same", "%(num)d more about the same", rows.folded)
        if rows.folded
        else "",
        speech.ngettext("%(num)d set apart", "%(num)d set apart", rows.problems) if rows.problems else "",
        speech.ngettext("%(num)d empty", "%(num)d empty", rows.blank) if rows.blank else "",
    ]
    parts = [part for part in parts if part]
    if len(parts) < 2 and rows.applications == rows.total:
        return ""  # the first sentence said it already
    told = ", ".join(parts)
    return speech.ngettext("%(num)d row: %(told)s.", "%(num)d rows: %(told)s.", rows.total, told=told)


def say_waiting(tracker: Tracker, speech: Speech) -> str:
    """How many rows wait for somebody; "" for none."""
    waiting = tracker.explanation.open_rows if tracker.explanation else 0
    return speech.ngettext("%(num)d row needs you", "%(num)d rows need you", waiting) if waiting else ""
