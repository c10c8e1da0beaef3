"""What is worked on now, one thing at a time, and what was worked on before."""

from datetime import date

from coachhub.queries.focuses import FocusRow, StepRow
from dashboards.client.standing import draw_standing, say_agreed, say_day
from dashboards.client.story import Story
from dashboards.elements import Child, Element, div, element, link, paragraph, span
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.marks import cause_label
from dashboards.posting import post_form, submit
from dashboards.words import write_day


def draw_focus(story: Story, focus: FocusRow) -> Element:
    """The card of the focus that is under way."""
    steps, done = len(focus.steps), focus.steps_done
    tag = _("Focus now") if focus.has_begun(story.today) else _("Agreed")
    parts: list[Child] = [
        div(
            [
                paragraph([span(tag, "tag tag-accent"), cause_label(focus.cause)], "eyebrow marks"),
                element("H2", story.diagnosed.playbook.name(focus.improvement), "focus-title", id="focus"),
                paragraph(say_day(story, focus), "lead"),
                paragraph(say_agreed(story, focus), "muted"),
            ],
            "stack-sm",
        ),
        *draw_standing(story, focus),
    ]
    if len(focus.near_ties) > 1 and focus.improvement == focus.proposed:
        said = ngettext(
            "It came by lot: %(num)d other promised as much.",
            "It came by lot: %(num)d others promised as much.",
            len(focus.near_ties) - 1,
        )
        parts.append(paragraph(said, "small muted"))
    if focus.override_reason:
        parts.append(
            element(
                "Blockquote",
                [
                    paragraph(_("Chosen over the proposal, because"), "by"),
                    paragraph(_("“%(words)s”", words=focus.override_reason), "voice"),
                ],
                "said",
            )
        )
    if steps:
        title = ngettext("%(done)d of %(num)d step done", "%(done)d of %(num)d steps done", steps, done=done)
        parts.append(
            div(
                [
                    element("H3", title),
                    element("Ol", [draw_step(step) for step in focus.steps], "tick-list"),
                    paragraph(
                        _(
                            "%(name)s ticks them on the page “My search”; you can do it here.",
                            name=story.first_name,
                        ),
                        "caption",
                    ),
                ],
                "stack-sm",
            )
        )
    parts.append(draw_ending(story, focus))
    return element("Section", div(parts, "card-body stack-lg"), "card", aria_labelledby="focus")


def draw_step(step: StepRow) -> Element:
    """One step as a button that ticks it, or takes that back."""
    done = step.done_at is not None
    box = span(None, "box on" if done else "box", aria_hidden="true")
    button = submit(
        [box, span(step.words)],
        "tick done" if done else "tick",
        name="done",
        value="0" if done else "1",
        aria_pressed="true" if done else "false",
    )
    return element("Li", post_form(f"/steps/{step.id}/tick", button))


def draw_ending(story: Story, focus: FocusRow) -> Element:
    """How a focus is ended, folded."""
    why = f"why-{focus.id}"
    buttons: list[Child] = [
        submit(_("The work is done"), "btn btn-quiet", name="result", value="done"),
        submit(_("Set it aside"), "btn btn-quiet", name="result", value="set_aside"),
    ]
    if story.has_offer_accepted:
        buttons.insert(0, submit(_("An offer came"), "btn btn-quiet", name="result", value="offer"))
    locked = focus.locked_until is not None and focus.started_on <= story.today < focus.locked_until
    # Setting it aside before its time is the coach's own decision: a sentence is kept with it.
    label = (
        _("Why, in a sentence (needed to set it aside before its time)")
        if locked
        else _("Why, in a sentence (can wait)")
    )
    form = post_form(
        f"/focuses/{focus.id}/end",
        [
            div(
                [
                    element("Label", label, "form-label", htmlFor=why),
                    element("Textarea", None, "form-control", id=why, name="why", rows=2, maxLength=1000),
                    paragraph(_("Kept for you and the practice."), "caption"),
                ]
            ),
            div(buttons, "row-btns"),
        ],
        "stack fold-body",
    )
    change = paragraph(
        [
            _("Something else matters more now?"),
            " ",
            link(_("Change the focus"), f"/focuses/{focus.id}/switch"),
        ],
        "small",
    )
    return element("Details", [element("Summary", _("End this focus")), form, change], "fold rule")


def draw_earlier(story: Story) -> Element | None:
    """What was worked on before, folded."""
    ended = [focus for focus in story.file.focuses if focus.ended_on is not None]
    if not ended:
        return None
    items = [
        element(
            "Li",
            [
                link(
                    story.diagnosed.playbook.name(focus.improvement), f"/focuses/{focus.id}/review", "strong"
                ),
                " ",
                span(say_ended(focus, story.today), "muted"),
                paragraph(_("“%(words)s”", words=focus.ended_because), "voice words")
                if focus.ended_because
                else None,
            ],
        )
        for focus in ended
    ]
    title = ngettext("Worked on before: %(num)d focus", "Worked on before: %(num)d focuses", len(ended))
    return element(
        "Details", [element("Summary", title), element("Ul", items, "stack-sm small")], "fold section-link"
    )


def say_ended(focus: FocusRow, today: date) -> str:
    """When a focus was worked on and what came of it."""
    if focus.never_began:
        return _("agreed for %(day)s, never begun", day=write_day(focus.started_on, today))
    results = {
        "done": _("done"),
        "reviewed": _("reviewed"),
        "switched": _("changed for another one"),
        "set_aside": _("set aside"),
        "offer": _("ended with an offer"),
    }
    ended = focus.ended_on or today
    return _(
        "%(start)s to %(end)s, %(result)s, %(done)d of %(steps)d steps",
        start=write_day(focus.started_on, today),
        end=write_day(ended, today),
        result=results.get(focus.result or "", _("ended")),
        done=focus.steps_done,
        steps=len(focus.steps),
    )
