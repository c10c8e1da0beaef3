"""What is kept on the day when a focus is agreed: the proposal, its evidence, and where a measurement starts.

Source: docs/method.md section 18. Plain values, unrounded, ready to be written as JSON.
"""

from typing import Any

from coachhub.analysis.actions import Effects
from coachhub.analysis.diagnosis import Diagnoses
from coachhub.analysis.trials import Result
from coachhub.analysis.vocabulary import Cause, State


def find_proposal(found: Diagnoses, effects: Effects, row: int) -> str | None:
    """The improvement that is proposed to the client at a row; None where nothing is."""
    if found.state[row] not in (State.FOCUS, State.LEANING):
        return None
    return effects.slugs[int(found.improvement[row])]


def choose_focus_cause(found: Diagnoses, effects: Effects, row: int, slug: str, filed_under: Cause) -> Cause:
    """What an improvement is to help: the proposed cause if it does, else the one it is filed under."""
    proposed = Cause(int(found.cause[row]))
    named = find_proposal(found, effects, row) is not None
    return proposed if named and effects.eta[effects.slugs.index(slug), proposed] > 0 else filed_under


def keep_evidence(found: Diagnoses, effects: Effects, row: int) -> dict[str, Any]:
    """What was known and proposed."""
    trials = found.tally.trials[row]
    return {
        "state": State(int(found.state[row])).word,
        "cause": Cause(int(found.cause[row])).word,
        "proposed": find_proposal(found, effects, row),
        "runner_up": Cause(int(found.runner_up[row])).word,
        "probabilities": _keep_probabilities(found, row),
        "gains": dict(zip(Cause.words(), found.gains[row].tolist(), strict=True)),
        "sent": int(found.tally.sent[row]),
        "passed": trials[:, Result.PASSED].tolist(),
        "failed": trials[:, Result.FAILED].tolist(),
        "open": trials[:, Result.OPEN].tolist(),
        "exposure": found.exposure[row].tolist(),
        "open_worth": found.open_worth[row].tolist(),
    }


def keep_baseline(found: Diagnoses, row: int) -> dict[str, Any]:
    """What a later measurement starts from: the weighted statistics of the five steps, and the market.

    With the probabilities of the same day: a focus may begin later than it was agreed.
    """
    return {
        "probabilities": _keep_probabilities(found, row),
        "passes": found.statistics.passes[row].tolist(),
        "failures": found.statistics.failures[row].tolist(),
        "open_worth": found.statistics.open_worth[row].tolist(),
        "healthy": found.healthy[row].tolist(),
        "shift": found.shift.tolist(),
        "pace": float(found.pace[row]),
        "interviews": float(found.interviews[row]),
        "improved_interviews": float(found.improved_interviews[row]),
    }


def _keep_probabilities(found: Diagnoses, row: int) -> dict[str, float]:
    """P(h) by the word of the hypothesis."""
    return dict(zip(("none", *Cause.words()), found.probabilities[row].tolist(), strict=True))
