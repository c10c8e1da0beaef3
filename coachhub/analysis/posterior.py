"""The probability of each hypothesis, from prior, steps, tags and the coach's ratings.

Source: docs/method.md section 8.
"""

import numpy as np
from scipy.special import softmax

from coachhub.analysis.facts import Floats
from coachhub.analysis.parameters import DEFAULTS, Parameters


def weigh_ratings(ratings: Floats, parameters: Parameters = DEFAULTS) -> Floats:
    """Log-evidence of the coach's ratings (k, 4), NaN where none, for each hypothesis: (k, 5), 0 for none."""
    spread = 2.0 * parameters.rating_sigma**2
    away = ratings - parameters.rating_mean
    gained = (away**2 - (away + parameters.rating_deficit) ** 2) / spread
    evidence = np.zeros((ratings.shape[0], 5))
    evidence[:, 1:] = np.where(np.isnan(gained), 0.0, gained)
    return evidence


def find_probabilities(
    steps: Floats,
    tags: Floats,
    ratings: Floats,
    parameters: Parameters = DEFAULTS,
    log_prior: Floats | None = None,
) -> Floats:
    """P(h): (k, 5), rows sum to 1, from evidence of steps (k, 5, 5), tags (k, 3, 5) and ratings (k, 5).

    Steps and tags are tempered, because they are not fully independent; the ratings are already cautious.
    `log_prior` (k, 5), up to a constant, stands in for the assumed prior.
    """
    pieces = steps.sum(axis=2) + tags.sum(axis=1)
    prior = np.log(np.asarray(parameters.prior)) if log_prior is None else log_prior
    score = prior + parameters.tempering * pieces + ratings
    return np.asarray(softmax(score, axis=1), dtype=np.float64)
