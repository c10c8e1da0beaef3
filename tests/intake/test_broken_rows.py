"""Broken rows never hide the others, personal columns reach no field, formulas stay text."""

import pytest

from coachhub.intake import RowCounts
from tests.intake.invented_files import read_text

HEADER = "Company,Role,Date Applied,Status\n"
ROW = "Acme,Cook,2026-01-05,Applied\n"


def test_a_row_with_too_many_cells_is_left_out_and_the_others_stay() -> None:
    tracker = read_text(HEADER + ROW + "Acme,Sons,Cook,2026-01-05,Applied\n" + ROW)
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
    assert tracker.rows == RowCounts(4, 1, 2, 2, 0, 1)
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


def test_characters_that_nobody_sees_are_no_part_of_a_text() -> None:
    tracker = read_text(
        "\u200bCompany,\xa0Role,Date Applied,Status\n"
        "\u200bAcme\u200b,\xa0Cook\xa0,2026-01-05\u200e,\u2060Rejected\n"
    )
    found = tracker.applications[0]
    assert (found.company, found.role_title, str(found.applied_on)) == ("Acme", "Cook", "2026-01-05")
    assert found.outcome.word == "rejected"


def test_files_that_were_put_together_keep_no_mark_between_them() -> None:
    text = HEADER + ROW
    tracker = read_text("\ufeff" + text + "\ufeff" + text)
    assert tracker.rows == RowCounts(3, 1, 2, 2, 0, 0)


def test_millions_of_empty_lines_are_refused_before_they_become_rows() -> None:
    assert "rows" in (read_text(HEADER + ROW + "\n" * 1_500_000).reason or "")
