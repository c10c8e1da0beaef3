"""A file is read in a process of its own, whose limits hold and whose answers are not trusted."""

import os
import pickle
import time
from datetime import date

import pytest

from coachhub.intake import Choices, Tracker, file_messages, read_tracker
from coachhub.services import reading, reading_apart
from coachhub.services.reading import read_within_limits
from tests.intake.invented_files import TODAY, make_workbook
from tests.intake.old_workbooks import make_ods

HEAD = ["Company", "Role", "Date Applied", "Status"]
ROWS: list[list[object]] = [
    [*HEAD],
    ["Acme", "Cook", "2026-01-05", "Rejected"],
    ["Birch", "Cook", date(2026, 1, 6), "Applied"],
]
WORKBOOK = make_workbook({"Log": ROWS})


def read(data: bytes, *, seconds: float = 30, choices: Choices | None = None) -> Tracker:
    """Read within limits, on the day of the tests."""
    return read_within_limits(
        data, filename="t.xlsx", today=TODAY, choices=choices or Choices(), explain=True, seconds=seconds
    )


def test_a_workbook_reads_in_its_own_process_as_it_does_here() -> None:
    choices = Choices(rows={3: None}, fields={"Role": "notes"})
    here = read_tracker(WORKBOOK, filename="t.xlsx", today=TODAY, choices=choices, explain=True)
    assert read(WORKBOOK, choices=choices) == here
    assert len(here.applications) == 1


def test_a_large_text_reads_the_same() -> None:
    text = ",".join(HEAD) + "\n" + "".join(f"Firm {n},Cook,2026-01-05,Rejected\n" for n in range(40_000))
    assert len(text) > reading.SMALL
    here = read_tracker(text.encode(), filename="t.xlsx", today=TODAY, explain=True)
    assert read(text.encode()) == here


def test_a_small_text_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coachhub.services.reading.sys.executable", "/nowhere")
    assert read(b"Company,Role,Date\nAcme,Cook,2026-01-05\n").verdict == "applications"


def test_a_process_that_overstays_is_stopped_and_the_file_refused() -> None:
    begun = time.monotonic()
    found = read(WORKBOOK, seconds=0.01)
    assert (found.verdict, found.reason) == ("refused", file_messages.TOO_MUCH_WORK)
    assert time.monotonic() - begun < 5


def test_a_process_that_dies_is_an_answer(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    killed = f"{tmp_path}/killed"
    with open(killed, "w") as script:
        script.write("#!/bin/sh\nkill -9 $$\n")
    os.chmod(killed, 0o755)  # noqa: S103
    monkeypatch.setattr("coachhub.services.reading.sys.executable", killed)
    assert read(WORKBOOK).reason == file_messages.TOO_MUCH_WORK


def test_a_workbook_that_unfolds_to_more_than_the_memory_is_refused() -> None:
    row = (
        '<table:table-row table:number-rows-repeated="1000"><table:table-cell office:value-type="string" '
        'table:number-columns-repeated="200"><text:p>a</text:p></table:table-cell></table:table-row>'
    )
    begun = time.monotonic()
    assert read(make_ods([HEAD], more=row * 390)).verdict == "refused"
    assert time.monotonic() - begun < 25


class Evil:
    """What a process that was taken over would answer."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("exit 3",)


@pytest.mark.parametrize(
    "answer",
    [
        pickle.dumps(Evil()),
        pickle.dumps(eval),
        b"",
        b"garbage",
        pickle.dumps("text"),
        pickle.dumps(os.getcwd),
    ],
)
def test_an_answer_that_is_no_reading_is_not_loaded(answer: bytes) -> None:
    assert reading.load_tracker(answer) is None


def test_an_answer_cut_in_two_is_not_loaded() -> None:
    whole = pickle.dumps(read_tracker(WORKBOOK, filename="t.xlsx", today=TODAY))
    assert reading.load_tracker(whole) is not None
    assert reading.load_tracker(whole[: len(whole) // 2]) is None


def test_functions_of_intake_are_no_types_of_a_reading() -> None:
    with pytest.raises(pickle.UnpicklingError):
        reading_apart.Unpickler.load_bytes(b"\x80\x04ccoachhub.intake.reading\nread_tracker\n.")
