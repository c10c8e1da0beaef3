"""How sure a measured figure is: 95 % bootstrap intervals over clients."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from coachhub.analysis.facts import Flags, Floats

RESAMPLES: Final = 1000
BLOCK: Final = 100
SEED: Final = 95


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and its 95 % interval."""

    value: float
    low: float
    high: float

    def describe(self) -> str:
        """As in `.49 [.47,.51]`."""
        return f"{write_share(self.value)} [{write_share(self.low)},{write_share(self.high)}]"


def write_share(share: float, digits: int = 2) -> str:
    """A share as the published tables write it: `.49`, `-.02`, `1.00`."""
    if np.isnan(share):
        return "-"
    text = f"{share:.{digits}f}"
    return text.replace("0.", ".", 1) if abs(float(text)) < 1.0 else text


def estimate_share(right: Flags | Floats, asked: Flags | Floats | None = None) -> Figure:
    """The sum of `right` (n,) as a share of the sum of `asked` (n,), everybody by default."""
    one = np.asarray(right, dtype=np.float64)
    other = np.ones_like(one) if asked is None else np.asarray(asked, dtype=np.float64)
    if not other.any():
        return Figure(float("nan"), float("nan"), float("nan"))
    chance = np.random.default_rng(SEED)
    shares = []
    for _ in range(RESAMPLES // BLOCK):
        times = chance.multinomial(one.size, np.full(one.size, 1.0 / one.size), BLOCK).astype(np.float64)
        below = times @ other
        shares.append((times @ one)[below != 0.0] / below[below != 0.0])
    low, high = np.quantile(np.concatenate(shares), [0.025, 0.975]).tolist()
    return Figure(float(one.sum() / other.sum()), low, high)
