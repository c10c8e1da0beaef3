"""How the search goes step by step: of 100 that reach a step, how many go on, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from coachhub.analysis.funnel import ENOUGH_WORTH, FunnelCounts, FunnelRates, count_funnel, rate_funnel
from coachhub.analysis.trials import Result
from dashboards.client.story import Story
from dashboards.elements import Child, Element, div, paragraph, span
from dashboards.language import gettext as _
from dashboards.marks import behind_chart, chart, chart_head
from dashboards.words import write_in_hundred

STEPS: Final = 5
COMPARED_CLIENTS: Final = 5


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one client beside what is usual."""

    name: str
    passed: int
    reached: int
    worth: float
    low: float
    mean: float
    high: float
    usual: float
    band: tuple[float, float] | None  # the practice's range; None where a typical rate stands in

    @property
    def too_early(self) -> bool:
        """Whether there is too little for a rate."""
        return self.worth < ENOUGH_WORTH


def name_steps() -> tuple[str, ...]:
    """The five steps."""
    return (
        _("Sent to first positive answer"),
        _("Screening to assessment or interview"),
        _("Assessment to interview"),
        _("Interview to final"),
        _("Final to offer"),
    )


def read_steps(story: Story) -> list[Step]:
    """The client's steps; beside them the practice's, or a typical client's where it is too small."""
    diagnoses = story.diagnosed.diagnoses
    mine = slice(story.row, story.row + 1)
    statistics = diagnoses.statistics
    rates = rate_funnel(
        FunnelCounts(
            statistics.passes[mine],
            statistics.failures[mine],
            diagnoses.tally.trials[mine, :, Result.OPEN].astype(float),
            statistics.open_worth[mine],
            statistics.channels[mine],
        ),
        diagnoses.shift,
    )
    practice = rate_practice(story)
    comparable = [clients >= COMPARED_CLIENTS for clients in count_reached(story)]
    steps = []
    for step, name in enumerate(name_steps()):
        compared = practice is not None and not practice.too_early[0, step] and comparable[step]
        usual, band = story.typical(step), None
        if practice is not None and compared:
            usual = float(practice.mean[0, step])
            band = (float(practice.low[0, step]), float(practice.high[0, step]))
        low, mean, high = (float(part[0, step]) for part in (rates.low, rates.mean, rates.high))
        passed, reached = story.count(step, Result.PASSED), story.reached(step)
        steps.append(Step(name, passed, reached, story.worth(step), low, mean, high, usual, band))
    return steps


def count_reached(story: Story) -> list[int]:
    """How many of the clients whom the reader sees came to each step: fewer than five are no group."""
    trials = story.diagnosed.diagnoses.trials
    reached = np.zeros((story.facts.client_count, STEPS), dtype=np.bool_)
    reached[trials.client, trials.step - 1] = True
    counts: list[int] = reached.sum(axis=0).tolist()
    return counts


def rate_practice(story: Story) -> FunnelRates | None:
    """The rates of everybody whom the reader sees; None for fewer than five clients."""
    if story.facts.client_count < COMPARED_CLIENTS:
        return None
    diagnoses = story.diagnosed.diagnoses
    return rate_funnel(count_funnel(story.facts, diagnoses.trials), diagnoses.shift)


def draw_steps(story: Story) -> Element:
    """The card with a row per step."""
    steps = read_steps(story)
    top = find_top(steps)
    rows = [draw_step(step, top) for step in steps]
    ticks = [str(round(100 * top * part / 4)) for part in range(5)]
    words = [*ticks[:-1], _("%(top)s in 100", top=ticks[-1])]
    scale = div([span(tick) for tick in words], "scale", aria_hidden="true")
    heads: list[Child] = [_("Step"), _("Reached"), _("Went on"), _("Worth decided"), _("In words")]
    table: list[list[Child]] = [
        [step.name, step.reached, step.passed, f"{step.worth:.1f}", say_rate(step)] for step in steps
    ]
    return chart(
        [
            chart_head(
                write_title(steps, answered=not has_no_answers(story)),
                _(
                    "Of 100 that reach a step, how many go on. %(name)s with a likely range; %(beside)s",
                    name=story.first_name,
                    beside=_("the band is your %(clients_word)s together.")
                    if any(step.band for step in steps)
                    else _("the tick is a typical search."),
                ),
            ),
            div([*rows, div([span(""), scale, span("")], "r axisrow")], "steps"),
            behind_chart(
                heads,
                table,
                _("Steps of the search"),
                foot=[
                    _(
                        "Open applications count for the share of answers that should have come by now; "
                        "older ones count less. Ranges hold 8 times in 10 and lean on what similar searches "
                        "show. Under 8 of worth a step is too early to read."
                    )
                ],
            ),
        ],
        "card section-tight",
    )


def has_no_answers(story: Story) -> bool:
    """Whether the log records what was sent and no answer: then its first step says nothing of the search."""
    trust = story.diagnosed.trust
    return trust is not None and bool(trust.no_answers[story.row])


def write_title(steps: list[Step], *, answered: bool = True) -> str:
    """What the steps say together; of a log without answers (`answered` is False) they say nothing."""
    tried = [step for step in steps if step.reached]
    if not tried:
        return _("No application has been sent yet")
    if not answered:
        return _("This log records no answers, so its steps cannot be read yet")
    low = [step for step in tried if not step.too_early and step.high < step.usual]
    if low:
        return _("Fewer go on than usual at one step: %(step)s", step=low[0].name)
    high = [step for step in tried if not step.too_early and step.low > step.usual]
    if high:
        return _("More go on than usual at one step: %(step)s", step=high[0].name)
    if len(tried) == 1:
        return _("The search has been tried at its first step only")
    return _("No step is clearly different from what is usual")


def find_top(steps: list[Step]) -> float:
    """The end of the scale of all steps."""
    ends = [step.usual for step in steps]
    ends += [step.high for step in steps if not step.too_early]
    ends += [step.band[1] for step in steps if step.band is not None]
    return find_scale_end(ends)


def find_scale_end(rates: Sequence[float]) -> float:
    """The next fifth above everything that is drawn."""
    return min(1.0, (int(5 * max(rates)) + 1) / 5)


def draw_step(step: Step, top: float) -> Element:
    """One step: what happened, the range beside what is usual, the same in words."""
    if step.reached:
        happened = _(
            "%(passed)d of %(reached)d went on, worth %(worth)s decided",
            passed=step.passed,
            reached=step.reached,
            worth=f"{step.worth:.1f}",
        )
    else:
        happened = _("not reached yet")
    said = say_rate(step)
    head = div([paragraph(step.name, "strong" if step.reached else None), paragraph(happened, "caption")])
    rail = div(draw_rail(step, top), "rail", role="img", aria_label=f"{step.name}: {happened}. {said}")
    readable = step.reached and not step.too_early
    return div([head, rail, paragraph(said, "small strong" if readable else "small soft")], "r")


def draw_rail(step: Step, top: float) -> list[Child]:
    """The marks of one step; a range only where there is enough behind it."""
    marks: list[Child] = []
    if step.band is not None:
        low, high = step.band
        marks.append(div(None, "band", style={"left": place(low, top), "width": place(high - low, top)}))
    marks.append(div(None, "usual", style={"left": place(step.usual, top)}))
    if step.reached and not step.too_early:
        marks.append(
            div(
                None, "range", style={"left": place(step.low, top), "width": place(step.high - step.low, top)}
            )
        )
        marks.append(div(None, "dot", style={"left": place(step.mean, top)}))
    return marks


def place(rate: float, top: float) -> str:
    """A rate as a position on a scale that ends at `top`."""
    return f"{100 * rate / top:.1f}%"


def say_rate(step: Step) -> str:
    """The range and what is usual, or why there is no range."""
    usual = (
        _("your %(clients_word)s %(usual)s in 100", usual=write_in_hundred(step.usual))
        if step.band is not None
        else _("typical %(usual)s in 100", usual=write_in_hundred(step.usual))
    )
    if not step.reached:
        return usual[:1].upper() + usual[1:]
    if step.too_early:
        return _("Too early: worth %(worth)s of 8; %(usual)s", worth=f"{step.worth:.1f}", usual=usual)
    return _(
        "Likely %(low)s to %(high)s in 100, %(usual)s",
        low=write_in_hundred(step.low),
        high=write_in_hundred(step.high),
        usual=usual,
    )
