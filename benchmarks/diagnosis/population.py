"""What a simulated population lives through, in a dozen figures: is it the simulator that was meant?"""

from typing import Final

import numpy as np

from benchmarks.diagnosis.searches import Searches
from benchmarks.diagnosis.view import look_at
from coachhub.analysis.vocabulary import Outcome, Source, Stage

SENT: Final = 20

POPULATION: Final = {
    "pass of step 1": 0.132,
    "pass of step 2": 0.53,
    "pass of step 3": 0.69,
    "pass of step 4": 0.36,
    "pass of step 5": 0.39,
    "interviews per application": 0.061,
    "offers per application": 0.008,
    "at 20 applications: interviews": 0.54,
    "at 20 applications: tags of the client": 2.0,
    "at 20 applications: tags of the employer": 0.17,
    "at 20 applications: tags of a coach": 0.34,
    "at 20 applications: share never answered": 0.73,
}
"""As the specification states them."""

TOLERANCE: Final = 0.12
RARE: Final = 0.20
"""How far a figure, a rare one, may be from the published one, as a share of it, before the world differs."""


def find_strays(counted: dict[str, float]) -> list[str]:
    """The figures that are further from the published ones than chance explains, from 2,000 clients up."""
    strays = []
    for name, value in counted.items():
        rare = name.endswith(("employer", "coach")) or name.startswith("offers")
        if abs(value / POPULATION[name] - 1.0) > (RARE if rare else TOLERANCE):
            strays.append(name)
    return strays


def count_population(searches: Searches) -> dict[str, float]:
    """The figures above, of these searches. Passes are of the trials that the client did not withdraw."""
    counted: dict[str, float] = {}
    for number, step in enumerate(searches.steps, start=1):
        decided = np.isfinite(step.entered_at) & ~np.isfinite(step.withdrawn_at)
        counted[f"pass of step {number}"] = float(step.passed[decided].mean())
    counted["interviews per application"] = float(np.isfinite(searches.steps[3].entered_at).mean())
    counted["offers per application"] = float(searches.steps[4].passed.mean())

    facts = look_at(searches, SENT).facts
    start, clients = f"at {SENT} applications: ", facts.client_count
    counted[start + "interviews"] = float((facts.stage >= Stage.INTERVIEW).sum() / clients)
    tags = np.bincount(facts.attributions.source, minlength=len(Source)) / clients
    for source, whose in zip(Source, ("the client", "the employer", "a coach"), strict=True):
        counted[f"{start}tags of {whose}"] = float(tags[source])
    silent = (facts.stage == Stage.APPLIED) & (facts.outcome == Outcome.OPEN)
    counted[start + "share never answered"] = float(silent.mean())
    return counted
