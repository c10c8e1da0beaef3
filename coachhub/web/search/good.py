"""What went well, each with its number; a client meets no totals of what did not."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from coachhub.access.language import gettext as _
from coachhub.access.language import ngettext
from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.queries.applications import ApplicationRow
from coachhub.queries.focuses import FocusRow

FIRST_ANSWERS: Final = 10
FINALS: Final = 38
"""Of 100 sent, about 10 become a conversation; of 100 first interviews, about 38 lead to a final one.
Source: docs/method.md section 2, healthy rates with the causes mixed in.
"""


@dataclass(frozen=True, slots=True)
class Good:
    """One sentence: what it is, and the number in its place."""

    strong: str
    words: str


def list_good(rows: list[ApplicationRow], focus: FocusRow | None, today: date) -> list[Good]:
    """What went well, the furthest first; a comparison only where it encourages."""
    sent = [row for row in rows if row.stage >= Stage.APPLIED]
    talks = sum(row.stage >= Stage.SCREENING for row in sent)
    interviews = sum(row.stage >= Stage.INTERVIEW for row in sent)
    finals = sum(row.stage >= Stage.FINAL for row in sent)
    offers = sum(row.stage is Stage.OFFER for row in sent)
    found = []
    if offers:
        found.append(Good(ngettext("%(num)d offer", "%(num)d offers", offers), _("Somebody wants you.")))
    if finals:
        found.append(
            Good(
                ngettext("%(num)d final interview", "%(num)d final interviews", finals),
                _("Of 100 first interviews, about %(num)d lead that far.", num=FINALS),
            )
        )
    if interviews > finals:
        found.append(
            Good(
                ngettext("%(num)d interview", "%(num)d interviews", interviews),
                _("Each was earned by an application of yours."),
            )
        )
    if talks:
        usual = round(len(sent) * FIRST_ANSWERS / 100)
        first = ngettext(
            "%(talks)d of %(num)d application became a conversation",
            "%(talks)d of %(num)d applications became a conversation",
            len(sent),
            talks=talks,
        )
        more = ""
        if len(sent) >= 5 and talks > usual:
            more = ngettext("Usually it is %(num)d.", "Usually it is %(num)d.", max(usual, 1))
            more = more if talks > max(usual, 1) else ""
        found.append(Good(first, more))
    if focus is not None and focus.steps_done:
        found.append(
            Good(
                ngettext("%(num)d step done", "%(num)d steps done", focus.steps_done),
                _("of the one thing that you work on."),
            )
        )
    found += list_pace(sent, today)
    return found


def list_pace(sent: list[ApplicationRow], today: date) -> list[Good]:
    """What was done this week, and what may still come."""
    found = []
    week = sum(row.applied_on is not None and row.applied_on > today - timedelta(days=7) for row in sent)
    if week:
        found.append(
            Good(
                ngettext("%(num)d application sent", "%(num)d applications sent", week),
                _("in the last seven days."),
            )
        )
    still = sum(row.outcome is Outcome.OPEN for row in sent)
    if still:
        found.append(
            Good(
                ngettext("%(num)d is open", "%(num)d are open", still),
                _("Most answers come within three weeks."),
            )
        )
    return found
