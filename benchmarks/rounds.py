"""Two ways of doing the same work, alternated: what disturbs one disturbs the other."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Literal, Protocol

Work = Callable[[], object]


@dataclass(frozen=True)
class Ratio:
    """One line of the table."""

    letter: str
    name: str
    ours: float
    theirs: float
    wanted: float
    kind: Literal["faster", "cost"]
    """`faster`: how many times faster than the other; `cost`: how many times the other's time."""

    @property
    def value(self) -> float:
        """The ratio that the wish is about."""
        return self.theirs / self.ours if self.kind == "faster" else self.ours / self.theirs

    @property
    def reached(self) -> bool:
        """Whether the wish is met."""
        return self.value >= self.wanted if self.kind == "faster" else self.value <= self.wanted

    def describe(self) -> str:
        """One line: the wish, the ratio, and what both took."""
        wish = f"want >= {self.wanted:g}x" if self.kind == "faster" else f"want <= {self.wanted:g}x"
        met = "met" if self.reached else "NOT MET"
        value = f"{self.value:,.0f}x" if self.value >= 100 else f"{self.value:.3g}x"
        times = f"{write_time(self.ours)} : {write_time(self.theirs)}"
        return f"({self.letter}) {self.name:<68} {wish:>14}: {value:>8}  {met:<8} {times}"


class Line(Protocol):
    """One line of what the benchmarks print."""

    @property
    def reached(self) -> bool:
        """Whether the wish is met."""

    def describe(self) -> str:
        """The wish, and what was measured."""


def write_time(seconds: float) -> str:
    """A duration in the unit that reads best."""
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1e3:.2f} ms" if seconds >= 1e-4 else f"{seconds * 1e6:.1f} us"


class UnequalError(Exception):
    """Both sides do not give the same: there is nothing to compare."""


def require(same: bool, words: str) -> None:
    """Stop unless both sides agree; also where Python leaves assertions out."""
    if not same:
        raise UnequalError(words)


def alternate(
    ours: Work, theirs: Work, rounds: int, *, before: Work | None = None, repeat: int = 1
) -> tuple[float, float]:
    """The medians of `rounds` timed rounds of both, after one round that is not counted.

    `before` runs untimed in front of each round of ours. What takes about as long as the clock's own unrest
    runs `repeat` times in a round.
    """
    mine: list[float] = []
    other: list[float] = []
    for number in range(rounds + 1):
        if before is not None:
            before()
        # Rubbish of one side is not swept up on the other's time.
        gc.collect()
        start = perf_counter()
        for _ in range(repeat):
            ours()
        middle = perf_counter()
        gc.collect()
        between = perf_counter()
        theirs()
        end = perf_counter()
        if number:
            mine.append((middle - start) / repeat)
            other.append(end - between)
    return median(mine), median(other)
