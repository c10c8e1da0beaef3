"""Invented focuses of invented searches, for the What works screen of the demo practice.

    python -m benchmarks.diagnosis.focus_cycles       # writes coachhub/playbook/simulated_focuses.csv anew

Four hundred searches of the base world are looked at after 30 applications and diagnosed as the product does
it. A focus is agreed where enough is known: mostly the proposal, sometimes another one. Some are set aside;
those that are finished lift a quality of the client by what the improvement is worth in this world, in which
one is worth nothing. Eight weeks later the trials are counted. What is kept is what the product would
know: its own diagnosis before, and the counts after.
"""

import csv
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.random import Generator

from benchmarks.diagnosis.clients import NEVER
from benchmarks.diagnosis.searches import Lift, Searches, simulate
from benchmarks.diagnosis.view import View, look_at, look_on
from benchmarks.diagnosis.worlds import WORLDS
from coachhub.analysis.actions import Effects, History
from coachhub.analysis.after_counts import After, collect_after, find_first_days
from coachhub.analysis.diagnosis import Diagnoses, diagnose
from coachhub.analysis.effect import Before, match_before
from coachhub.analysis.facts import NO_DAY, Floats, Int8, Int32
from coachhub.analysis.parameters import CAUSES, STEPS
from coachhub.analysis.scoring import find_agreement
from coachhub.analysis.trials import build_trials
from coachhub.analysis.vocabulary import Cause, State
from coachhub.analysis.what_works import Cycles
from coachhub.playbook.improvements import load_effects
from coachhub.playbook.simulated import COLUMNS, FILE

SEED: Final = 2026
CLIENTS: Final = 400
SENT: Final = 30
APPLICATIONS: Final = 160
WEEKS_AFTER: Final = 8
ABANDONED: Final = 0.15
FOLLOWED: Final = 0.75
"""How often the proposal is accepted."""
GUESSED: Final = 0.5
"""How often a coach agrees a focus though nothing is proposed."""
CHECKED: Final = 0.30
"""How often the checklist says that there is nothing left to improve."""
TRUE_LIFTS: Final = {
    "rewrite_resume_accomplishments": 1.1,
    "tailored_cover_letters": 0.5,
    "linkedin_profile": 0.0,
    "mock_interviews": 1.3,
    "company_research": 0.6,
    "skill_gap_plan": 0.5,
    "retarget_roles": 0.4,
}
"""What each is worth in this world, in the units of the qualities, on whose scale a weakness is 1 to 2.5."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """The focuses of q clients."""

    row: Int32  # (q,) the client
    improvement: Int32  # (q,)
    cause: Int8  # (q,)
    proposed: Int8  # (q,) -1 where nothing was
    drawn: Floats  # (q,) 1 where it was drawn among near ties
    completed_at: Floats  # (q,) the client's own day, NEVER where it was set aside


def simulate_cycles(clients: int = CLIENTS, seed: int = SEED, *, true: bool = True) -> Cycles:
    """The focuses of `clients` invented searches; with `true` False no focus changes anything."""
    effects = load_effects()
    world = WORLDS["base"]
    chance = np.random.default_rng([seed, 1])
    before_focus = look_at(simulate(world, clients, seed, applications=APPLICATIONS), SENT)
    found = diagnose_view(before_focus, effects, chance)
    agreed = agree_focuses(before_focus, found, effects, chance)
    size = np.zeros((clients, CAUSES))
    if true:
        worth = np.array([TRUE_LIFTS.get(slug, 0.0) for slug in effects.slugs])
        done = np.isfinite(agreed.completed_at)
        size[agreed.row[done], agreed.cause[done]] = worth[agreed.improvement[done]]
    since = np.full(clients, NEVER)
    since[agreed.row] = agreed.completed_at
    lifted = simulate(world, clients, seed, applications=APPLICATIONS, lift=Lift(size, since))
    return Cycles(
        client=agreed.row,
        improvement=agreed.improvement,
        cause=agreed.cause,
        agreement=find_agreement(agreed.proposed, agreed.improvement.astype(np.int8)),
        drawn=agreed.drawn > 0,
        before=keep_before(found, agreed.row),
        after=count_after(lifted, before_focus, agreed),
        drift=np.zeros((agreed.row.size, STEPS)),
    )


def diagnose_view(view: View, effects: Effects, chance: Generator) -> Diagnoses:
    """What the product says of everybody on the day of the agreement."""
    answers = np.where(
        chance.random((view.facts.client_count, 4)) < CHECKED, [1.0, 1.0, 0.7, 0.1], [0.0, 0.0, 0.2, 0.6]
    )
    return diagnose(view.facts, view.today, effects=effects, history=History(checklist=answers), rotate=True)


def agree_focuses(view: View, found: Diagnoses, effects: Effects, chance: Generator) -> Agreed:
    """One focus for everybody for whom one is proposed, and for half of those who are mature without one."""
    clients = view.facts.client_count
    named = np.isin(found.state, (State.FOCUS, State.LEANING))
    hunch = found.mature & ~named & ~found.paused & (chance.random(clients) < GUESSED)
    follows, turn, gone = chance.random((3, clients))
    delay = chance.integers(7, 22, clients)
    row = np.flatnonzero(named | hunch).astype(np.int32)
    known = [column for column, slug in enumerate(effects.slugs) if slug in TRUE_LIFTS]
    chosen = found.improvement.astype(np.int32)
    others = np.asarray(known, dtype=np.int32)[(turn * len(known)).astype(np.intp)]
    # Who overrides, or has no proposal, chooses among the seven by herself.
    chosen = np.where(named & (follows < FOLLOWED), chosen, others)
    filed = np.argmax(effects.eta, axis=1)
    helps = effects.eta[chosen, found.cause] > 0
    cause = np.where(helps & named, found.cause, filed[chosen]).astype(np.int8)
    completed = np.where(gone < ABANDONED, NEVER, view.day + delay)
    return Agreed(
        row=row,
        improvement=chosen[row],
        cause=cause[row],
        proposed=np.where(named, found.improvement, -1).astype(np.int8)[row],
        drawn=(found.near_ties.any(axis=1) & named).astype(np.float64)[row],
        completed_at=completed[row],
    )


def keep_before(found: Diagnoses, rows: Int32) -> Before:
    """The rates before, as `agreement.keep_baseline` and `effect.read_before` would keep and read them."""
    statistics = found.statistics
    return match_before(
        statistics.passes[rows], statistics.exposure[rows], found.healthy[rows], found.probabilities[rows]
    )


def count_after(lifted: Searches, before: View, agreed: Agreed) -> After:
    """The trials after each focus, eight weeks after the agreement."""
    later = look_on(lifted, before.day + 7 * WEEKS_AFTER)
    trials = build_trials(later.facts, later.today)
    # All views share one today: a client's own day is so many days before it.
    started = (later.today - 7 * WEEKS_AFTER) + np.zeros(agreed.row.size, dtype=np.int32)
    done = np.isfinite(agreed.completed_at)
    days_left = np.where(done, later.day[agreed.row] - agreed.completed_at, 0.0)
    completed = np.where(done, later.today - days_left, NO_DAY).astype(np.int32)
    first = find_first_days(started.astype(np.int32), completed, later.today)
    return collect_after(trials, agreed.row, first)


def write_cycles(cycles: Cycles, path: Path) -> None:
    """The focuses as a table with a row each; what is counted keeps four digits."""
    slugs = load_effects().slugs
    blocks = (
        cycles.before.alpha,
        cycles.before.beta,
        cycles.after.passes,
        cycles.after.failures,
        cycles.after.open_worth,
    )
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in range(cycles.count):
            writer.writerow(
                [
                    int(cycles.client[row]),
                    slugs[int(cycles.improvement[row])],
                    Cause(int(cycles.cause[row])).word,
                    int(cycles.agreement[row]),
                    int(cycles.drawn[row]),
                    *(f"{number:.4g}" for block in blocks for number in block[row]),
                ]
            )


def main() -> None:
    """Write the table that the product ships."""
    cycles = simulate_cycles()
    write_cycles(cycles, FILE)
    sys.stdout.write(f"{cycles.count} focuses of {CLIENTS} invented searches: {FILE}\n")


if __name__ == "__main__":
    main()
