"""What speaks for the proposed cause and what against it: the two strongest terms, in words."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from coachhub.analysis.explanation import TERMS, WEAK_BELOW, name_strength
from coachhub.analysis.trials import Result
from coachhub.analysis.vocabulary import Cause, Source
from dashboards.client.story import Story
from dashboards.elements import Child, Element, div, element, paragraph, span, strong
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.words import name_cause, speak_of_cause

STEPS = 5


def draw_evidence(story: Story) -> Element:
    """Both sides beside each other; the market, the employers and luck are always possible reasons."""
    terms = read_terms(story)
    for_it = [say_term(story, term, size) for term, size in terms if size > 0]
    against = [say_term(story, term, size) for term, size in terms if size < 0]
    if not for_it:
        for_it = [("open", [_("Nothing in the log sets it apart yet; it is likely because it is common.")])]
    if all(abs(size) < WEAK_BELOW for _term, size in terms):
        against.append(("open", [say_alike(story)]))
    against.append(("open", [say_open_question(story)]))
    sides = div(
        [
            draw_side(_("What speaks for it"), for_it),
            draw_side(_("What speaks against it"), against),
        ],
        "cols cols-even proof-cols",
    )
    difference = say_difference(story)
    if difference is None:
        return sides
    return div([sides, paragraph(difference, "small muted")], "stack-sm")


def say_alike(story: Story) -> str:
    """That the log alone hardly tells the two apart."""
    name = {
        Cause.QUALIFICATIONS: _("Missing qualifications"),
        Cause.APPLICATION: _("An application that does not show it"),
        Cause.INTERVIEW: _("Interviews that go less well than they could"),
        Cause.FIT: _("Places that suit less"),
    }[story.runner_up]
    return _("%(cause)s would look much the same in this log.", cause=name)


def draw_side(title: str, lines: Sequence[tuple[str, list[Child]]]) -> Element:
    """One side: how strong, and what."""
    items = [element("Li", [span(name_strength_word(strength), "w"), span(said)]) for strength, said in lines]
    return div([element("H3", title), element("Ul", items, "proof")], "stack-sm")


def name_strength_word(strength: str) -> str:
    """How strong a piece of evidence is."""
    return {
        "weak": _("weak"),
        "moderate": _("moderate"),
        "strong": _("strong"),
        "open": _("open"),
    }[strength]


def read_terms(story: Story) -> list[tuple[int, float]]:
    """The strongest terms, as positions in TERMS, with their log-odds for the proposed cause."""
    explanation = story.diagnosed.diagnoses.explanation
    pairs = zip(explanation.term[story.row].tolist(), explanation.log_odds[story.row].tolist(), strict=True)
    return [(term, size) for term, size in pairs if term >= 0 and size != 0]


def say_term(story: Story, term: int, size: float) -> tuple[str, list[Child]]:
    """How strong a term is, and what it is in words."""
    strength = name_strength(size)
    favoured = story.cause if size > 0 else story.runner_up
    if term < STEPS:
        return strength, say_step(story, term, favoured)
    if TERMS[term] == "coach_rating":
        return strength, say_rating(story, favoured)
    return strength, say_statements(story, Source(term - STEPS), favoured)


def say_record(story: Story) -> str:
    """What was sent, what it is worth, and what a typical search would have by now."""
    open_ones = story.count(0, Result.OPEN)
    worth = f"{story.worth(0):.1f}"
    sent = ngettext(
        "%(num)d sent, worth %(worth)s decided;",
        "%(num)d sent, worth %(worth)s decided;",
        story.sent,
        worth=worth,
    )
    if open_ones:
        sent = ngettext(
            "%(num)d sent, worth %(worth)s decided, %(waiting)s of that for %(open)d still open;",
            "%(num)d sent, worth %(worth)s decided, %(waiting)s of that for %(open)d still open;",
            story.sent,
            worth=worth,
            waiting=f"{story.open_worth(0):.1f}",
            open=open_ones,
        )
    if open_ones == story.reached(0) and story.worth(0) < 1:
        return f"{sent} {_('nothing is due yet.')}"
    beside = _(
        "%(answers)s where a typical %(client_word)s would have %(usual)s.",
        answers=count_answers(story.count(0, Result.PASSED)),
        usual=f"{story.worth(0) * story.typical(0):.1f}",
    )
    return f"{sent} {beside}"


def count_answers(number: int) -> str:
    """How many positive answers."""
    return ngettext("%(num)d positive answer", "%(num)d positive answers", number)


def say_counts(story: Story, step: int) -> str:
    """What happened at a later step, with what the open ones are worth."""
    return ngettext(
        "%(num)d came to the %(step)s, worth %(worth)s decided, %(passed)d went on.",
        "%(num)d came to the %(step)s, worth %(worth)s decided, %(passed)d went on.",
        story.reached(step),
        step=name_step(step),
        worth=f"{story.worth(step):.1f}",
        passed=story.count(step, Result.PASSED),
    )


def name_step(step: int) -> str:
    """A step within a sentence."""
    return (_("application"), _("first call"), _("assessment"), _("interview"), _("final interview"))[step]


def say_step(story: Story, step: int, favoured: Cause) -> list[Child]:
    """A step's counts against what would be usual, and where they point."""
    usual = story.worth(step) * story.typical(step)
    points = _("It points to %(cause)s.", cause=speak_of_cause(favoured))
    if step == 0:
        # The counts themselves stand above, whatever speaks loudest.
        passed = story.count(0, Result.PASSED)
        how = (
            _("Positive answers are fewer than is usual.")
            if passed < usual
            else _("Positive answers come as often as is usual.")
        )
        return [strong(how), " ", points]
    said = _("A typical %(client_word)s would have %(usual)s by now.", usual=f"{usual:.1f}")
    return [strong(say_counts(story, step)), " ", said, " ", points]


def say_rating(story: Story, favoured: Cause) -> list[Child]:
    """What the coach's latest rating gave the two causes, and where it points."""
    rated = story.facts.ratings[story.row]
    given = ", ".join(
        _("%(cause)s %(number)d of 5", cause=name_cause(cause), number=int(rated[cause]))
        for cause in Cause
        if not np.isnan(rated[cause])
    )
    return [
        strong(_("The coach’s rating: %(given)s.", given=given)),
        " ",
        _("It points to %(cause)s.", cause=speak_of_cause(favoured)),
    ]


def say_statements(story: Story, source: Source, favoured: Cause) -> list[Child]:
    """What one voice said, counted by cause."""
    who = {
        Source.CLIENT: _("%(name)s said", name=story.first_name),
        Source.EMPLOYER: _("Employers said"),
        Source.COACH: _("You said") if said_alone(story) else _("The coach said"),
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


def said_alone(story: Story) -> bool:
    """Whether the reader said all that coaches said."""
    return all(one.made_by == story.reader for one in story.statements if one.source == Source.COACH)


def find_view(story: Story, source: Source) -> Cause | None:
    """What one voice named most often; None where it named nothing, or two as often."""
    counts = Counter(one.cause for one in story.statements if one.source == source).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    return Cause(counts[0][0])


def say_difference(story: Story) -> str | None:
    """That client and coach see it differently, where they do: a question, not a mistake."""
    client, coach = find_view(story, Source.CLIENT), find_view(story, Source.COACH)
    if client is None or coach is None or client is coach:
        return None
    return _(
        "%(name)s sees mostly %(client)s, the coach %(coach)s. Both are kept and both count; it may be worth "
        "a question.",
        name=story.first_name,
        client=speak_of_cause(client),
        coach=speak_of_cause(coach),
    )


def say_market() -> str:
    """What the log can never tell apart from a cause: always said, once."""
    return _(
        "It may also be the market or the employers, postings that are never filled (about one in five), or "
        "plain bad luck: the log cannot tell these apart."
    )


def say_open_question(story: Story) -> str:
    """What the log cannot know."""
    if story.has_interviewed:
        return say_market()
    return say_market() + " " + _("No interview yet, so the conversation cannot be read.")
