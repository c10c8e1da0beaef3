"""How frequent each cause is in a practice, learned only from what coaches confirmed when looking back.

Source: docs/method.md section 22. Not from the diagnoses themselves: they would confirm what they assume.
"""

from dataclasses import dataclass

import numpy as np

from coachhub.analysis.facts import Floats, Int8
from coachhub.analysis.parameters import DEFAULTS, HYPOTHESES, Parameters


@dataclass(frozen=True, slots=True)
class LearnedPrior:
    """The mix of causes of a practice."""

    confirmed: int  # how many a coach confirmed
    prior: Floats  # (5,) none, then the causes; the assumed mix where it is not shown
    shown: bool  # enough are confirmed


def learn_prior(confirmed: Int8, parameters: Parameters = DEFAULTS) -> LearnedPrior:
    """The prior from n confirmed causes (n,), -1 for "none of the four"; one per client and focus.

    The assumed mix counts as 100 of them, and stays as it is below 30.
    """
    assumed, count = np.asarray(parameters.prior), int(confirmed.size)
    if count < parameters.confirmed_least:
        return LearnedPrior(count, assumed, shown=False)
    counts = np.bincount(confirmed.astype(np.intp) + 1, minlength=HYPOTHESES)
    strength = parameters.prior_learning_strength
    return LearnedPrior(count, (strength * assumed + counts) / (strength + count), shown=True)
