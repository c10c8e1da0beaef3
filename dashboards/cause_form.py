"""Answering in one tap what tipped a rejection: its words, the four causes, and the way back."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from coachhub.analysis.vocabulary import Cause
from dashboards.elements import Children, Element, div, element, paragraph, span, strong
from dashboards.language import gettext as _
from dashboards.marks import mark
from dashboards.posting import post_form, submit
from dashboards.words import KINDS, name_cause, speak_of_cause

LONGEST: Final = 2000
"""As `coachhub.web.causes` keeps."""


def draw_words(name: str, words: str | None) -> Element | None:
    """What somebody wrote without naming a cause, verbatim."""
    if not words or not words.strip():
        return None
    return element(
        "Blockquote",
        [
            paragraph([strong(name), span(_("no reason in it"), "soft")], "by"),
            paragraph(f"“{words.strip()}”", "voice"),
        ],
        "said",
    )


def draw_form(application_id: UUID) -> Element:
    """Four answers, one tap each; what more there is to say is folded; nobody has to know."""
    choices = [
        submit([mark(KINDS[cause]), name_cause(cause)], "chip", name="cause", value=cause.word)
        for cause in Cause
    ]
    second = [
        element("Option", _("No second reason"), value=""),
        *(element("Option", name_cause(cause), value=cause.word) for cause in Cause),
    ]
    more: Children = [
        element("Summary", _("A second reason, or your words")),
        div(
            [
                paragraph(_("They are kept with the reason that you tap."), "caption"),
                div(
                    [
                        element("Label", _("And also"), "form-label", htmlFor="tipping-second"),
                        element("Select", second, "form-select", id="tipping-second", name="cause"),
                    ]
                ),
                div(
                    [
                        element("Label", _("In your words"), "form-label", htmlFor="tipping-words"),
                        element(
                            "Textarea",
                            None,
                            "form-control",
                            id="tipping-words",
                            name="words",
                            rows=3,
                            maxLength=str(LONGEST),
                        ),
                    ]
                ),
            ],
            "stack-sm tipping-more",
        ),
    ]
    return post_form(
        f"/applications/{application_id}/cause",
        [
            element(
                "Fieldset",
                [element("Legend", _("Your view"), "form-label"), div(choices, "choices")],
                "stack-sm",
            ),
            element("Details", more, "fold"),
            paragraph(
                submit(_("I cannot tell"), "btn btn-link", name="cause", value="none"),
                "row-btns",
            ),
        ],
        "stack",
        # The next rejection is another form: nothing that was typed for this one stays in it.
        key=str(application_id),
    )


def draw_last(application_id: UUID, company: str, causes: Sequence[Cause]) -> Element:
    """What was tapped last, and the way back; without `causes` it was put aside."""
    words = (
        _(
            "You said for %(company)s: %(causes)s.",
            company=company,
            causes=", ".join(speak_of_cause(cause) for cause in causes),
        )
        if causes
        else _("You put %(company)s aside.", company=company)
    )
    return post_form(
        f"/applications/{application_id}/cause",
        [
            span(words, "clip-2", title=words),
            submit(_("Take it back"), "btn btn-link", name="cause", value="undo"),
        ],
        "tipping-last small muted",
        key=f"last-{application_id}",
    )
