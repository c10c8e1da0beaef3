"""What went well, each with its number; a client meets no totals of what did not."""

from dataclasses import dataclass
from typing import Final

from coachhub.access.language import gettext as _
from coachhub.access.language import ngettext
from coachhub.queries.focuses import FocusRow
from coachhub.queries.search_counts import SearchCounts
from coachhub.web.search.whose import Whose

FIRST_ANSWERS: Final = 10
FINALS: Final = 38
"""Of 100 sent, about 10 become a conversation; of 100 first interviews, about 38 lead to a final one.
Source: docs/method.md section 2, healthy rates with the causes mixed in.
"""
FEW: Final = 5
"""Below so many a comparison says nothing."""


@dataclass(frozen=True, slots=True)
class Good:
    """One sentence: what it is, and the number in its place."""

    strong: str
    words: str


def is_above_usual(counts: SearchCounts) -> bool:
    """Whether more became conversations than usual: only then is there a comparison."""
    return counts.sent >= FEW and counts.conversations > find_usual(counts)


def find_usual(counts: SearchCounts) -> int:
    """How many conversations are usual for as many applications, one at least."""
    return max(round(counts.sent * FIRST_ANSWERS / 100), 1)


def list_good(whose: Whose, counts: SearchCounts, focus: FocusRow | None) -> list[Good]:
    """What went well, the furthest first; a comparison only where it encourages."""
    found = []
    if counts.accepted:
        found.append(Good(_("A job, and it is taken"), _("All that was sent before was part of the way.")))
    if counts.offers > counts.accepted:
        strong = ngettext("%(num)d offer", "%(num)d offers", counts.offers)
        found.append(Good(strong, whose.say(_("Somebody wants you."), "")))
    if counts.finals:
        found.append(
            Good(
                ngettext("%(num)d final interview", "%(num)d final interviews", counts.finals),
                _("Of 100 first interviews, about %(num)d lead that far.", num=FINALS),
            )
        )
    if counts.interviews > counts.finals:
        found.append(
            Good(
                ngettext("%(num)d interview", "%(num)d interviews", counts.interviews),
                whose.say(
                    _("Each was earned by an application of yours."), _("Each was earned by an application.")
                ),
            )
        )
    if counts.conversations:
        found.append(tell_conversations(counts))
    if focus is not None and focus.steps_done:
        found.append(
            Good(
                ngettext("%(num)d step done", "%(num)d steps done", focus.steps_done),
                whose.say(_("of the one thing that you work on."), _("of the one thing to work on.")),
            )
        )
    return found + list_pace(counts)


def tell_conversations(counts: SearchCounts) -> Good:
    """How many became conversations; of how many is said only where that encourages."""
    if not is_above_usual(counts):
        number = counts.conversations
        return Good(
            ngettext("%(num)d conversation", "%(num)d conversations", number),
            ngettext("Somebody wanted to know more.", "Each time somebody wanted to know more.", number),
        )
    first = ngettext(
        "%(talks)d of %(num)d application became a conversation",
        "%(talks)d of %(num)d applications became a conversation",
        counts.sent,
        talks=counts.conversations,
    )
    usual = find_usual(counts)
    return Good(first, ngettext("Usually it is %(num)d.", "Usually it is %(num)d.", usual))


def list_pace(counts: SearchCounts) -> list[Good]:
    """What was done this week, and what may still come."""
    found = []
    if counts.sent_lately:
        found.append(
            Good(
                ngettext("%(num)d application sent", "%(num)d applications sent", counts.sent_lately),
                _("in the last seven days."),
            )
        )
    if counts.under_way:
        found.append(
            Good(
                ngettext("%(num)d is open", "%(num)d are open", counts.under_way),
                _("Most answers come within three weeks."),
            )
        )
    return found
