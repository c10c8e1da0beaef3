"""Tables 5.1 and 5.2 of the specification: how often each way is right, and how many offers it wins."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from benchmarks.diagnosis.clients import Places
from benchmarks.diagnosis.intervals import Figure, estimate_share, write_share
from benchmarks.diagnosis.markdown import write_table
from benchmarks.diagnosis.published import ACCURACY, CAPTURED
from benchmarks.diagnosis.truth import Truth
from benchmarks.diagnosis.view import View
from coachhub.analysis.facts import Floats

Ways = Mapping[str, Mapping[int, Places]]
"""The causes (n,) that each way names after so many applications."""


def measure_accuracy(truth: Truth, causes: Places) -> Figure:
    """How many of the clients with a clear bottleneck are right."""
    return estimate_share((causes == truth.best) & truth.clear, truth.clear)


def measure_captured(truth: Truth, causes: Places) -> Figure:
    """The extra offers of `causes` (n,) as a share of those of the best ones."""
    won = truth.raised_offers[np.arange(causes.size), causes] - truth.offers
    return estimate_share(won, truth.raised_offers.max(axis=1) - truth.offers)


def describe_accuracy(
    views: Mapping[int, View], ways: Ways, *, published: bool, mean: Floats | None = None
) -> Iterator[str]:
    """Both tables, with the published rows below ours where they are of the same world.

    `mean` is the default model's accuracy over many draws, one for each of `views`.
    """
    yield "Accuracy of the true main bottleneck, of the clients who have a clear one (table 5.1)"
    draws = None if mean is None else [write_share(one, 3) for one in mean.tolist()]
    yield _compare(views, ways, measure_accuracy, ACCURACY if published else {}, draws)
    yield "Extra offers won, as a share of those that the best choice wins (table 5.2)"
    yield _compare(views, ways, measure_captured, CAPTURED if published else {})


def _compare(
    views: Mapping[int, View],
    ways: Ways,
    measure: Callable[[Truth, Places], Figure],
    published: Mapping[str, tuple[float, ...]],
    draws: list[str] | None = None,
) -> str:
    rows = []
    for name, causes in ways.items():
        figures = [
            measure(view.truth.take(np.arange(causes[sent].size)), causes[sent])
            for sent, view in views.items()
        ]
        rows.append([name, *(figure.describe() for figure in figures)])
        if name == "default" and draws is not None:
            rows.append(["  mean of more draws", *draws])
        if name in published:
            rows.append(["  published", *(write_share(share) for share in published[name])])
    return write_table(["way", *(f"{sent}" for sent in views)], rows)
