"""The golden cases of the method, as facts: histories whose probabilities are known."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coachhub.analysis.facts import Facts
from coachhub.analysis.vocabulary import Cause, Channel, Outcome, Source, Stage, State
from tests.analysis.history_rows import ApplicationRow, TagRow, end, gather_facts, move

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("golden_cases.json").read_text())

STATES = {
    "FOCUS": State.FOCUS,
    "FOCUS (leaning)": State.LEANING,
    "ABSTAIN": State.ABSTAIN,
    "HEALTHY": State.NOTHING_STANDS_OUT,
}
LETTERS = {"Q": Cause.QUALIFICATIONS, "A": Cause.APPLICATION, "I": Cause.INTERVIEW, "F": Cause.FIT}


@dataclass(frozen=True, slots=True)
class Golden:
    """One case and what must come out."""

    name: str
    facts: Facts
    now: int
    expected: dict[str, Any]


def read_rows(case: dict[str, Any], client: int = 0) -> list[ApplicationRow]:
    """The applications of one case."""
    rows = []
    for entry in case["applications"]:
        events = [move(Stage.read(stage), day) for stage, day in entry.get("ev", [])]  # type: ignore[arg-type]
        if "out" in entry:
            outcome, day = entry["out"]
            events.append(end(Outcome.read(outcome), day))  # type: ignore[arg-type]
        tags = [
            TagRow(Source.read(source), (Cause.read(cause),), case["now"])  # type: ignore[arg-type]
            for source, cause in entry.get("tags", [])
        ]
        channel = Channel.read(entry.get("ch", "cold"))
        rows.append(ApplicationRow(entry["day"], events, tags, channel, client))  # type: ignore[arg-type]
    return rows


def read_golden(case: dict[str, Any]) -> Golden:
    """One case as facts."""
    ratings = [case["rubric"]] if case["rubric"] else None
    return Golden(case["name"], gather_facts(read_rows(case), 1, ratings), case["now"], case["expected"])


GOLDEN = [read_golden(case) for case in CASES]
