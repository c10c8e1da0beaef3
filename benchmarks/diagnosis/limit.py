"""The oracle's rows of table 5.1: the limit that no method passes in this world, on the same clients."""

from collections.abc import Iterator, Mapping

import numpy as np

from benchmarks.diagnosis.accuracy import measure_accuracy, measure_captured
from benchmarks.diagnosis.answers import Answer
from benchmarks.diagnosis.clients import Places
from benchmarks.diagnosis.intervals import estimate_share, write_share
from benchmarks.diagnosis.markdown import write_table
from benchmarks.diagnosis.oracle import DRAWS, ask_oracle
from benchmarks.diagnosis.published import ACCURACY
from benchmarks.diagnosis.scoring import score
from benchmarks.diagnosis.searches import Searches
from benchmarks.diagnosis.truth import Truth
from benchmarks.diagnosis.view import View


def describe_limit(
    searches: Searches,
    views: Mapping[int, View],
    models: Mapping[str, Mapping[int, Answer]],
    clients: int,
    *,
    published: bool,
) -> Iterator[str]:
    """The oracle against our models on the first `clients` clients."""
    everybody = np.arange(clients)
    truths = {sent: view.truth.take(everybody) for sent, view in views.items()}
    verdicts = {sent: ask_oracle(searches, view, sent, clients) for sent, view in views.items()}
    rows = [["the limit", *(measure_accuracy(truths[one], verdicts[one].causes).describe() for one in views)]]
    if published:
        rows.append(["  published (800 clients)", *(write_share(one, 3) for one in ACCURACY["the limit"])])
    for name, answers in models.items():
        causes = {sent: answers[sent].causes[:clients] for sent in views}
        rows.append([name, *(measure_accuracy(truths[one], causes[one]).describe() for one in views)])
        gaps = (subtract(truths[one], verdicts[one].causes, causes[one]) for one in views)
        rows.append([f"  the limit minus {name}, points", *gaps])
    rows.append(
        [
            "the limit: extra offers won",
            *(measure_captured(truths[one], verdicts[one].causes).describe() for one in views),
        ]
    )
    worths = [score(truths[one], verdicts[one].causes, verdicts[one].probabilities) for one in views]
    rows.append(["the limit: ECE", *(write_share(worth.calibration_error, 3) for worth in worths)])
    rows.append(["the limit: Brier", *(write_share(worth.brier, 3) for worth in worths)])
    spread = [np.quantile(verdicts[one].draws, [0.5, 0.05]) for one in views]
    rows.append(["effective draws: median / 5 %", *(f"{half:,.0f} / {low:,.0f}" for half, low in spread)])
    yield f"The limit: a Bayes-optimal oracle with {DRAWS:,} draws, on the first {clients:,} clients"
    yield write_table(["way", *(str(sent) for sent in views)], rows)


def subtract(truth: Truth, one: Places, other: Places, *, sign: int = 1) -> str:
    """How many points of accuracy `one` is ahead, with its interval; paired by client. -1 turns it round."""
    ahead = sign * ((one == truth.best).astype(np.float64) - (other == truth.best))
    gap = estimate_share(ahead * truth.clear, truth.clear)
    return f"{100 * gap.value:+.1f} [{100 * gap.low:+.1f},{100 * gap.high:+.1f}]"
