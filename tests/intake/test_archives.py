"""Archives as products make them: their tables are read together, or one is and the others asked about."""

import io
import json
import stat
import zipfile
from collections.abc import Mapping

import pytest

from coachhub.intake import RowCounts
from tests.intake.invented_files import make_workbook, read_bytes
from tests.intake.test_containers import BOTH, CSV, PAGE, RECORDS, told

LINKEDIN = (
    "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,"
    "Question And Answers\n"
)
SAVED = "Saved Date,Job Url,Job Title,Company Name\n"


def make_zip(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip archive of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize("folder", ["", "Jobs/", "Basic_LinkedInDataExport_01-05-2026/Jobs/"])
def test_the_export_of_linkedin_is_read_as_it_comes(folder: str) -> None:
    tracker = read_bytes(
        make_zip(
            {
                "Connections.csv": "Notes:\n\nFirst Name,Last Name,URL,Company,Position\nP,E,u,Acme,Cook\n",
                f"{folder}Job Applications.csv": LINKEDIN
                + '"1/5/26, 4:11 PM",,,Acme,Cook,http://www.linkedin.com/jobs/view/1,,\n',
                f"{folder}Job Applications_1.csv": LINKEDIN
                + '"1/6/26, 8:11 AM",,,Birch,Baker,http://www.linkedin.com/jobs/view/2,,\n',
                f"{folder}Saved Jobs.csv": SAVED
                + '"1/7/26, 8:11 AM",http://www.linkedin.com/jobs/view/3,Chef,Cedar\n',
            }
        ),
        "export.zip",
    )
    assert (tracker.format, tracker.verdict) == ("zip", "applications")
    assert [(a.company, a.stage.word, str(a.applied_on)) for a in tracker.applications] == [
        ("Acme", "applied", "2026-01-05"),
        ("Birch", "applied", "2026-01-06"),
        ("Cedar", "saved", "None"),
    ]
    assert tracker.rows == RowCounts(3, 0, 3, 2, 1, 0)
    assert [part.name.rpartition("/")[2] for part in tracker.parts] == [
        "Job Applications.csv",
        "Job Applications_1.csv",
        "Saved Jobs.csv",
    ]
    assert {"together"} <= {question.kind for question in tracker.questions}
    assert len({a.row for a in tracker.applications}) == 3


def test_an_export_with_saved_jobs_alone_is_saved() -> None:
    data = make_zip(
        {"Jobs/Saved Jobs.csv": SAVED + '"1/7/26, 8:11 AM",http://www.linkedin.com/jobs/view/3,Chef,Cedar\n'}
    )
    assert read_bytes(data, "export.zip").verdict == "saved"


def test_the_best_table_of_an_archive_is_read_and_the_others_asked_about() -> None:
    other = "Employer,Position,State,Applied on\nElm,Vet,Applied,2026-02-01\n"
    tracker = read_bytes(
        make_zip({"a/jobs.csv": CSV, "a/other.csv": other, "contacts.csv": "Name,Email\nA,b\n"}), "huntr.zip"
    )
    assert told(tracker) == BOTH
    assert [q.values for q in tracker.questions if q.kind == "sheets"] == [("a/other.csv",)]


@pytest.mark.parametrize("inside", ["table.csv", "table.xlsx", "table.json", "table.html"])
def test_one_table_in_an_archive_is_read(inside: str) -> None:
    rows = [line.split(",") for line in CSV.splitlines()]
    page = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows[1:])
    kinds: dict[str, bytes | str] = {
        "table.csv": CSV,
        "table.xlsx": make_workbook({"Log": rows}),
        "table.json": json.dumps(RECORDS),
        "table.html": PAGE.format(rows=page),
    }
    part = kinds[inside]
    tracker = read_bytes(make_zip({inside: part, "__MACOSX/._" + inside: b"\0\1"}), "a.zip")
    assert (tracker.format, told(tracker)) == ("zip", BOTH)


def test_of_two_notion_tables_the_complete_one_is_read() -> None:
    shorter = CSV.replace("Birch,Baker,2026-01-06,Applied\n", "")
    parts = {
        "Jobs abc123.csv": shorter,
        "Jobs abc123_all.csv": CSV,
        "Jobs/Acme 1.md": "# Acme\n\nStatus: Rejected\n",
    }
    tracker = read_bytes(make_zip(parts), "export.zip")
    assert told(tracker) == BOTH
    assert tracker.sheet == "Jobs abc123_all.csv"


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ({"../evil.csv": CSV}, "outside"),
        ({"/etc/evil.csv": CSV}, "outside"),
        ({"C:\\evil.csv": CSV}, "outside"),
        ({"inner.zip": make_zip({"a.csv": CSV})}, "archive inside"),
        ({"readme.pdf": b"%PDF", "a.docx": b"x"}, "no table"),
        ({"word/document.xml": "<x/>", "[Content_Types].xml": "<x/>"}, "text document"),
        ({"Index/Document.iwa": b"x"}, "Numbers"),
    ],
)
def test_archives_that_are_not_opened_say_why(parts: dict[str, bytes | str], word: str) -> None:
    tracker = read_bytes(make_zip(parts), "a.zip")
    assert tracker.verdict == "refused"
    assert word in (tracker.reason or "")


def test_a_link_in_an_archive_is_not_followed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("jobs.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert "outside" in (read_bytes(out.getvalue(), "a.zip").reason or "")


def lock(data: bytes) -> bytes:
    """The archive with every entry marked as one that needs a password."""
    changed = bytearray(data)
    for start, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(start)
        while at >= 0:
            changed[at + flag] |= 1
            at = changed.find(start, at + 1)
    return bytes(changed)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (lock(make_zip({"jobs.csv": CSV})), "This archive is protected by a password."),
        (lock(make_workbook({"Log": [["Company"]]})), "This workbook is protected by a password."),
        (make_zip({"jobs.csv": CSV})[:60], "This archive cannot be opened"),
        (make_workbook({"Log": [["Company"]]})[:-30], "This workbook cannot be opened"),
    ],
)
def test_what_is_closed_or_damaged_is_called_what_it_is(data: bytes, words: str) -> None:
    tracker = read_bytes(data, "file.zip")
    assert tracker.verdict == "refused"
    assert tracker.reason is not None
    assert tracker.reason.startswith(words)
