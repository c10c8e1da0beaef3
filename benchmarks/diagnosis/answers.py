"""What our own code says of a view: the method's model, and the one that learns from the clients at hand."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from benchmarks.diagnosis.clients import Places
from benchmarks.diagnosis.view import View, cut_practices
from coachhub.analysis.cohort_table import COHORT_TABLE
from coachhub.analysis.diagnosis import Diagnoses, diagnose
from coachhub.analysis.facts import Attributions, Facts, Floats


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model says of n clients."""

    causes: Places  # (n,)
    probabilities: Floats  # (n, 5)
    states: Places  # (n,) State


Model = Callable[[Facts, int], Diagnoses]


def diagnose_default(facts: Facts, today: int) -> Diagnoses:
    """`coachhub diagnose --baseline default`."""
    return diagnose(facts, today)


def diagnose_cohort(facts: Facts, today: int) -> Diagnoses:
    """`coachhub diagnose --baseline cohort`."""
    return diagnose(facts, today, cohort=COHORT_TABLE)


MODELS: Final[dict[str, Model]] = {"default": diagnose_default, "cohort": diagnose_cohort}


def ask_model(model: Model, view: View, practice: int | None = None) -> Answer:
    """The answers of `model` about all of `view`, seen in practices of `practice` clients if given."""
    views = [view] if practice is None else list(cut_practices(view, practice))
    found = [model(one.facts, one.today) for one in views]
    return Answer(
        np.concatenate([one.cause for one in found]).astype(np.intp),
        np.concatenate([one.probabilities for one in found]),
        np.concatenate([one.state for one in found]).astype(np.intp),
    )


def drop_statements(view: View) -> View:
    """The same clients, about whose rejections nobody said a word."""
    nothing = np.zeros(0, dtype=np.int32)
    none = Attributions(nothing, nothing.astype(np.int8), nothing.astype(np.uint8), nothing)
    return replace(view, facts=replace(view.facts, attributions=none))
