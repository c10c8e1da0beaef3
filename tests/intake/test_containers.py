"""Tables inside JSON, Markdown, web pages and archives."""

import json
from typing import Any

import pytest

from coachhub.intake import RowCounts, Tracker
from tests.intake.invented_files import read_bytes, read_text

CSV = "Company,Role,Date Applied,Status\nAcme,Cook,2026-01-05,Rejected\nBirch,Baker,2026-01-06,Applied\n"


def told(tracker: Tracker) -> list[tuple[str, str, str]]:
    """(company, role, outcome) of each application."""
    return [(a.company, a.role_title, a.outcome.word) for a in tracker.applications]


BOTH = [("Acme", "Cook", "rejected"), ("Birch", "Baker", "open")]
RECORDS = [
    {"company": "Acme", "role": "Cook", "dateApplied": "2026-01-05", "status": "Rejected"},
    {"company": "Birch", "role": "Baker", "dateApplied": "2026-01-06", "status": "Applied"},
]


@pytest.mark.parametrize(
    "document",
    [
        RECORDS,
        {"version": 3, "applications": RECORDS},
        {"data": {"jobs": RECORDS, "user": {"name": "Pat"}}},
        {"a1": RECORDS[0], "a2": RECORDS[1]},
        [{"company": {"name": r["company"]}, "job": {"title": r["role"]}, **r} for r in RECORDS],
        {
            "records": [
                {"id": f"rec{n}", "createdTime": "2026-01-01", "fields": r} for n, r in enumerate(RECORDS)
            ]
        },
        {
            "object": "list",
            "results": [
                {
                    "object": "page",
                    "properties": {
                        "Company": {"type": "title", "title": [{"plain_text": r["company"]}]},
                        "Role": {"type": "rich_text", "rich_text": [{"plain_text": r["role"]}]},
                        "Date Applied": {"type": "date", "date": {"start": r["dateApplied"], "end": None}},
                        "Status": {"type": "status", "status": {"name": r["status"], "color": "red"}},
                    },
                }
                for r in RECORDS
            ],
        },
    ],
    ids=["list", "under a key", "deeper", "by id", "nested", "airtable", "notion"],
)
def test_records_of_json_are_rows(document: Any) -> None:
    tracker = read_bytes(json.dumps(document, indent=1).encode(), "export.json")
    assert (tracker.format, tracker.verdict) == ("json", "applications")
    assert told(tracker) == BOTH
    assert tracker.applications[0].applied_on is not None
    assert [a.row for a in tracker.applications] == [1, 2]


def test_one_object_per_line_is_read_and_a_broken_line_is_told() -> None:
    lines = [json.dumps(record) for record in RECORDS]
    tracker = read_bytes("\n".join([lines[0], '{"company": "Ced', "", lines[1]]).encode(), "a.jsonl")
    assert told(tracker) == BOTH
    assert tracker.rows == RowCounts(4, 1, 2, 2, 0, 1)
    assert [problem.row for problem in tracker.problems] == [2]


def test_epoch_times_in_json_are_days() -> None:
    rows = [
        {"company": "Acme", "role": "Cook", "applied_at": 1767571200},
        {"company": "Birch", "role": "Baker", "applied_at": 1767657600000},
    ]
    tracker = read_bytes(json.dumps(rows).encode(), "a.json")
    assert [str(a.applied_on) for a in tracker.applications] == ["2026-01-05", "2026-01-06"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[" * 100_000, "deeper"),
        ('{"a":' * 5_000 + "1" + "}" * 5_000, "deeper"),
        ('{"name": "a program", "dependencies": {"flask": "3.1"}}', "no list"),
        ("[1, 2, 3]", "no list"),
    ],
)
def test_json_that_is_no_tracker_is_refused(text: str, word: str) -> None:
    tracker = read_text(text)
    assert tracker.verdict == "refused"
    assert word in (tracker.reason or "")


def make_board(cards: list[dict[str, Any]], **more: Any) -> bytes:
    """A Trello board with three lists."""
    names = ["To apply", "Applied", "Rejected"]
    lists = [{"id": f"l{n}", "name": name, "closed": False} for n, name in enumerate(names)]
    return json.dumps({"name": "Search", "lists": lists, "cards": cards, **more}).encode()


def make_card(name: str, place: int, **more: Any) -> dict[str, Any]:
    """A card in one of the lists."""
    number = f"695b{place:04x}" + "0" * 16
    return {"id": number, "name": name, "idList": f"l{place}", "closed": False, "labels": [], **more}


def test_a_trello_board_is_a_log() -> None:
    tracker = read_bytes(
        make_board(
            [
                make_card("Cook at Acme", 0, desc="Pat told me"),
                make_card(
                    "Baker @ Birch", 1, labels=[{"name": "remote"}], dateLastActivity="2026-02-01T10:00:00Z"
                ),
                make_card("Cedar - Sales Manager", 2, shortUrl="https://example.org/c"),
                make_card("Dorn", 1, closed=True),
            ]
        ),
        "board.json",
    )
    assert told(tracker) == [
        ("Acme", "Cook", "open"),
        ("Birch", "Baker", "open"),
        ("Cedar", "Sales Manager", "rejected"),
        ("Dorn", "", "open"),
    ]
    assert [a.stage.word for a in tracker.applications] == ["saved", "applied", "applied", "applied"]
    assert tracker.applications[2].url == "https://example.org/c"
    asked = {question.kind for question in tracker.questions}
    assert {"card_names", "archived"} <= asked


def test_the_role_on_a_card_is_found_on_either_side() -> None:
    cards = [
        make_card("Data Engineer - Acme", 1),
        make_card("Product Manager - Birch", 1),
        make_card("Vet - Cedar", 1),
    ]
    tracker = read_bytes(make_board(cards), "board.json")
    assert [(a.company, a.role_title) for a in tracker.applications] == [
        ("Acme", "Data Engineer"),
        ("Birch", "Product Manager"),
        ("Cedar", "Vet"),
    ]


def test_the_moves_of_a_card_are_its_history() -> None:
    card = make_card("Cook at Acme", 2)
    actions = [
        {
            "type": "updateCard",
            "date": f"2026-02-0{day}T10:00:00Z",
            "data": {"card": {"id": card["id"]}, "listBefore": {"name": "x"}, "listAfter": {"name": name}},
        }
        for day, name in ((9, "Rejected"), (4, "Interview"), (1, "Applied"))
    ]
    tracker = read_bytes(make_board([card], actions=actions), "board.json")
    assert [a.stage.word for a in tracker.applications] == ["interview"]
    assert told(tracker) == [("Acme", "Cook", "rejected")]


def test_the_tables_of_a_markdown_page() -> None:
    tracker = read_text(
        "# My search\n\nSome words | and a bar\n\n## Log\n\n"
        "| Company | Role | Date Applied | Status |\n|---|:---|---:|--|\n"
        "| [Acme](https://example.org/1) | **Cook** | 2026-01-05 | ~~Applied~~ Rejected |\n"
        "| Birch | Baker | 2026-01-06 | Applied |\n\n"
        "## Other\n\n| Day | Mood |\n|---|---|\n| Monday | good |\n"
    )
    assert (tracker.format, tracker.sheet) == ("markdown", "Log")
    assert [(a.company, a.role_title, a.url) for a in tracker.applications] == [
        ("Acme", "Cook", "https://example.org/1"),
        ("Birch", "Baker", ""),
    ]
    assert [a.row for a in tracker.applications] == [9, 10]


def test_boxes_in_markdown_are_yes_and_no() -> None:
    tracker = read_text(
        "Company | Role | Applied | Interview\n--- | --- | --- | ---\n"
        "Acme | Cook | [x] | [ ]\nBirch | Baker | [x] | [x]\n"
    )
    assert [a.stage.word for a in tracker.applications] == ["applied", "interview"]


def test_a_csv_with_bars_is_no_markdown() -> None:
    assert read_text(CSV.replace(",", "|")).format == "csv"


PAGE = (
    "<!DOCTYPE html><html><head><title>Table | x</title><style>td{{}}</style></head><body>"
    "<table><tr><td>menu</td></tr><tr><td>home</td></tr></table><table class='x'>"
    "<thead><tr><th>Company<th>Role<th>Date Applied<th>Status</tr></thead>{rows}</table></body></html>"
)


def test_the_log_of_a_web_page_is_read_whatever_stands_around_it() -> None:
    rows = (
        '<tr><td><a href="https://example.org/1?a=1&amp;b=2">Ac&shy;me</a></td>'
        "<td>Cook<br>and <b>chef</b></td>"
        "<td>2026-01-05</td><td>Rejected</td></tr>"
        "<tr><td>Birch &amp; Sons</td><td>Baker</td><td>2026-01-06</td><td>Applied</td></tr>"
        "<script>document.write('<td>no</td>')</script>"
    )
    tracker = read_bytes(PAGE.format(rows=rows).encode(), "page.html")
    assert (tracker.format, tracker.sheet) == ("html", "table 2")
    assert [(a.company, a.role_title, a.url) for a in tracker.applications] == [
        ("Ac\xadme", "Cook\nand chef", "https://example.org/1?a=1&b=2"),
        ("Birch & Sons", "Baker", ""),
    ]


def test_a_cell_that_reaches_over_rows_belongs_to_each() -> None:
    rows = (
        "<tr><td rowspan=2>Acme</td><td>Cook</td><td>2026-01-05</td><td>Applied</td></tr>"
        "<tr><td>Baker</td><td>2026-01-06</td><td>Rejected</td></tr>"
    )
    tracker = read_bytes(PAGE.format(rows=rows).encode(), "page.html")
    assert told(tracker) == [("Acme", "Cook", "open"), ("Acme", "Baker", "rejected")]


def test_a_page_names_its_encoding() -> None:
    page = PAGE.format(rows="<tr><td>B\xe4ckerei<td>Koch<td>2026-01-05<td>Absage</tr>")
    page = page.replace("<head>", '<head><meta charset="windows-1252">')
    tracker = read_bytes(page.encode("cp1252"), "page.htm")
    assert tracker.applications[0].company == "B\xe4ckerei"


def test_the_xml_that_old_spreadsheets_call_excel() -> None:
    cells = [["Company", "Role", "Date Applied", "Status"], ["Acme", "Cook", "2026-01-05", "Rejected"]]
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) + "</Row>"
        for row in cells
    )
    start = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    text = f"{start}<Workbook><Worksheet><Table>{rows}</Table>"
    assert told(read_bytes(text.encode(), "a.xls")) == BOTH[:1]


def test_a_page_without_a_log_is_refused() -> None:
    for page in ("<html><body><p>Hello</p></body></html>", PAGE.format(rows="").replace("Company", "X")):
        assert read_bytes(page.encode(), "a.html").verdict in ("refused", "empty")
