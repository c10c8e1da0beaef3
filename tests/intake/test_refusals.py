"""What is refused, and that every refusal says why and what to do; broken rows never hide the others."""

import io
import zipfile

import pytest

from coachhub.intake import limits, read_tracker
from tests.intake.invented_files import TODAY, read_bytes, read_text

HEADER = "Company,Role,Date Applied,Status\n"
ROW = "Acme,Cook,2026-01-05,Applied\n"


def make_zip(parts: dict[str, bytes], level: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", level) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"<!DOCTYPE html><table><tr><td>Company", "web page"),
        (b'{"company": "Acme"}', "JSON"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", ".xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"Company,Role\nAc\x00me,Cook\n", "characters"),
        (b"PK\x03\x04 broken", "workbook"),
        (make_zip({"readme.pdf": b"Company,Role\n"}), "archive"),
        (make_zip({f"part{n}": b"" for n in range(limits.MAX_ENTRIES + 1)}), "parts"),
        (make_zip({"xl/workbook.xml": b"0" * 30_000_000}), "unpacks"),
        (b"Question,Answer\nWhy?,Because\n", "column names"),
        (b"First Name,Last Name,URL,Company,Position,Connected On\nA,B,,Acme,Cook,01 Jan 2026\n", "people"),
        (b"Subject,Snippet,Notes,Status,URL\nYour application,Dear applicant,x,unread,y\n", "e-mail"),
        (b"Date,From,To,Price\n2026-01-05,Rome,Oslo,90\n", "column"),
        (b"Title,Status,Date\nBuy milk,Done,2026-01-05\nCall,Open,2026-01-06\n", "something else"),
        (b"Company,Invoice,Date,Status\nAcme,1,2026-01-05,Paid\n", "something else"),
        (b"Company,Position,Location\nAcme,Cook,Rome\n", "list of jobs"),
        (b"Company,Role,City,Status,Note\nAcme,Cook\nBirch,Cook\nCedar,Rome\n", "fewer cells"),
    ],
)
def test_what_is_no_tracker_is_refused_with_a_reason(data: bytes, word: str) -> None:
    tracker = read_bytes(data)
    assert tracker.verdict == "refused"
    assert tracker.reason is not None
    assert word in tracker.reason
    assert not tracker.applications


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n \n", HEADER.encode(), b"\xff\xfe", b",,,\n"])
def test_nothing_or_a_header_alone_is_empty(data: bytes) -> None:
    assert read_bytes(data).verdict == "empty"


def test_limits_hold_at_the_limit_and_refuse_beyond(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coachhub.intake.kinds.MAX_BYTES", len(HEADER + ROW * 3))
    assert read_text(HEADER + ROW * 3).verdict == "applications"
    assert "MB" in (read_text(HEADER + ROW * 4).reason or "")
    monkeypatch.undo()
    monkeypatch.setattr("coachhub.intake.table.MAX_ROWS", 3)
    assert read_text(HEADER + ROW * 3).rows.total == 3
    assert "rows" in (read_text(HEADER + ROW * 4).reason or "")
    monkeypatch.undo()
    cell = "x" * limits.MAX_CELL
    assert read_text(HEADER + ROW.replace("Cook", cell)).verdict == "applications"
    assert "characters" in (read_text(HEADER + ROW.replace("Cook", cell + "x")).reason or "")
    wide = "," * (limits.MAX_COLUMNS - 4)
    assert read_text(HEADER.strip() + wide + "\n" + ROW).verdict == "applications"
    assert "columns" in (read_text(HEADER.strip() + wide + ",\n" + ROW).reason or "")


def test_a_cell_beyond_what_the_csv_module_allows_is_refused() -> None:
    assert "characters" in (read_text(HEADER + f'Acme,"{"x" * 140_000}",2026-01-05,Applied\n').reason or "")


def test_our_own_fault_is_still_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coachhub.intake.reading.build_table", lambda *_: 1 / 0)
    tracker = read_tracker((HEADER + ROW).encode(), filename="a.csv", today=TODAY)
    assert tracker.verdict == "refused"
    assert tracker.reason
