"""What is kept when a focus is measured: the shift of its steps, the rates before and after, and of how many.

Source: docs/method.md section 21. Plain values, unrounded, ready to be written as JSON and read again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np

from coachhub.analysis.after_counts import collect_after, count_gained, find_first_days, find_last_days
from coachhub.analysis.days import name_day
from coachhub.analysis.effect import measure_effects, read_before
from coachhub.analysis.facts import Floats
from coachhub.analysis.parameters import STEPS
from coachhub.analysis.trials import Trials
from coachhub.analysis.vocabulary import Cause, Verdict

PerStep = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Cycle:
    """A focus that began, as far as it matters for its measurement; days are day numbers."""

    client: int  # position of the client in the facts
    cause: Cause
    started_on: int
    completed_on: int  # NO_DAY while it is not completed
    evidence: Mapping[str, Any]
    baseline: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Measurement:
    """Whether a focus helped, as of a day; of what has five numbers, each is of one step."""

    as_of: date
    since: date
    """The first day of sending that counts as after."""
    mean: float
    low: float
    """80 % of what is plausible lies from here ..."""
    high: float
    """... to here, in log-odds of the step that the cause lowers most."""
    chance: float
    """That the shift is above 0: the coach's to know, never shown to the client."""
    verdict: Verdict
    before_rate: tuple[float | None, ...]
    """Shrunk, as the ones after; None where the focus does not aim at the step."""
    after_rate: tuple[float | None, ...]
    before_exposure: PerStep
    passes: PerStep
    """Afterwards, counted plainly."""
    failures: PerStep
    open_worth: PerStep
    gained: float
    """The exposure that the targeted steps gained; under 8 a review is too early."""
    drift: PerStep
    """By how much the market moved meanwhile, in log-odds."""

    @property
    def exposure(self) -> PerStep:
        """Afterwards, of how many each step's rate is."""
        return tuple(map(sum, zip(self.passes, self.failures, self.open_worth, strict=True)))

    @property
    def targeted(self) -> tuple[int, ...]:
        """The steps (0..4) that the focus was to lift."""
        return tuple(step for step, rate in enumerate(self.after_rate) if rate is not None)


def has_baseline(evidence: Mapping[str, Any], baseline: Mapping[str, Any]) -> bool:
    """Whether enough was kept on the day of the agreement to measure from."""
    try:
        before = read_before([evidence], [baseline])
    except (KeyError, TypeError, ValueError):
        return False
    return before.alpha.shape == (1, STEPS) and bool(np.isfinite(before.alpha).all())


def measure_cycles(
    cycles: Sequence[Cycle],
    trials: Trials,
    *,
    drift: Floats | None = None,
    prior_mean: Floats | None = None,
) -> list[Measurement]:
    """Measure q focuses that `has_baseline`, as of the day of `trials`; of a client all, or the latest alone.

    What comes after the start of a client's next focus is left to that one. `drift` (q, 5) and `prior_mean`
    (q,) as in `effect.measure_effects`.
    """
    if not cycles:
        return []
    client = np.array([cycle.client for cycle in cycles], dtype=np.int32)
    causes = np.array([cycle.cause for cycle in cycles], dtype=np.int8)
    started = np.array([cycle.started_on for cycle in cycles], dtype=np.int32)
    completed = np.array([cycle.completed_on for cycle in cycles], dtype=np.int32)
    first = find_first_days(started, completed, trials.today)
    before = read_before([cycle.evidence for cycle in cycles], [cycle.baseline for cycle in cycles])
    after = collect_after(trials, client, first, find_last_days(client, started))
    found = measure_effects(before, after, causes, drift=drift, prior_mean=prior_mean)
    moved = np.zeros((client.size, STEPS)) if drift is None else drift
    gained = count_gained(after, causes)
    return [
        Measurement(
            as_of=name_day(trials.today),
            since=name_day(int(first[row])),
            mean=float(found.mean[row]),
            low=float(found.low[row]),
            high=float(found.high[row]),
            chance=float(found.chance[row]),
            verdict=Verdict(int(found.verdict[row])),
            before_rate=_leave_out(found.before_rate[row]),
            after_rate=_leave_out(found.after_rate[row]),
            before_exposure=tuple(
                sum(cycle.baseline[key][step] for key in ("passes", "failures", "open_worth"))
                for step in range(STEPS)
            ),
            passes=tuple(after.passes[row].tolist()),
            failures=tuple(after.failures[row].tolist()),
            open_worth=tuple(after.open_worth[row].tolist()),
            gained=float(gained[row]),
            drift=tuple(moved[row].tolist()),
        )
        for row, cycle in enumerate(cycles)
    ]


def keep_measurement(measured: Measurement) -> dict[str, Any]:
    """A measurement as it is kept beside its focus."""
    kept = asdict(measured)
    return kept | {
        "as_of": measured.as_of.isoformat(),
        "since": measured.since.isoformat(),
        "verdict": measured.verdict.word,
    }


def read_measurement(kept: Mapping[str, Any]) -> Measurement | None:
    """What was kept, None where nothing was."""
    try:
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()
        }
        values |= {name: date.fromisoformat(values[name]) for name in ("as_of", "since")}
        return Measurement(**values | {"verdict": Verdict.read(values["verdict"])})
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _leave_out(rates: Floats) -> tuple[float | None, ...]:
    """Rates with None for those that are not a number: JSON has no other."""
    return tuple(None if np.isnan(rate) else float(rate) for rate in rates)
