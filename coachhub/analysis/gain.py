"""What fixing each cause would bring: offers and interviews per application.

Source: docs/method.md section 9. These gains rank the causes; they do not promise.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from coachhub.analysis.facts import Floats
from coachhub.analysis.parameters import CAUSES, DEFAULTS, HYPOTHESES, Parameters


@dataclass(frozen=True, slots=True)
class Gains:
    """Expected gains of k clients; per application."""

    offers: Floats  # (k,) expected offers as things are
    interviews: Floats  # (k,) expected interviews as things are
    extra_offers_if: Floats  # (k, 5 hypotheses, 4 causes) what fixing a cause adds if a hypothesis is true
    extra_offers: Floats  # (k, 4) the same, averaged over the hypotheses
    extra_interviews: Floats  # (k, 4)

    @property
    def relative(self) -> Floats:
        """(k, 4) extra offers as a share of the offers as things are."""
        return self.extra_offers / self.offers[:, None]


def expect_interviews(rates: Floats, parameters: Parameters = DEFAULTS) -> Floats:
    """Interviews per application for step rates (..., 5); an assessment stands in the way of some."""
    share = parameters.assessment_share
    return np.asarray(rates[..., 0] * rates[..., 1] * (1.0 - share + share * rates[..., 2]), dtype=np.float64)


def measure_gains(rates: Floats, probabilities: Floats, parameters: Parameters = DEFAULTS) -> Gains:
    """Gains from posterior rates (k, 5 hypotheses, 5 steps) and probabilities (k, 5)."""
    lift = np.full((HYPOTHESES, CAUSES), parameters.spillover)
    lift[np.arange(1, HYPOTHESES), np.arange(CAUSES)] = 1.0
    raised = lift[:, :, None] * np.asarray(parameters.signature)[None, :, :]  # (5, 4, 5)
    fixed = expit(logit(rates)[:, :, None, :] - raised[None])  # (k, 5, 4, 5)

    interviews, interviews_fixed = expect_interviews(rates, parameters), expect_interviews(fixed, parameters)
    offers = interviews * rates[..., 3] * rates[..., 4]
    more_offers = interviews_fixed * fixed[..., 3] * fixed[..., 4] - offers[..., None]
    more_interviews = interviews_fixed - interviews[..., None]
    return Gains(
        offers=(probabilities * offers).sum(axis=1),
        interviews=(probabilities * interviews).sum(axis=1),
        extra_offers_if=more_offers,
        extra_offers=(probabilities[:, :, None] * more_offers).sum(axis=1),
        extra_interviews=(probabilities[:, :, None] * more_interviews).sum(axis=1),
    )
