"""Where the log stands in a sheet: titles, headers of two lines, other tables, sums, rows out of step."""

import pytest

from coachhub.intake import RowCounts, Tracker
from tests.intake.invented_files import read_text

HEADER = "Company,Role,Date Applied,Status\n"
ROW = "Acme,Cook,2026-01-05,Applied\n"
OTHER = "Birch,Baker,2026-01-06,Rejected\n"


def names(tracker: Tracker) -> list[tuple[str, str]]:
    """(company, role) of each application."""
    return [(a.company, a.role_title) for a in tracker.applications]


def kinds(tracker: Tracker) -> set[str]:
    """What is asked."""
    return {question.kind for question in tracker.questions}


@pytest.mark.parametrize(
    "above",
    [
        "My job search\n\n",
        "# written by a program, 2026\n# see https://example.org\n",
        "Applications 2026,,,\n,,,\nName:,Pat,,\n",
        "\n" * 5,
        "Notes:\nSome of this was typed on a phone\n\n",
        "".join(f"line {n},,,\n" for n in range(28)),
    ],
)
def test_titles_comments_and_blank_lines_above_the_header_are_no_rows(above: str) -> None:
    tracker = read_text(above + HEADER + ROW + OTHER)
    assert names(tracker) == [("Acme", "Cook"), ("Birch", "Baker")]
    assert tracker.rows == RowCounts(2, 0, 2, 2, 0, 0)
    assert tracker.applications[0].row == above.count("\n") + 2


def test_a_header_that_is_repeated_is_blank() -> None:
    tracker = read_text(HEADER + ROW + HEADER + OTHER + "\n" + HEADER + ROW)
    assert tracker.rows == RowCounts(6, 3, 3, 3, 0, 0)
    assert [a.row for a in tracker.applications] == [2, 4, 7]


@pytest.mark.parametrize(
    "line",
    [
        "Total,2,,\n",
        "Total: 2 applications,,,\n",
        "Summe;2\n".replace(";", ","),
        "Итого,,2,\n",
        ",Total,,2\n",
    ],
)
def test_a_line_of_sums_at_the_end_is_no_application(line: str) -> None:
    tracker = read_text(HEADER + ROW + OTHER + line)
    assert names(tracker) == [("Acme", "Cook"), ("Birch", "Baker")]
    assert (tracker.rows.total, tracker.rows.problems) == (3, 1)
    assert [problem.row for problem in tracker.problems] == [4]


def test_a_company_called_total_stays() -> None:
    tracker = read_text(HEADER + ROW + "Total,Driver,2026-02-03,Applied\n")
    assert names(tracker) == [("Acme", "Cook"), ("Total", "Driver")]


def test_a_remark_below_the_last_row_is_no_application() -> None:
    tracker = read_text(HEADER + ROW + OTHER + "# exported by a program on a Monday,,,\n")
    assert (len(tracker.applications), tracker.rows.problems) == (2, 1)


@pytest.mark.parametrize(
    "header",
    [
        "Company,Role,Applied,Interview,,Offer,\n,,,Date,Result,Date,Result\n",
        ",,,Interview,,Offer,\nCompany,Role,Applied,Date,Result,Date,Result\n",
    ],
)
def test_a_header_of_two_lines_is_read_as_one(header: str) -> None:
    tracker = read_text(
        header + "Acme,Cook,2026-01-05,2026-01-20,,,\nBirch,Baker,2026-01-06,,,,\n"
        "Cedar,Chef,2026-01-07,2026-01-22,passed,2026-02-01,\n"
    )
    assert [a.stage.word for a in tracker.applications] == ["interview", "applied", "offer"]
    assert [e.occurred_on.isoformat() for e in tracker.applications[0].events if e.occurred_on] == [
        "2026-01-05",
        "2026-01-20",
    ]
    assert tracker.rows.total == 3


def test_a_title_over_the_header_joins_nothing() -> None:
    tracker = read_text("Interview,,,\n" + HEADER + ROW)
    assert list(tracker.mapping) == ["Company", "Role", "Date Applied", "Status"]


def test_a_second_table_below_is_told_and_left_out_row_by_row() -> None:
    tracker = read_text(
        HEADER + ROW + OTHER + "\nName,Email,Phone\nPat,pat@example.org,1\nKim,k@example.org,2\n"
    )
    assert names(tracker) == [("Acme", "Cook"), ("Birch", "Baker")]
    assert tracker.rows == RowCounts(6, 1, 2, 2, 0, 3)
    assert {problem.row for problem in tracker.problems} == {5, 6, 7}
    assert "other_tables" in kinds(tracker)


def test_a_second_block_of_the_same_kind_below_is_read_as_well() -> None:
    text = HEADER + ROW + "\n2025\n" + "Role,Company,Status,Date Applied\nChef,Cedar,Rejected,2025-03-04\n"
    tracker = read_text(text)
    assert names(tracker) == [("Acme", "Cook"), ("Cedar", "Chef")]
    assert tracker.applications[1].row == 6
    assert tracker.applications[1].outcome.word == "rejected"


def test_a_second_table_beside_is_left_out_and_told() -> None:
    tracker = read_text(
        "Company,Role,Date Applied,Status,,Company,Phone\n"
        "Acme,Cook,2026-01-05,Applied,,Dorn,1\n"
        "Birch,Baker,2026-01-06,Rejected,,Elm,2\n"
        ",,,,,Fir,3\n"
    )
    assert names(tracker) == [("Acme", "Cook"), ("Birch", "Baker")]
    assert tracker.rows == RowCounts(3, 1, 2, 2, 0, 0)
    assert "other_tables" in kinds(tracker)


def test_counts_beside_the_log_are_left_out_and_told() -> None:
    tracker = read_text(
        "Company,Role,Date Applied,Status,,Summary,\n"
        "Acme,Cook,2026-01-05,Applied,,Applied,1\n"
        ",,,,,Rejected,0\n,,,,,Offers,0\n"
    )
    assert names(tracker) == [("Acme", "Cook")]
    assert (tracker.rows.blank, tracker.rows.problems) == (2, 0)
    assert "other_tables" in kinds(tracker)


def test_an_empty_column_inside_the_log_separates_nothing() -> None:
    tracker = read_text("Company,Role,,Date Applied,Status\nAcme,Cook,,2026-01-05,Rejected\n")
    assert tracker.applications[0].outcome.word == "rejected"
    assert "other_tables" not in kinds(tracker)


def test_a_row_that_a_comma_moved_is_read_when_one_way_is_left() -> None:
    tracker = read_text(
        HEADER.replace("Role", "Salary") + "Acme,50000,2026-01-05,Applied\nBirch,50,000,2026-01-06,Applied\n"
    )
    assert tracker.applications[1].salary == "50,000"
    assert [(p.row, p.value) for p in tracker.problems] == [(3, "50,000")]


def test_a_row_that_a_legal_form_moved_is_read() -> None:
    tracker = read_text(HEADER + ROW + "Birch, Inc.,Baker,2026-01-06,Applied\n")
    assert names(tracker)[1] == ("Birch, Inc.", "Baker")
    assert [problem.row for problem in tracker.problems] == [3]


def test_a_note_with_commas_at_the_end_is_put_together() -> None:
    tracker = read_text(
        "Company,Date,Status,Notes\nAcme,2026-01-05,Applied,a\nBirch,2026-01-06,Applied,b, c, d\n"
    )
    assert tracker.applications[1].notes == "b, c, d"


def test_surplus_cells_that_are_blank_are_no_problem() -> None:
    tracker = read_text(HEADER + ROW.strip() + ",,\n" + OTHER)
    assert (len(tracker.applications), tracker.problems) == (2, ())


def test_columns_set_apart_by_blanks_are_read() -> None:
    tracker = read_text(
        "Company        Role           Date Applied   Status\n"
        "-------------------------------------------------\n"
        "Acme           Head cook      2026-01-05     Applied\n"
        "Birch Sons                    2026-01-06     Rejected\n"
    )
    assert names(tracker) == [("Acme", "Head cook"), ("Birch Sons", "")]
    assert tracker.delimiter == "  "


@pytest.mark.parametrize("hint", ["sep=;\n", "SEP=;\r\n", "sep=^\n"])
def test_a_hint_at_the_separator_is_followed(hint: str) -> None:
    sign = hint[4]
    tracker = read_text(hint + (HEADER + ROW).replace(",", sign))
    assert (tracker.delimiter, names(tracker)) == (sign, [("Acme", "Cook")])
    assert tracker.applications[0].row == 3


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("'Company','Role','Date Applied'\n'Acme, Sons','Cook','2026-01-05'\n", "Acme, Sons"),
        ('Company,Role,Date Applied\n"Acme ""the"" Sons",Cook,2026-01-05\n', 'Acme "the" Sons'),
        ('Company,Role,Date Applied\n"Acme \\"the\\", Sons",Cook,2026-01-05\n', 'Acme "the", Sons'),
        ("Company,Role,Date Applied\nAcme's,Cook,2026-01-05\nBirch's,Cook,2026-01-05\n", "Acme's"),
    ],
)
def test_every_way_of_quoting_is_read(text: str, company: str) -> None:
    assert read_text(text).applications[0].company == company


@pytest.mark.parametrize(
    "rows",
    [
        "Acme,Cook,2026-01-05,Applied\nBirch,Baker,2026-01-06,Rejected\n",
        "2026-01-05,Acme,Cook,Applied\n2026-01-06,Birch,Baker,Rejected\n",
        "Acme,Cook,https://example.org/1,2026-01-05,Applied\nBirch,Baker,https://example.org/2,2026-01-06,Rejected\n",
    ],
)
def test_a_table_without_header_is_read_by_its_values_with_a_question(rows: str) -> None:
    tracker = read_text(rows)
    assert names(tracker) == [("Acme", "Cook"), ("Birch", "Baker")]
    assert [a.outcome.word for a in tracker.applications] == ["open", "rejected"]
    assert "no_header" in kinds(tracker)


WIDE = "Company,Role,City,Status,Date Applied,Link\n"


def test_a_row_with_a_cell_less_is_moved_back_where_the_others_show_where() -> None:
    tracker = read_text(
        WIDE
        + "Acme,Cook,Rome,Applied,2026-01-05,https://example.org/1\n" * 3
        + "Birch,Baker,Oslo,2026-01-06,https://example.org/2\n"
    )
    moved = tracker.applications[3]
    assert (moved.company, moved.role_title, str(moved.applied_on)) == ("Birch", "Baker", "2026-01-06")
    assert (moved.url, moved.location, moved.outcome.word) == ("https://example.org/2", "Oslo", "open")
    assert [problem.row for problem in tracker.problems] == [5]
    assert not [question for question in tracker.questions if question.kind == "status"]


def test_of_several_gaps_the_one_that_leaves_company_and_role_is_read() -> None:
    tracker = read_text(
        WIDE
        + "Acme,Cook,Rome,Applied,2026-01-05,https://example.org/1\n" * 3
        + "Birch,Baker,Rejected,2026-01-06,https://example.org/2\n"
    )
    moved = tracker.applications[3]
    assert (moved.outcome.word, str(moved.applied_on)) == ("rejected", "2026-01-06")
    assert (moved.company, moved.role_title, moved.location) == ("Birch", "Baker", "")
    assert tracker.rows.total == 4


def test_a_log_of_moves_without_header_is_no_log_of_applications() -> None:
    tracker = read_text("".join(f"{n}\t2026-01-0{n}\tApplied\tInterview\tset-status\n" for n in range(1, 6)))
    assert tracker.verdict == "refused"


def test_a_separator_inside_a_cell_is_found_where_the_last_column_is_empty() -> None:
    tracker = read_text(
        WIDE
        + "Acme,Cook,Rome,Applied,2026-01-05,\n" * 3
        + "Birch,Baker,Ryde, Sydney,Applied,2026-01-06,\n"
        + "Cedar,Chef,Oslo,Applied,2026-01-07,,\n"
    )
    moved, plain = tracker.applications[3:]
    assert (moved.company, moved.role_title, moved.location) in (("Birch", "Baker", "Ryde, Sydney"),)
    assert (str(moved.applied_on), str(plain.applied_on)) == ("2026-01-06", "2026-01-07")
    assert [problem.row for problem in tracker.problems] == [5]
