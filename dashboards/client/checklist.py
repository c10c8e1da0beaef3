"""The offer to say once what is in place already, where that could change what is proposed."""

from coachhub.analysis.vocabulary import State
from dashboards.client.story import Story
from dashboards.elements import Element, link, paragraph
from dashboards.language import gettext as _


def draw_checklist_offer(story: Story) -> Element | None:
    """One quiet line with the way to the four questions; None where they would change nothing.

    They are asked once: as soon as somebody has answered, "not sure" included, the line is gone. The answers
    can be corrected from the page on which a focus is chosen.
    """
    if story.focus is not None or story.state not in (State.FOCUS, State.LEANING):
        return None
    if str(story.client.id) in story.diagnosed.answered or not can_be_settled(story):
        return None
    words = _("Is some of this in place already?")
    address = f"/clients/{story.client.id}/checklist"
    return paragraph([words, " ", link(_("Four questions, about a minute"), address)], "small muted")


def can_be_settled(story: Story) -> bool:
    """Whether an answer could rule out any improvement for the cause that is proposed."""
    return any(
        not entry.retired
        and entry.improvement.settled_by is not None
        and entry.improvement.eta[story.cause] > 0
        for entry in story.diagnosed.playbook.entries
    )
