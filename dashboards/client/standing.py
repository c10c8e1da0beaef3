"""Where the life of a focus stands: its day, its lock, what is due, and the one button that is next."""

from datetime import date

from coachhub.analysis.funnel import ENOUGH_WORTH
from coachhub.analysis.hysteresis import Due
from coachhub.queries.evaluations import SwitchOffer
from coachhub.queries.focuses import FocusRow, HalfTime
from dashboards.client.story import Story
from dashboards.elements import Child, Element, div, element, link, paragraph
from dashboards.language import gettext as _
from dashboards.words import speak_of_cause, write_day, write_per_cent


def say_day(story: Story, focus: FocusRow) -> str:
    """How far it has come, and what its age asks for."""
    today = story.today
    said = {"review": write_day(focus.review_on, today), "start": write_day(focus.started_on, today)}
    if not focus.has_begun(today):
        return _("It begins on %(start)s. Review on %(review)s.", **said)
    match find_due(story, focus):
        case Due.EXTEND:
            return _(
                "Four weeks are over, and there is too little to see a change: %(gained)s of 8. It may go on "
                "for two more weeks, or end here.",
                gained=write_gained(story, focus),
            )
        case Due.CANNOT_TELL:
            return _(
                "Six weeks are over with %(gained)s of 8, so nobody can tell whether it helped. That is the "
                "usual result for one search, and it says nothing about the work.",
                gained=write_gained(story, focus),
            )
    if focus.completed_on is not None and today < focus.review_on:
        return _(
            "All steps were done on %(day)s. What changed can be seen from the review on %(review)s.",
            day=write_day(focus.completed_on, today),
            **said,
        )
    if today > focus.review_on:
        return _("The review was planned for %(review)s: a good thing to talk about next.", **said)
    if today == focus.review_on:
        return _("The review is today: what changed, and does it go on?")
    day = (today - focus.started_on).days + 1
    if focus.extended_on is not None:
        return _(
            "Day %(day)d. Extended on %(extended)s: the review is on %(review)s.",
            day=day,
            extended=write_day(focus.extended_on, today),
            **said,
        )
    length = max(1, (focus.review_on - focus.started_on).days)
    return _("Day %(day)d of %(length)d. Review on %(review)s.", day=day, length=length, **said)


def say_agreed(story: Story, focus: FocusRow) -> str:
    """Who agreed to it, and when."""
    agreed: date = focus.started_on
    if focus.created_at is not None:
        agreed = min(agreed, story.day_of(focus.created_at))
    return _(
        "%(who)s agreed on it with %(name)s on %(day)s.",
        who=story.name_person(focus.accepted_by),
        name=story.first_name,
        day=write_day(agreed, story.today),
    )


def find_due(story: Story, focus: FocusRow) -> Due:
    """What its age asks for."""
    progress = story.progress.get(focus.id)
    return progress.due if progress is not None else Due.NOTHING


def find_gained(story: Story, focus: FocusRow) -> float:
    """How much the steps that it is to lift have gained: answers, and what open ones are worth."""
    progress = story.progress.get(focus.id)
    return progress.measurement.gained if progress and progress.measurement else 0.0


def write_gained(story: Story, focus: FocusRow) -> str:
    """The same as text."""
    return write_decided(find_gained(story, focus))


def write_decided(worth: float) -> str:
    """How much has been decided; never rounded up to enough, and nothing is a plain 0."""
    if worth < 0.05:
        return "0"
    return f"{min(worth, ENOUGH_WORTH - 0.1) if worth < ENOUGH_WORTH else worth:.1f}"


def is_readable(story: Story, focus: FocusRow) -> bool:
    """Whether what changed so far may be shown: from the review on, or with enough to look at."""
    return focus.has_begun(story.today) and (
        story.today >= focus.review_on or find_gained(story, focus) >= ENOUGH_WORTH
    )


def draw_standing(story: Story, focus: FocusRow) -> list[Child]:
    """The button that is next, then what there is to see so far, the check-in, and the lock."""
    if not focus.has_begun(story.today):
        return []
    lines: list[Child] = []
    if is_readable(story, focus):
        lines.append(paragraph(link(_("What can be seen so far"), "#helped")))
    else:
        lines.append(paragraph(say_too_early(story, focus), "muted"))
    if focus.half_time is not None:
        lines.append(draw_half_time(story, focus.half_time))
    lines.append(paragraph(say_lock(story, focus), "small muted"))
    button = draw_next(story, focus)
    return [button, div(lines, "stack-sm")] if button is not None else [div(lines, "stack-sm")]


def say_too_early(story: Story, focus: FocusRow) -> str:
    """Why nothing is shown yet."""
    progress = story.progress.get(focus.id)
    if progress is None or progress.measurement is None:
        return _("Too early to see whether it helps.")
    if story.today <= progress.measurement.since:
        return _(
            "Too early to see whether it helps: what is sent from %(day)s on will show it.",
            day=write_day(progress.measurement.since, story.today),
        )
    return _(
        "Too early to see whether it helps: since %(day)s the steps that it is to lift have gained "
        "%(gained)s of the 8 answers that a first look needs.",
        day=write_day(progress.measurement.since, story.today),
        gained=write_gained(story, focus),
    )


def draw_half_time(story: Story, held: HalfTime) -> Element:
    """What was said at the check-in."""
    going = {
        "well": _("it goes well"),
        "slowly": _("it goes slowly"),
        "stuck": _("it is stuck"),
    }.get(held.going, _("it goes on"))
    said = _("Check-in on %(day)s: %(going)s.", day=write_day(held.held_on, story.today), going=going)
    parts: list[Child] = [paragraph(said, "small muted")]
    if held.words:
        parts.append(paragraph(_("“%(words)s”", words=held.words), "voice-sm words"))
    return div(parts)


def say_lock(story: Story, focus: FocusRow) -> str:
    """Until when it stays, and whether and why another one is offered."""
    today, until = story.today, focus.locked_until
    locked = until is not None and today < until
    if story.offer is not None:
        return say_offer(story, story.offer, locked=locked)
    if until is not None and locked:
        return _(
            "It stays until %(day)s at least: what one week brings does not change it, and an effect needs "
            "about four weeks to show.",
            day=write_day(until, today),
        )
    return _(
        "It may change now, and nothing in last Monday’s reading speaks clearly for that. Nothing changes by "
        "itself."
    )


def say_offer(story: Story, offer: SwitchOffer, *, locked: bool) -> str:
    """What speaks for another one: a reason for a talk, never a change by itself."""
    said = {
        "cause": speak_of_cause(offer.cause),
        "p": write_per_cent(offer.probability),
        "present": write_per_cent(offer.present),
    }
    if locked:
        return _(
            "Two Mondays in a row the log spoke clearly for %(cause)s: %(p)s against %(present)s. That is "
            "worth a talk, also before the four weeks are over.",
            **said,
        )
    return _(
        "On the last Monday the log spoke for %(cause)s: %(p)s against %(present)s. You may change together, "
        "or keep it.",
        **said,
    )


def draw_next(story: Story, focus: FocusRow) -> Element | None:
    """The one button that is next; None while there is nothing to do but the work."""
    home = f"/focuses/{focus.id}"
    due = find_due(story, focus)
    words = {
        Due.CHECK_IN: _("Check in"),
        Due.REVIEW: _("Review it"),
        Due.EXTEND: _("Decide how it goes on"),
        Due.CANNOT_TELL: _("Close it"),
    }.get(due)
    buttons: list[Child] = []
    if words is not None:
        address = f"{home}/checkin" if due is Due.CHECK_IN else f"{home}/review"
        buttons.append(link(words, address, "btn btn-primary"))
    if story.offer is not None:
        buttons.append(link(_("Look at a change"), f"{home}/switch", "btn btn-quiet"))
    return element("P", buttons, "row-btns") if buttons else None
