"""What one more statement about a cause is worth before it is made: its expected value of information.

Source: docs/method.md section 11.
"""

import numpy as np

from coachhub.analysis.facts import Floats
from coachhub.analysis.parameters import DEFAULTS, Parameters
from coachhub.analysis.tags import expect_tags


def value_tag(
    source: int,
    group: np.ndarray[tuple[int], np.dtype[np.intp]],
    counts: Floats,
    probabilities: Floats,
    gains_if: Floats,
    parameters: Parameters = DEFAULTS,
) -> Floats:
    """EVSI (k,) of one tag of `source` in each client's stage group (k,), in offers per application.

    counts (k, 3, 3, 4) are the tags so far, probabilities (k, 5), gains_if (k, 5 hypotheses, 4 causes).
    """
    rows = np.arange(group.size)
    seen = counts[rows, source, group]  # (k, 4)
    tau = parameters.concentration[source]
    expected = expect_tags(parameters)[source, group]  # (k, 5, 4)
    likelihood = (tau * expected + seen[:, None, :]) / (tau + seen.sum(axis=1))[:, None, None]
    joint = probabilities[:, :, None] * likelihood  # (k, h, l); sums to P(l) over h
    after = np.einsum("khl,khc->klc", joint, gains_if).max(axis=2).sum(axis=1)
    return np.asarray(after - _best_now(probabilities, gains_if), dtype=np.float64)


def value_rating(probabilities: Floats, gains_if: Floats, parameters: Parameters = DEFAULTS) -> Floats:
    """EVSI (k,) of the coach's four ratings, in offers per application; shapes as in `value_tag`.

    The ratings' model: each is drawn around 3.3 with spread 1.6, and one point lower for the true cause.
    """
    scale = np.arange(1.0, 6.0)
    spread = 2.0 * parameters.rating_sigma**2
    well = np.exp(-((scale - parameters.rating_mean) ** 2) / spread)
    held = np.exp(-((scale - parameters.rating_mean + parameters.rating_deficit) ** 2) / spread)
    well, held = well / well.sum(), held / held.sum()
    grid = np.stack(np.meshgrid(*[np.arange(5)] * 4, indexing="ij"), axis=-1).reshape(-1, 4)  # (625, 4)
    chance = well[grid].prod(axis=1)
    likelihood = np.vstack([np.ones(len(grid))[None], (held / well)[grid].T]) * chance  # (5, 625)
    value = np.zeros(probabilities.shape[0])
    for cut in range(0, value.size, 256):  # bounded memory: 256 clients x 625 ratings x 4 causes
        part = slice(cut, cut + 256)
        weighted = probabilities[part, :, None] * gains_if[part]  # (z, h, c)
        after = np.einsum("hl,khc->klc", likelihood, weighted, optimize=True)
        value[part] = after.max(axis=2).sum(axis=1)
    return value - _best_now(probabilities, gains_if)


def _best_now(probabilities: Floats, gains_if: Floats) -> Floats:
    return np.asarray(np.einsum("kh,khc->kc", probabilities, gains_if).max(axis=1), dtype=np.float64)
