"""Table 5.3 of the specification: whether the probabilities are honest, and what each state is worth."""

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from benchmarks.diagnosis.answers import Answer
from benchmarks.diagnosis.intervals import estimate_share, write_share
from benchmarks.diagnosis.markdown import write_table
from benchmarks.diagnosis.published import BRIER, CALIBRATION, OBSERVED, SENT, STATED, STATES
from benchmarks.diagnosis.scoring import score
from benchmarks.diagnosis.view import View
from coachhub.analysis.vocabulary import State

SHOWN: Final = (State.FOCUS, State.LEANING, State.ABSTAIN, State.NOTHING_STANDS_OUT)


def describe_calibration(
    views: Mapping[int, View], answers: Mapping[int, Answer], name: str, *, published: bool
) -> Iterator[str]:
    """Both tables of one model; `answers` of each number of applications."""
    yield (
        f"{name}: probability of the chosen cause against how often it is the true main bottleneck and clear "
        "(5.3; ECE over ten bins of equal width)"
    )
    yield _compare_stated(views, answers, published)
    yield f"{name}: share of clients in each state, and how many of them are right (5.3)"
    yield _compare_states(views, answers, published)


def _compare_stated(views: Mapping[int, View], answers: Mapping[int, Answer], published: bool) -> str:
    rows = []
    for sent, answer in answers.items():
        truth = views[sent].truth.take(np.arange(answer.causes.size))
        worth = score(truth, answer.causes, answer.probabilities)
        figures = (worth.stated, worth.observed, worth.calibration_error, worth.brier)
        rows.append([str(sent), *(write_share(one, 3) for one in figures)])
        if published:
            place = SENT.index(sent)
            printed = (STATED, OBSERVED, CALIBRATION, BRIER)
            rows.append(["  published", *(write_share(row[place], 3) for row in printed)])
    return write_table(["applications", "stated", "observed", "ECE", "Brier"], rows)


def _compare_states(views: Mapping[int, View], answers: Mapping[int, Answer], published: bool) -> str:
    rows = []
    for sent, answer in answers.items():
        truth = views[sent].truth.take(np.arange(answer.causes.size))
        event = (answer.causes == truth.best) & truth.clear
        cells = []
        for state in SHOWN:
            inside = answer.states == state
            hits = estimate_share(event & inside, inside)
            cells.append(f"{write_share(float(inside.mean()))}: {hits.describe() if inside.any() else '-'}")
        rows.append([str(sent), *cells])
        if published:
            rows.append(["  published", *STATES[sent]])
    return write_table(["applications", *(state.word.replace("_", " ") for state in SHOWN)], rows)
