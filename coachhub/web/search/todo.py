"""What to do today, the most urgent first; never more than a tired person can do."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from coachhub import clock
from coachhub.access.language import gettext as _
from coachhub.access.language import ngettext
from coachhub.analysis.parameters import DEFAULTS
from coachhub.queries.open_applications import OpenRow
from coachhub.queries.rejections import RejectionRow
from coachhub.services.rejections import FEEDBACK_WITHIN
from coachhub.web.search.days import name_day
from coachhub.web.search.whose import Whose, address_of

MOST: Final = 4
OF_A_KIND: Final = 2
STILL_FINE: Final = timedelta(days=3)
"""After the first day asking is still fine; after three more nobody is reminded."""
LONG_AGO: Final = 90
"""Days of silence after which nobody is asked any more: they are worth a no (docs/method.md section 4)."""
ANSWER_TO_QUESTION: Final = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, why now, and where."""

    title: str
    why: str
    url: str
    button: str
    left: float | None = None
    """The share of its 24 hours that is left, where a clock runs."""
    kind: Literal["feedback", "interview", "answer", "reflection"] = "answer"


def list_tasks(
    whose: Whose, rows: list[OpenRow], rejections: list[RejectionRow], *, arrived: bool = False
) -> list[Task]:
    """What waits for the client today: conversations, feedback, reflections, the longest silence.

    Who has `arrived` at a job is asked about no silence any more.
    """
    feedback = _list_feedback(whose, rejections, clock.now())
    found = [
        # A clock that runs comes first; what waits anyhow comes last.
        *[task for task in feedback if task.left][:OF_A_KIND],
        *_list_interviews(whose, rows)[:OF_A_KIND],
        *[task for task in feedback if not task.left][:OF_A_KIND],
        *_list_reflections(whose, rejections)[:OF_A_KIND],
        *([] if arrived else _find_silence(whose, rows)),
    ]
    return found[:MOST]


def _list_interviews(whose: Whose, rows: list[OpenRow]) -> list[Task]:
    """Conversations of today and tomorrow, and those that were and about which nothing was said."""
    tasks = []
    coming = [row for row in rows if row.interview_on and (row.interview_on - whose.today).days <= 1]
    for row in sorted(coming, key=lambda row: (row.interview_on or whose.today, row.id)):
        days = ((row.interview_on or whose.today) - whose.today).days
        url = address_of("show_application", application_id=row.id)
        if days < 0:
            title = whose.say(
                _("How was it with %(company)s?", company=row.company),
                _("How was it for %(name)s with %(company)s?", name=whose.first_name, company=row.company),
            )
            day = name_day(row.interview_on, whose.today)
            tasks.append(Task(title, _("It was %(day)s.", day=day), url, _("Say"), kind="interview"))
        else:
            why = whose.say(
                _("You were invited because of what you can do."), _("A short word before it does good.")
            )
            tasks.append(Task(_say_talk(whose, row.company, days), why, url, _("Open"), kind="interview"))
    return tasks


def _say_talk(whose: Whose, company: str, days: int) -> str:
    """That there is a conversation today or tomorrow."""
    name = whose.first_name
    if days:
        return whose.say(
            _("You talk with %(company)s tomorrow", company=company),
            _("%(name)s talks with %(company)s tomorrow", name=name, company=company),
        )
    return whose.say(
        _("You talk with %(company)s today", company=company),
        _("%(name)s talks with %(company)s today", name=name, company=company),
    )


def _list_feedback(whose: Whose, rejections: list[RejectionRow], now: datetime) -> list[Task]:
    """Feedback that is best asked for now, and questions that were sent and may be answered by now."""
    tasks = []
    for row in rejections:
        url = address_of("ask_feedback", application_id=row.application_id)
        if row.feedback == "due" and row.feedback_due_at is not None:
            left = row.feedback_due_at - now
            if left < -STILL_FINE:
                continue
            title = _("Ask %(company)s what tipped it", company=row.company)
            share = max(0.0, min(1.0, left / FEEDBACK_WITHIN))
            tasks.append(Task(title, say_left(whose, left), url, _("Open"), share, "feedback"))
        elif row.feedback == "sent" and now - (row.feedback_changed_at or now) > ANSWER_TO_QUESTION:
            title = whose.say(
                _("Did %(company)s reply to your question?", company=row.company),
                _("Did %(company)s reply to the question?", company=row.company),
            )
            why = whose.say(_("Many do not; that says nothing about you."), _("Many do not."))
            tasks.append(Task(title, why, url, _("Say")))
    return tasks


def say_left(whose: Whose, left: timedelta) -> str:
    """How much of the first day is left, as one would say it."""
    minutes = int(left.total_seconds() // 60)
    if minutes <= 0:
        return whose.say(
            _("The first day is over. It is still fine to ask; your message is ready."),
            _("The first day is over. It is still fine to ask; the message is ready."),
        )
    if whose.by_staff:
        return _say_left_to_staff(minutes)
    if minutes < 60:
        return ngettext(
            "%(num)d minute left, your message is ready",
            "%(num)d minutes left, your message is ready",
            max(minutes, 1),
        )
    return ngettext(
        "%(num)d hour left, your message is ready",
        "%(num)d hours left, your message is ready",
        minutes // 60,
    )


def _say_left_to_staff(minutes: int) -> str:
    """The same for his coach, whose message it is not."""
    if minutes < 60:
        return ngettext(
            "%(num)d minute left, the message is ready", "%(num)d minutes left, the message is ready", minutes
        )
    return ngettext(
        "%(num)d hour left, the message is ready", "%(num)d hours left, the message is ready", minutes // 60
    )


def _list_reflections(whose: Whose, rejections: list[RejectionRow]) -> list[Task]:
    """Questions that were put off until today or before."""
    return [
        Task(
            _("The questions about %(company)s", company=row.company),
            whose.say(
                _("Four plain questions, two minutes. They can wait longer, too."),
                _("%(name)s finds them here, and they can wait longer.", name=whose.first_name),
            ),
            address_of("ask_questions", application_id=row.application_id),
            _("Open"),
            kind="reflection",
        )
        for row in rejections
        if row.postponed_until is not None and row.postponed_until <= whose.today and row.reflected_at is None
    ]


def _find_silence(whose: Whose, rows: list[OpenRow]) -> list[Task]:
    """The open application that waits longest beyond the usual time of its step."""
    longest, found = 0, None
    for row in rows:
        if row.since is None or row.interview_on is not None:
            continue
        usual = DEFAULTS.fail_median[min(row.stage, 5) - 1]
        silent = (whose.today - row.since).days
        beyond = silent - round(usual)
        if beyond > longest and silent <= LONG_AGO:
            longest, found = beyond, row
    if found is None or found.since is None:
        return []
    days = (whose.today - found.since).days
    return [
        Task(
            _("Did %(company)s answer?", company=found.company),
            ngettext(
                "Quiet for %(num)d day. No answer is fine too.",
                "Quiet for %(num)d days. No answer is fine too.",
                days,
            ),
            address_of("show_application", application_id=found.id),
            _("Say"),
        )
    ]
