"""What is worked on now, and agreeing on it: one thing at a time."""

from datetime import date

from coachhub.analysis.ask import AskKind
from coachhub.analysis.vocabulary import Outcome, State
from coachhub.queries.focuses import FocusRow, StepRow
from dashboards.client.story import Story
from dashboards.elements import Child, Element, div, element, link, paragraph, span, strong
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.marks import cause_label
from dashboards.posting import hidden, post_form, submit
from dashboards.words import write_day


def draw_focus(story: Story, focus: FocusRow) -> Element:
    """The card of the focus that is under way."""
    steps, done = len(focus.steps), focus.steps_done
    parts: list[Child] = [
        div(
            [
                paragraph(
                    [span(_("Focus now"), "tag tag-accent"), cause_label(focus.cause)], "eyebrow marks"
                ),
                element("H2", story.diagnosed.playbook.name(focus.improvement), "focus-title", id="focus"),
                paragraph(say_day(focus, story.today), "lead"),
                paragraph(say_agreed(story, focus), "muted"),
            ],
            "stack-sm",
        )
    ]
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


def say_day(focus: FocusRow, today: date) -> str:
    """How far through its four weeks a focus is."""
    length = max(1, (focus.review_on - focus.started_on).days)
    if focus.completed_on is not None:
        return _(
            "All steps were done on %(day)s. What changed can be seen from the review on %(review)s.",
            day=write_day(focus.completed_on, today),
            review=write_day(focus.review_on, today),
        )
    if today > focus.review_on:
        return _(
            "The review was planned for %(day)s: a good thing to talk about next.",
            day=write_day(focus.review_on, today),
        )
    if today == focus.review_on:
        return _("The review is today: what changed, and does it go on?")
    return _(
        "Day %(day)d of %(length)d. Review on %(review)s.",
        day=max(1, (today - focus.started_on).days + 1),
        length=length,
        review=write_day(focus.review_on, today),
    )


def say_agreed(story: Story, focus: FocusRow) -> str:
    """Who agreed to it, and when."""
    return _(
        "%(who)s agreed on it with %(name)s on %(day)s.",
        who=story.name_person(focus.accepted_by),
        name=story.first_name,
        day=write_day(focus.started_on, story.today),
    )


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
    form = post_form(
        f"/focuses/{focus.id}/end",
        [
            div(
                [
                    element("Label", _("Why, in a sentence (can wait)"), "form-label", htmlFor=why),
                    element("Textarea", None, "form-control", id=why, name="why", rows=2, maxLength=1000),
                    paragraph(_("Kept for you and the practice."), "caption"),
                ]
            ),
            div(buttons, "row-btns"),
        ],
        "stack fold-body",
    )
    # On the day of the review this is what is decided: it stands open then.
    summary = element("Summary", _("End this focus"))
    return element("Details", [summary, form], "fold rule", open=story.today >= focus.review_on)


def draw_agreement(story: Story) -> Element | None:
    """The buttons under a proposal: what is asked first is filled, else agreeing is."""
    if story.state is State.PAUSED:
        return None
    look = None
    about = story.asked_about
    if story.ask is AskKind.COACH_TAG and about is not None and about.outcome is Outcome.REJECTED:
        words = _("Say what tipped %(company)s", company=about.company)
        look = link(words, f"#rejection-{about.id}", "btn btn-primary words")
    buttons: list[Child] = []
    # A finding may be agreed at once; a lean gets better by one look.
    first = look is None or story.state is State.FOCUS
    if story.proposed is not None:
        agree = submit(_("Agree this focus"), "btn btn-primary" if first else "btn btn-quiet")
        buttons.append(
            post_form(f"/clients/{story.client.id}/focus", [hidden("improvement", story.proposed), agree])
        )
    if look is not None and not (first and buttons):
        buttons.insert(0, look)
    words = _("Choose another") if story.proposed is not None else _("Choose a focus yourself")
    buttons.append(link(words, f"/clients/{story.client.id}/focus/choose"))
    return div(buttons, "row-btns btns-top")


def draw_earlier(story: Story) -> Element | None:
    """What was worked on before, folded."""
    ended = [focus for focus in story.file.focuses if focus.ended_on is not None]
    if not ended:
        return None
    items = [
        element(
            "Li",
            [
                strong(story.diagnosed.playbook.name(focus.improvement)),
                " ",
                span(say_ended(focus, story.today), "muted"),
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
    results = {"done": _("done"), "set_aside": _("set aside"), "offer": _("ended with an offer")}
    ended = focus.ended_on or today
    return _(
        "%(start)s to %(end)s, %(result)s, %(done)d of %(steps)d steps",
        start=write_day(focus.started_on, today),
        end=write_day(ended, today),
        result=results.get(focus.result or "", _("ended")),
        done=focus.steps_done,
        steps=len(focus.steps),
    )
