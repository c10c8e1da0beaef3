"""What speaks for the proposed cause and what against it: the two strongest terms, in words."""

from collections.abc import Sequence

from coachhub.analysis.explanation import TERMS, name_strength
from coachhub.analysis.trials import Result
from coachhub.analysis.vocabulary import Cause, Source
from dashboards.client.story import Story
from dashboards.elements import Child, Element, div, element, span, strong
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.words import name_cause, speak_of_cause

STEPS = 5


def draw_evidence(story: Story) -> Element:
    """Both sides beside each other; the market is always one of the possible reasons."""
    terms = read_terms(story)
    for_it = [say_term(story, term, size) for term, size in terms if size > 0]
    against = [say_term(story, term, size) for term, size in terms if size < 0]
    if not for_it:
        for_it = [
            (_("open"), [_("Nothing in the log sets it apart yet; it is likely because it is common.")])
        ]
    against.append((_("open"), [say_open_question(story)]))
    return div(
        [
            draw_side(_("What speaks for it"), for_it),
            draw_side(_("What speaks against it"), against),
        ],
        "cols cols-even proof-cols",
    )


def draw_side(title: str, lines: Sequence[tuple[str, list[Child]]]) -> Element:
    """One side: how strong, and what."""
    items = [element("Li", [span(strength, "w"), span(said)]) for strength, said in lines]
    return div([element("H3", title), element("Ul", items, "proof")], "stack-sm")


def read_terms(story: Story) -> list[tuple[int, float]]:
    """The strongest terms, as positions in TERMS, with their log-odds for the proposed cause."""
    explanation = story.diagnosed.diagnoses.explanation
    pairs = zip(explanation.term[story.row].tolist(), explanation.log_odds[story.row].tolist(), strict=True)
    return [(term, size) for term, size in pairs if term >= 0 and size != 0]


def say_term(story: Story, term: int, size: float) -> tuple[str, list[Child]]:
    """How strong a term is, and what it is in words."""
    strengths = {"weak": _("weak"), "moderate": _("moderate"), "strong": _("strong")}
    strength = strengths[name_strength(size)]
    favoured = story.cause if size > 0 else story.runner_up
    if term < STEPS:
        return strength, say_step(story, term, favoured)
    if TERMS[term] == "coach_rating":
        return strength, [_("The coach’s four ratings point to %(cause)s.", cause=speak_of_cause(favoured))]
    return strength, say_statements(story, Source(term - STEPS), favoured)


def say_counts(story: Story, step: int) -> str:
    """What happened at a step, with what the open ones are worth."""
    said = {"worth": f"{story.worth(step):.1f}", "passed": story.count(step, Result.PASSED)}
    if step == 0:
        return ngettext(
            "%(num)d sent, worth %(worth)s decided, %(passed)d positive answers.",
            "%(num)d sent, worth %(worth)s decided, %(passed)d positive answers.",
            story.sent,
            **said,
        )
    return ngettext(
        "%(num)d came to the %(step)s, worth %(worth)s decided, %(passed)d went on.",
        "%(num)d came to the %(step)s, worth %(worth)s decided, %(passed)d went on.",
        story.reached(step),
        step=name_step(step),
        **said,
    )


def name_step(step: int) -> str:
    """A step within a sentence."""
    return (_("application"), _("first call"), _("assessment"), _("interview"), _("final interview"))[step]


def say_step(story: Story, step: int, favoured: Cause) -> list[Child]:
    """A step's counts against what would be usual, and where they point."""
    usual = _(
        "A typical %(client_word)s would have %(usual)s by now.",
        usual=f"{story.worth(step) * story.typical(step):.1f}",
    )
    points = _("It points to %(cause)s.", cause=speak_of_cause(favoured))
    return [strong(say_counts(story, step)), " ", usual, " ", points]


def say_statements(story: Story, source: Source, favoured: Cause) -> list[Child]:
    """What one voice said, counted by cause."""
    who = {
        Source.CLIENT: _("%(name)s said", name=story.first_name),
        Source.EMPLOYER: _("Employers said"),
        Source.COACH: _("The coach said"),
    }[source]
    counts = [
        (sum(s.source == source and s.cause == cause for s in story.statements), cause) for cause in Cause
    ]
    named = ", ".join(f"{name_cause(cause)} {number}" for number, cause in counts if number)
    return [
        strong(f"{who}: {named}." if named else f"{who}."),
        " ",
        _("It points to %(cause)s.", cause=speak_of_cause(favoured)),
    ]


def say_open_question(story: Story) -> str:
    """What the log cannot know."""
    market = _("The market may be slow, and some postings are never filled.")
    if story.has_interviewed:
        return market
    return market + " " + _("No interview yet, so the conversation cannot be read.")
