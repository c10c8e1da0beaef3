"""Agreeing on what is proposed: the button that would settle it comes first where there is one."""

from coachhub.analysis.ask import AskKind
from coachhub.analysis.vocabulary import State
from dashboards.client.asking import Request
from dashboards.client.settle import PLACE, count_looks, is_open, name_looks
from dashboards.client.story import Story
from dashboards.elements import Child, Element, div, link
from dashboards.language import gettext as _
from dashboards.posting import hidden, post_form, submit

ANSWERED: frozenset[AskKind] = frozenset({AskKind.RATING, AskKind.EMPLOYER_FEEDBACK, AskKind.CLIENT_TAG})
"""What is asked for with a filled button of its own, in the card below."""


def draw_agreement(story: Story, request: Request) -> Element | None:
    """The buttons under a proposal: a finding may be agreed at once, a lean gets better by one answer."""
    if story.state is State.PAUSED:
        return None
    leaning = is_open(story)
    buttons: list[Child] = []
    if leaning and request.kind is AskKind.COACH_TAG and request.about is not None:
        buttons.append(link(name_looks(count_looks(story)), f"#{PLACE}", "btn btn-primary"))
    if story.proposed is not None:
        filled = not buttons and not (leaning and request.kind in ANSWERED)
        agree = submit(_("Agree this focus"), "btn btn-primary" if filled else "btn btn-quiet")
        buttons.append(
            post_form(f"/clients/{story.client.id}/focus", [hidden("improvement", story.proposed), agree])
        )
    words = _("Choose another") if story.proposed is not None else _("Choose a focus yourself")
    buttons.append(link(words, f"/clients/{story.client.id}/focus/choose"))
    return div(buttons, "row-btns btns-top")
