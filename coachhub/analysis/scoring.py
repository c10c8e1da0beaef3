"""How often a practice goes along with what is proposed, and what came of either way.

Source: docs/method.md section 22. It scores the proposals and not the people: an override that did better is
something to learn from.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from coachhub.analysis.facts import Flags, Floats, Int8, Int32
from coachhub.analysis.parameters import DEFAULTS, Parameters
from coachhub.analysis.pooling import Pooled, pool_effects
from coachhub.analysis.vocabulary import Verdict


class Agreement(IntEnum):
    """How a focus came about."""

    ACCEPTED = 0
    OVERRIDDEN = 1
    UNPROPOSED = 2


@dataclass(frozen=True, slots=True)
class Scores:
    """What came of focuses, by Agreement (3,)."""

    focuses: Int32  # (3,) how many were agreed
    measured: Int32  # (3,) of those, how many were measured
    verdicts: Int32  # (3, 4) of those, how many with each Verdict
    pooled: Pooled  # three groups of measured focuses; `shown` below 30 is False, as everywhere

    @property
    def comparable(self) -> bool:
        """Whether accepted and overridden ones may be set side by side."""
        return bool(self.pooled.shown[: Agreement.UNPROPOSED].all())


def find_agreement(proposed: Int8, chosen: Int8) -> Int8:
    """How each focus (q,) came about: positions of improvements, `proposed` -1 where nothing was proposed."""
    return np.select(
        [proposed < 0, proposed == chosen],
        [Agreement.UNPROPOSED, Agreement.ACCEPTED],
        default=Agreement.OVERRIDDEN,
    ).astype(np.int8)


def score_proposals(
    agreement: Int8,
    measured: Flags,
    verdict: Int8,
    log_likelihood: Floats,
    parameters: Parameters = DEFAULTS,
) -> Scores:
    """Add up q focuses that were started, abandoned ones too; unmeasured ones only count as agreed.

    `verdict` (q,) and `log_likelihood` (q, s) are read where `measured` (q,) is true.
    """
    ways = len(Agreement)
    known = agreement[measured].astype(np.intp)
    cell = known * len(Verdict) + verdict[measured]
    table = np.bincount(cell, minlength=ways * len(Verdict)).reshape(ways, len(Verdict))
    return Scores(
        focuses=np.bincount(agreement, minlength=ways).astype(np.int32),
        measured=table.sum(axis=1).astype(np.int32),
        verdicts=table.astype(np.int32),
        pooled=pool_effects(log_likelihood[measured], known, ways, parameters),
    )
