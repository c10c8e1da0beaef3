"""The sentences of the Reasons screen: what the counts answer, and when it is too early to answer."""

import math
from collections.abc import Mapping
from typing import Final

from coachhub.analysis.causes import UNKNOWN
from coachhub.analysis.facts import Floats
from coachhub.analysis.vocabulary import Stage
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.reasons.counts import Counts, find_leader
from dashboards.words import count_people, count_rejections, name_stage, speak_of_cause, write_number

ENOUGH: Final = 8
"""Known reasons below which no sentence says "mostly"."""
ENOUGH_PART: Final = 5
"""The same for one half of the way: before a first interview, or from it on."""
COVERED: Final = 0.1
"""The share of rejections with a reason below which those few do not speak for the others."""
COMPARED_CLIENTS: Final = 5
"""Groups of fewer clients are not compared."""


def write_title(counts: Counts) -> str:
    """The page's answer."""
    if counts.total == 0:
        return _("No rejections here yet, so there is nothing to explain")
    if counts.known == 0:
        return _("Nobody has said yet why: every reason that you hear makes this page clearer")
    if counts.known < ENOUGH:
        return ngettext(
            "Too early to say why: only %(num)d rejection has a reason so far",
            "Too early to say why: only %(num)d rejections have a reason so far",
            counts.known,
        )
    if is_too_early(counts):
        return _(
            "Too early to say why: %(n)s of %(m)s rejections have a reason so far",
            n=write_number(counts.known),
            m=write_number(counts.total),
        )
    early, late = read_part(counts.early), read_part(counts.late)
    if early and late:
        if early == late:
            return _("It is mostly %(cause)s, before a first interview and after it", cause=early)
        return _(
            "Before a first interview it is mostly %(early)s; from there on, %(late)s",
            early=early,
            late=late,
        )
    if early:
        return _(
            "Before a first interview it is mostly %(early)s; later steps cannot be read yet", early=early
        )
    if late:
        return _("From the first interview on it is mostly %(late)s; earlier steps are mixed", late=late)
    leader = find_leader(counts.by_cause)
    if leader is not None:
        return _("The reason named most often is %(cause)s, with others close", cause=speak_of_cause(leader))
    return _("No single reason stands out: several are about as frequent")


def is_too_early(counts: Counts) -> bool:
    """Whether the known reasons are too few to speak for the others; then no sentence names a cause."""
    return counts.known < ENOUGH or counts.known < COVERED * counts.total


def read_part(causes: Floats) -> str | None:
    """The cause that leads one half of the way, in words; None when there is little, or no lead."""
    known = causes[:UNKNOWN].sum()
    leader = find_leader(causes)
    if known < ENOUGH_PART or leader is None or causes[leader] * 2 < known:
        return None
    return speak_of_cause(leader)


def write_lead(counts: Counts) -> str:
    """The numbers behind the title."""
    if counts.total == 0:
        return ngettext(
            "%(n)s application is still open.",
            "%(n)s applications are still open.",
            counts.still_open,
            n=write_number(counts.still_open),
        )
    if counts.known == 0:
        return _(
            "A reason can come from the %(client_word)s, from the employer or from you; "
            "one is enough to begin."
        )
    if is_too_early(counts):
        return write_early_lead(counts)
    sentences = []
    leader = find_leader(counts.by_cause)
    known = write_number(counts.by_cause[:UNKNOWN].sum())
    if leader is not None:
        sentences.append(
            _(
                "%(n)s of %(m)s known reasons point to %(cause)s.",
                n=write_number(counts.by_cause[leader]),
                m=known,
                cause=speak_of_cause(leader),
            )
        )
    late_leader, late_known = find_leader(counts.late), counts.late[:UNKNOWN].sum()
    if late_leader is not None and late_known >= ENOUGH_PART:
        sentences.append(
            _(
                "From the first interview on, %(n)s of %(m)s point to %(cause)s.",
                n=write_number(counts.late[late_leader]),
                m=write_number(late_known),
                cause=speak_of_cause(late_leader),
            )
        )
    if counts.clients < COMPARED_CLIENTS:
        sentences.append(_("These are few people: read it as their story, not as a comparison."))
    sentences.append(_("The market and the employers are always a possible reason too."))
    return " ".join(sentences)


def write_early_lead(counts: Counts) -> str:
    """What would make the page readable, in place of numbers that cannot be read yet."""
    needed = max(ENOUGH, math.ceil(COVERED * counts.total)) - counts.known
    return " ".join(
        [
            ngettext(
                "One more reason, and there is something to say.",
                "%(n)s more reasons, and there is something to say.",
                needed,
                n=write_number(needed),
            ),
            _("The market and the employers are always a possible reason too."),
        ]
    )


def write_heat_title(counts: Counts) -> str:
    """Where the most frequent cause ends applications."""
    leader = find_leader(counts.by_cause)
    if leader is None or is_too_early(counts):
        return _("Why, by how far each application came")
    stage = int(counts.by_stage[:, leader].argmax())
    said = {"n": write_number(counts.by_stage[stage, leader]), "m": write_number(counts.by_cause[leader])}
    cause = speak_of_cause(leader)
    if stage == Stage.APPLIED:
        return _("%(n)s of %(m)s rejections over %(cause)s came before anyone answered", cause=cause, **said)
    return _(
        "%(n)s of %(m)s rejections over %(cause)s came at this step: %(stage)s",
        cause=cause,
        stage=name_stage(stage),
        **said,
    )


def write_people_title(groups: Mapping[int, int], agreed: Mapping[int, int]) -> str:
    """The cause that most people share: `groups` counts people by the cause worked on or proposed."""
    if not groups:
        return _("No cause is proposed for anyone yet")
    cause = max(groups, key=lambda one: (groups[one], -one))
    if groups[cause] < 2:
        return _("Everyone is at a different point")
    said = {"people": count_people(groups[cause]), "cause": speak_of_cause(cause)}
    if agreed.get(cause) == groups[cause]:
        return _("%(people)s work on the same thing: %(cause)s", **said)
    return _("%(people)s share one likely reason: %(cause)s", **said)


def write_weeks_title(before: float, after: float, weeks: int) -> str:
    """Whether a larger share of what is sent is rejected, in the first half of the weeks and the second."""
    if weeks < ENOUGH:
        return _("Too few weeks to see a direction yet")
    if after < 0.75 * before:
        return _("A smaller share of what is sent comes back as a rejection than before")
    if before < 0.75 * after:
        return _("A larger share of what is sent comes back as a rejection than before")
    return _("About the same share of what is sent comes back as a rejection throughout")


def write_total(counts: Counts) -> str:
    """How many rejections a chart draws."""
    return count_rejections(counts.total)
