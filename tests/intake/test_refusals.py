"""What is refused, and that every refusal says why and what to do; broken rows never hide the others."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coachhub.intake import describe_tracker, limits, read_tracker
from tests.intake.invented_files import TODAY, make_workbook, read_bytes, read_text

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
        (make_zip({"Job Applications.csv": b"Company,Role\n"}), "zip archive"),
        (make_zip({f"part{n}": b"" for n in range(limits.MAX_ENTRIES + 1)}), "parts"),
        (make_zip({"xl/workbook.xml": b"0" * 30_000_000}), "unpacks"),
        (b"Question,Answer\nWhy?,Because\n", "column names"),
        (b"First Name,Last Name,URL,Company,Position,Connected On\nA,B,,Acme,Cook,01 Jan 2026\n", "people"),
        (b"Company,Source,Target\nAcme,Applied,Rejected\n", "one row per move"),
        (
            b"Date Received,Sender Name,Sender Email,Subject,Status Label\n2026-01-05,A,,Hi,Rejection\n",
            "e-mail",
        ),
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
    monkeypatch.setattr("coachhub.intake.decoding.MAX_BYTES", len(HEADER + ROW * 3))
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


def test_a_row_with_too_many_cells_is_left_out_and_the_others_stay() -> None:
    tracker = read_text(HEADER + ROW + "Acme, Inc,Cook,2026-01-05,Applied\n" + ROW)
    assert (tracker.rows.importable, tracker.rows.problems) == (2, 1)
    assert [problem.row for problem in tracker.problems] == [3]
    assert [application.row for application in tracker.applications] == [2, 4]


def test_a_row_with_too_few_cells_is_read_and_reported() -> None:
    tracker = read_text(HEADER + ROW * 3 + "Birch,Cook,2026-01-05\n")
    assert (tracker.rows.importable, [problem.row for problem in tracker.problems]) == (4, [5])


def test_a_quotation_mark_that_never_closes_costs_one_row() -> None:
    tracker = read_text(HEADER + ROW + 'Acme,"Cook,2026-01-05,Applied\n' + ROW * 3)
    assert [application.row for application in tracker.applications] == [2, 4, 5, 6]
    assert [problem.row for problem in tracker.problems] == [3]


def test_a_row_that_names_nothing_is_a_problem_and_blank_rows_are_none() -> None:
    tracker = read_text(HEADER + ROW + ",,2026-01-05,Applied\n,,,\n" + ROW)
    assert tracker.rows == (4, 1, 2, 2, 0, 1)
    assert [application.row for application in tracker.applications] == [2, 5]


def test_a_row_number_is_that_of_the_spreadsheet_even_below_cells_with_line_breaks() -> None:
    tracker = read_text(
        'Company,Role,Date Applied,Notes\nAcme,Cook,2026-01-05,"a\nb\nc"\nBirch,Cook,nonsense,\n'
    )
    assert [problem.row for problem in tracker.problems] == [3]


def test_personal_columns_reach_no_field() -> None:
    tracker = read_text(
        "Company,Role,Date Applied,Contact Email,Phone Number,Question And Answers,Recruiter Name\n"
        "Acme,Cook,2026-01-05,pat@example.org,+39 06 1234567,Salary? : 12345,Pat Example\n"
    )
    told = repr(tracker.applications)
    assert not any(secret in told for secret in ("pat@", "1234567", "12345", "Pat Example"))
    assert list(tracker.mapping.values()).count("left out") == 4


def test_a_column_called_phone_with_numbers_in_it_is_no_stage() -> None:
    tracker = read_text("Company,Role,Date Applied,Phone\nAcme,Cook,2026-01-05,+39 06 1234567\n")
    assert tracker.applications[0].stage.word == "applied"
    assert "1234567" not in repr(tracker.applications)


def test_formula_like_text_stays_text_and_its_guard_is_taken_off() -> None:
    tracker = read_text("Company,Role,Date Applied\n'=cmd|x,'+Cook,2026-01-05\n=1+1,@Cook,2026-01-05\n")
    assert [a.company for a in tracker.applications] == ["=cmd|x", "=1+1"]
    assert tracker.applications[0].role_title == "+Cook"


def test_a_link_formula_gives_its_text_and_its_address() -> None:
    tracker = read_text(
        'Company,Role,Date Applied\nAcme,"=HYPERLINK(""https://example.org/1"",""Cook"")",2026-01-05\n'
    )
    assert (tracker.applications[0].role_title, tracker.applications[0].url) == (
        "Cook",
        "https://example.org/1",
    )


@pytest.mark.parametrize("url", ["javascript:alert(1)", "referral", "data:text/html,x", "see notes"])
def test_what_is_no_web_address_is_no_url(url: str) -> None:
    assert read_text(f'Company,Role,Date,Link\nAcme,Cook,2026-01-05,"{url}"\n').applications[0].url == ""


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=400)
    | st.text(max_size=300).map(str.encode)
    | st.binary(max_size=80).map(lambda b: b"PK\x03\x04" + b)
)
def test_no_bytes_break_the_reader(data: bytes) -> None:
    tracker = read_bytes(data)
    assert tracker.verdict in ("applications", "saved", "empty", "refused")
    assert describe_tracker(tracker)["rows"]["total"] >= 0


CELLS = st.sampled_from(
    [
        "",
        "Acme",
        "Cook",
        "2026-01-05",
        "25/04/2026",
        "Rejected",
        "yes",
        "N",
        "n/a",
        '"',
        "'=1",
        "x\ny",
        "8-Jul",
        "Zorgle",
        "面试",
    ]
)
HEADERS = st.sampled_from(
    [
        "Company",
        "Role",
        "Date Applied",
        "Status",
        "Interview Date",
        "Offer",
        "Rejected",
        "Notes",
        "Link",
        "",
        "Stage",
        "Last Updated",
        "Archived",
        "Rejection Stage",
        "Applied",
        "Date",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(HEADERS, min_size=1, max_size=8),
    st.lists(st.lists(CELLS, max_size=9), max_size=8),
    st.sampled_from(",;\t|"),
)
def test_no_table_breaks_the_reader_and_its_counts_add_up(
    headers: list[str], rows: list[list[str]], separator: str
) -> None:
    text = "\n".join(separator.join(row) for row in [headers, *rows])
    tracker = read_text(text)
    about = describe_tracker(tracker)
    assert (
        about["rows"]["importable"]
        == len(tracker.applications)
        == about["rows"]["applications"] + about["rows"]["saved"]
    )
    assert sum(about["stages"].values()) == about["rows"]["importable"]
    assert sum(about["outcomes"].values()) == about["rows"]["applications"]
    assert about["rows"]["importable"] + about["rows"]["blank"] <= about["rows"]["total"]
    for application in tracker.applications:
        assert application.events
        assert application.stage == max(e.value for e in application.events if e.kind == "stage")


def test_a_workbook_is_read_from_the_sheet_that_holds_the_log() -> None:
    data = make_workbook(
        {
            "Dashboard": [["My search"], [None, "Applied", 2]],
            "Log": [
                ["Applications 2026"],
                [],
                ["Company", "Role", "Date Applied", "Status", "Number"],
                ["Acme", "Cook", date(2026, 1, 5), "Rejected", 7],
                ["Birch", "Cook", 46105, "Applied", 8.5],
            ],
        }
    )
    tracker = read_bytes(data, "log.xlsx")
    assert (tracker.format, tracker.sheet, tracker.encoding) == ("xlsx", "Log", None)
    assert [(a.row, a.applied_on) for a in tracker.applications] == [
        (4, date(2026, 1, 5)),
        (5, date(2026, 3, 24)),
    ]


def test_a_second_log_in_the_workbook_is_asked_about() -> None:
    log = [["Company", "Role", "Date Applied", "Status"], ["Acme", "Cook", date(2026, 1, 5), "Applied"]]
    tracker = read_bytes(
        make_workbook({"2025": log, "2026": [*log, log[1]], "Notes": [["Buy milk"]]}), "log.xlsx"
    )
    assert tracker.sheet == "2026"
    assert [question.values for question in tracker.questions if question.kind == "sheets"] == [("2025",)]


def test_a_status_column_with_hundreds_of_different_texts_is_notes() -> None:
    rows = "".join(f"Acme,Cook,2026-01-05,text number {n} about it\n" for n in range(400))
    tracker = read_text(HEADER + rows)
    assert tracker.mapping["Status"] == "notes"
    assert tracker.rows.applications == 400


def test_our_own_fault_is_still_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coachhub.intake.reading.build_table", lambda *_: 1 / 0)
    tracker = read_tracker((HEADER + ROW).encode(), filename="a.csv", today=TODAY)
    assert tracker.verdict == "refused"
    assert tracker.reason
