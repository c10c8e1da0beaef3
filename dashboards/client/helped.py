"""Did it help: what each focus was to lift, before and after, with how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from coachhub.analysis.funnel import ENOUGH_WORTH
from coachhub.analysis.measurement import Measurement
from coachhub.analysis.rate_change import find_telling_step, read_rate_change
from coachhub.analysis.vocabulary import Verdict
from coachhub.queries.focuses import ACTIVE, FocusRow
from dashboards.client.standing import is_readable, write_decided
from dashboards.client.steps import find_scale_end, name_steps, place
from dashboards.client.story import Story
from dashboards.elements import Child, Element, div, paragraph, span
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.marks import behind_chart, chart, chart_head
from dashboards.words import write_day, write_in_hundred, write_number, write_per_cent

TOLD: Final = (Verdict.HELPED, Verdict.PROBABLY_HELPED)


@dataclass(frozen=True, slots=True)
class Change:
    """What one focus brought at one step."""

    title: str
    step: int  # 0..4
    period: str
    before: float  # drawn towards what similar searches show
    after: float
    low: float  # 80 % of what is plausible for the rate afterwards lies from here ...
    high: float  # ... to here
    verdict: Verdict
    chance: float
    worth: float  # of how much the rate afterwards is
    passed: float
    gained: float  # of 8 that a first look needs, over all steps that it was to lift
    so_far: bool

    @property
    def is_told(self) -> bool:
        """Whether something can be said."""
        return self.verdict is not Verdict.CANNOT_TELL

    @property
    def is_drawn(self) -> bool:
        """Whether there is enough to draw: of thin data no line is drawn, unless it tells something."""
        return self.is_told or self.gained >= ENOUGH_WORTH


def read_changes(story: Story) -> list[Change]:
    """The changes that may be shown, the latest first: every closed focus, and an active one in its time."""
    found = []
    for focus in story.file.focuses:
        if not focus.has_begun(story.today):
            continue
        so_far = focus.state == ACTIVE
        if so_far and not is_readable(story, focus):
            continue
        progress = story.progress.get(focus.id)
        today = progress.measurement if progress else None
        measured = today if so_far else focus.measurement or today
        if measured is not None and measured.targeted:
            found.append(read_change(story, focus, measured, so_far=so_far))
    return found


def read_change(story: Story, focus: FocusRow, measured: Measurement, *, so_far: bool) -> Change:
    """One focus at the step where most happened afterwards, of those that it was to lift."""
    step = find_telling_step(measured, focus.cause)
    rates = read_rate_change(measured, focus.cause, step)
    end = measured.as_of if so_far else focus.ended_on or measured.as_of
    return Change(
        title=story.diagnosed.playbook.name(focus.improvement),
        step=step,
        period=_(
            "%(start)s to %(end)s",
            start=write_day(focus.started_on, story.today),
            end=write_day(end, story.today),
        ),
        before=rates.before,
        after=rates.after,
        low=rates.low,
        high=rates.high,
        verdict=measured.verdict,
        chance=measured.chance,
        worth=measured.exposure[step],
        passed=measured.passes[step],
        gained=measured.gained,
        so_far=so_far,
    )


def draw_helped(story: Story) -> Element | None:
    """The card with a row per focus; nothing before there is one to look at."""
    changes = read_changes(story)
    if not changes:
        return None
    top = find_scale_end([rate for one in changes for rate in (one.before, one.after, one.high)])
    rows = [draw_change(one, top) for one in changes]
    ticks = [write_in_hundred(top * part / 4) for part in range(5)]
    words = [*ticks[:-1], _("%(top)s in 100", top=ticks[-1])]
    scale = div([span(tick) for tick in words], "scale", aria_hidden="true")
    heads: list[Child] = [
        _("Focus"), _("Measured at"), _("When"), _("Before"), _("After"), _("Likely"), _("Worth since"),
        _("Chance that it rose"), _("In words"),
    ]  # fmt: skip
    return chart(
        [
            chart_head(
                write_title(changes),
                _(
                    "Of 100 that reach the step, how many go on. The tick is before, the line is after: it "
                    "holds the answer 8 times in 10."
                ),
            ),
            div([*rows, div([span(""), scale, span("")], "r axisrow")], "steps"),
            behind_chart(
                heads,
                [write_row(one) for one in changes],
                _("Focuses, before and after"),
                foot=[say_definition(changes)],
            ),
        ],
        "card section-tight",
        id="helped",
        tabIndex=-1,
    )


def say_definition(changes: Sequence[Change]) -> str:
    """What is drawn, and why a plain before and after is not."""
    said = [
        _(
            "Before is what this log and similar searches made likely on the first day; after counts what "
            "was sent once the work was done, open ones for the share of answers that should have come."
        ),
        _(
            "A plain before and after is not shown, because it flatters: a focus begins at a low point, and "
            "low points pass by themselves. What one search shows is drawn towards little change, so a large "
            "one looks smaller than it is."
        ),
    ]
    if any(not one.is_told for one in changes):
        said.append(
            _(
                "“Cannot tell” is the usual result for a single search; it does not mean that the work was "
                "for nothing."
            )
        )
    return " ".join(said)


def write_title(changes: Sequence[Change]) -> str:
    """What can be said, in a sentence."""
    if len(changes) == 1:
        one = changes[0]
        if one.verdict in TOLD:
            return _(
                "More go on than before: %(before)s in 100, then %(after)s",
                before=write_in_hundred(one.before),
                after=write_in_hundred(one.after),
            )
        if one.verdict is Verdict.NO_SIGN:
            return _("No sign so far that it helped")
        return (
            _("Whether it helps cannot be told yet") if one.so_far else _("Whether it helped cannot be told")
        )
    helped = sum(one.verdict in TOLD for one in changes)
    if not helped:
        return _("Of no focus can it be told yet that it helped")
    return ngettext(
        "Of %(all)d focuses, %(num)d helped or probably helped",
        "Of %(all)d focuses, %(num)d helped or probably helped",
        helped,
        all=len(changes),
    )


def say_verdict(change: Change) -> str:
    """The verdict in words: about the work, never about a person."""
    match change.verdict:
        case Verdict.HELPED:
            return _("Helps so far") if change.so_far else _("Helped")
        case Verdict.PROBABLY_HELPED:
            return _("Probably helps") if change.so_far else _("Probably helped")
        case Verdict.NO_SIGN:
            return _("No sign that it helps") if change.so_far else _("No sign that it helped")
    return _("Cannot tell yet") if change.so_far else _("Cannot tell")


def say_rates(change: Change) -> str:
    """Before and after in 100, with the likely range; how little there is where that says nothing."""
    if not change.is_drawn:
        return _("Too early: %(gained)s of the 8 that a look needs", gained=write_decided(change.gained))
    return _(
        "%(before)s → %(after)s in 100 (%(low)s to %(high)s)",
        before=write_in_hundred(change.before),
        after=write_in_hundred(change.after),
        low=write_in_hundred(change.low),
        high=write_in_hundred(change.high),
    )


def say_worth(change: Change) -> str:
    """Of how much it is."""
    if change.worth < 0.05:
        return _("nothing decided since")
    return _(
        "%(passed)s went on since, of %(worth)s decided",
        passed=write_number(change.passed),
        worth=f"{change.worth:.1f}",
    )


def draw_change(change: Change, top: float) -> Element:
    """One focus: the tick of before, the range and the dot of after, the same in words."""
    unsure = "" if change.is_told else " unsure"
    marks: list[Child] = [div(None, "usual", style={"left": place(change.before, top)})]
    if change.is_drawn:
        width = place(change.high - change.low, top)
        marks += [
            div(None, f"range{unsure}", style={"left": place(change.low, top), "width": width}),
            div(None, f"dot{unsure}", style={"left": place(change.after, top)}),
        ]
    about = f"{name_steps()[change.step]} · {change.period}"
    label = f"{change.title}: {say_verdict(change)}. {say_rates(change)}"
    return div(
        [
            div(
                [
                    paragraph(change.title, "strong words"),
                    paragraph(about, "caption"),
                    paragraph(say_worth(change), "caption"),
                ]
            ),
            div(marks, "rail", role="img", aria_label=label),
            div(
                [
                    paragraph(say_verdict(change), "strong" if change.is_told else "soft"),
                    paragraph(say_rates(change), "small muted"),
                ]
            ),
        ],
        "r",
    )


def write_row(change: Change) -> list[Child]:
    """One focus in the table."""
    return [
        change.title,
        name_steps()[change.step],
        change.period,
        write_in_hundred(change.before),
        write_in_hundred(change.after) if change.is_drawn else "–",
        _("%(low)s to %(high)s", low=write_in_hundred(change.low), high=write_in_hundred(change.high))
        if change.is_drawn
        else "–",
        f"{change.worth:.1f}",
        write_per_cent(change.chance) if change.is_drawn else "–",
        say_verdict(change),
    ]
