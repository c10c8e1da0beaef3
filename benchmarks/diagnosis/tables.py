"""Facts as the folder of tables that `coachhub diagnose --facts` reads (docs/method.md section 16)."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from coachhub.analysis.days import name_day
from coachhub.analysis.facts import OUTCOME_OFFSET, Facts
from coachhub.analysis.facts_tables import COLUMNS
from coachhub.analysis.vocabulary import Cause, Channel, Outcome, Source, Stage


def write_tables(facts: Facts, folder: Path) -> None:
    """Write `facts` into `folder`, which must exist; applications are named a0000000, a0000001, ..."""
    names = [f"a{number:07}" for number in range(facts.application_count)]
    _write(folder / "clients.csv", ((one,) for one in facts.client_ids))
    _write(
        folder / "applications.csv",
        zip(
            names,
            (facts.client_ids[place] for place in facts.client.tolist()),
            (Channel(channel).word for channel in facts.channel.tolist()),
            map(name_date, facts.applied_on.tolist()),
            strict=True,
        ),
    )
    events, said = facts.events, facts.attributions
    _write(
        folder / "stage_events.csv",
        (
            (names[at], name_date(day), *_name_value(value))
            for at, day, value in zip(
                events.application.tolist(), events.occurred_on.tolist(), events.value.tolist(), strict=True
            )
        ),
    )
    _write(
        folder / "attributions.csv",
        (
            (names[at], cause.word, Source(source).word, name_date(day))
            for at, source, causes, day in zip(
                said.application.tolist(),
                said.source.tolist(),
                said.causes.tolist(),
                said.made_on.tolist(),
                strict=True,
            )
            for cause in Cause
            if causes >> cause & 1
        ),
    )
    rated = np.flatnonzero(~np.isnan(facts.ratings).all(axis=1)).tolist()
    if rated:
        _write(
            folder / "ratings.csv",
            ((facts.client_ids[row], *(f"{one:g}" for one in facts.ratings[row].tolist())) for row in rated),
        )


def name_date(day: int) -> str:
    """The day as a table writes it."""
    return name_day(day).isoformat()


def _name_value(value: int) -> tuple[str, str]:
    if value < OUTCOME_OFFSET:
        return "stage", Stage(value).word
    return "outcome", Outcome(value - OUTCOME_OFFSET).word


def _write(path: Path, rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(COLUMNS[path.name])
        writer.writerows(rows)
