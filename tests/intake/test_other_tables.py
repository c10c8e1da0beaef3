"""Adverts, other people's applications, invoices, another table's header: nothing is invented from them."""

import pytest

from coachhub.analysis.vocabulary import Stage
from coachhub.intake import Choices, Tracker, messages, read_tracker
from coachhub.intake.other_messages import OTHER_PEOPLE, OTHER_TABLE, WRONG_HEADER
from tests.intake.invented_files import TODAY

LINKED = (
    "Alba,Cook,Rome,2026-01-05,https://jobs.example/1\nBirch,Baker,Oslo,2026-01-06,https://jobs.example/2\n"
)


def read_text(text: str, choices: Choices = Choices()) -> Tracker:  # noqa: B008  it never changes
    return read_tracker(text.encode(), filename="t.csv", today=TODAY, choices=choices)


def kinds(tracker: Tracker) -> list[str]:
    return [question.kind for question in tracker.questions]


def told(tracker: Tracker, kind: str) -> str:
    return next(question.message for question in tracker.questions if question.kind == kind)


@pytest.mark.parametrize("day", ["Date", "Timestamp", "Day", "When", "Datum", "Fecha"])
def test_adverts_with_a_plain_day_are_saved_and_asked_about(day: str) -> None:
    tracker = read_text(f"Company,Title,Location,{day},Link\n{LINKED}")
    assert tracker.verdict == "saved"
    assert {row.applied_on for row in tracker.applications} == {None}
    assert "postings" in kinds(tracker)


@pytest.mark.parametrize("sign", ["Score", "Match", "Posted", "Job Description", "Skills"])
def test_what_a_finder_writes_shows_a_list_of_adverts(sign: str) -> None:
    tracker = read_text(f"Date,Company,Role,URL,{sign}\n2026-01-05,Alba,Cook,https://jobs.example/1,70\n")
    assert (tracker.verdict, kinds(tracker)) == ("saved", ["postings"])


@pytest.mark.parametrize(
    "header", ["Date,Company,Role", "Datum,Firma,Stelle", "Date,Company,Role,Notes", "Date,Company,Role,City"]
)
def test_ones_own_simple_log_stays_a_log(header: str) -> None:
    cells = ",".join(["2026-01-05", "Alba", "Cook", "Rome"][: len(header.split(","))])
    tracker = read_text(f"{header}\n{cells}\n")
    assert (tracker.rows.applications, kinds(tracker)) == (1, [])


def test_days_and_links_alone_leave_it_open_and_say_how_many_count() -> None:
    text = "Date,Company,Role,Link\n2026-01-05,Alba,Cook,https://jobs.example/1\n"
    tracker = read_text(text)
    assert tracker.rows.applications == 1
    assert "1 in all" in told(tracker, "postings")
    saved = read_text(text, Choices(answers={"postings": "saved"}))
    assert (saved.verdict, saved.questions) == ("saved", ())


def test_whoever_applied_to_all_of_them_says_so_once() -> None:
    choices = Choices(answers={"postings": "applied"})
    tracker = read_text(f"Company,Title,Location,Date,Link\n{LINKED}", choices)
    assert tracker.rows.applications == 2
    assert all(row.applied_on for row in tracker.applications)
    found = read_text("Company,Role,Date found,Score\nAlba,Cook,2026-01-05,70\n", choices)
    assert [row.stage for row in found.applications] == [Stage.APPLIED]


@pytest.mark.parametrize("header", ["Candidate", "Applicant name", "Bewerber", "Candidato"])
def test_applications_of_several_people_are_not_taken(header: str) -> None:
    rows = "Ann Ash,Cook,Alba,2026-01-05,Interview\nBo Elm,Cook,Alba,2026-01-06,Rejected\n"
    tracker = read_text(f"{header},Position,Company,Applied on,Stage\n{rows}")
    assert (tracker.verdict, tracker.reason) == ("refused", OTHER_PEOPLE)
    own = read_text(f"{header},Position,Company,Applied on,Stage\n{rows.splitlines()[0]}\n")
    assert own.rows.applications == 1


def test_several_people_in_one_log_are_asked_about() -> None:
    rows = "".join(
        f"{who},Alba {n},Cook,2026-01-0{n},Applied\n" for n, who in enumerate(("Ann", "Bo", "Ann", "Bo"), 1)
    )
    tracker = read_text(f"Who,Company,Role,Date applied,Status\n{rows}")
    assert '"Ann", "Bo"' in told(tracker, "people")


@pytest.mark.parametrize(
    "text",
    [
        "Invoice No,Client,Project,Date sent,Due,Amount,Status\n1,Alba,Web,2026-01-05,2026-02-05,90,Sent\n",
        "Title,Author,Status,Date started,Rating\nThe Tree,A. Ash,Read,2026-01-03,5\n",
        "Day,Time,Student ID,Room,Company\n2026-01-05,10:00,Ann A.,west,Alba\n",
        "Name,Company,Role,How we met,Last contact,Status\nAnn,Alba,Cook,School,2026-01-05,Replied\n",
    ],
)
def test_other_tables_are_refused_for_what_they_are(text: str) -> None:
    tracker = read_text(text)
    assert tracker.verdict == "refused"
    assert tracker.reason in (OTHER_TABLE, messages.OTHER_LOG, messages.NO_COMPANY_OR_ROLE)
    assert not tracker.applications


def test_a_search_stays_one_beside_an_odd_header() -> None:
    text = "Company,Role,Date Applied,Status,Amount\nAlba,Cook,2026-01-05,Interview,3\n"
    assert read_text(text).rows.applications == 1


def test_hours_are_no_days_of_application() -> None:
    tracker = read_text("Company,Role,Time\nAlba,Cook,10:00\nBirch,Cook,11:30\n")
    assert tracker.reason == messages.LIST_OF_POSTINGS


def test_a_programs_words_beside_a_plain_day_count_as_saved_and_say_so() -> None:
    rows = "2026-01-05,Alba,Cook,needs_some_look\n2026-01-06,Birch,Cook,Applied\n"
    tracker = read_text(f"Date,Company,Role,Status\n{rows}")
    assert [row.stage for row in tracker.applications] == [Stage.SAVED, Stage.APPLIED]
    assert "1 row with them is kept as saved" in told(tracker, "status")


def test_an_unread_word_beside_the_time_of_a_log_counts_as_saved() -> None:
    tracker = read_text("Timestamp,Company,Role,Status\n2026-01-05 10:00,Alba,Cook,zugzwang\n")
    assert [row.stage for row in tracker.applications] == [Stage.SAVED]


def test_ones_own_word_beside_a_day_counts_as_sent_and_says_so() -> None:
    tracker = read_text("Date,Company,Role,Status\n2026-01-05,Alba,Cook,zugzwang\n")
    assert [row.stage for row in tracker.applications] == [Stage.APPLIED]
    assert "1 row with them counts as applied for" in told(tracker, "status")


def test_the_header_of_another_table_is_not_believed() -> None:
    text = "Platform,Title,Company,City,Link,Status,Applied Date\n"
    row = "2026-01-2{n},x,Data Engineer,Alba {n} Ltd,Applied,cv_{n}.pdf,https://jobs.example/{n}\n"
    tracker = read_text(text + "".join(row.format(n=n) for n in range(1, 5)))
    assert "wrong_header" in kinds(tracker)
    assert not any(row.company == "Data Engineer" for row in tracker.applications)
    assert tracker.rows.applications == 4
    tangled = read_text("Company,Status,Applied Date\n7,a.pdf,https://jobs.example/1\n")
    assert tangled.reason == WRONG_HEADER


def test_whoever_names_the_columns_of_another_table_is_believed() -> None:
    text = "Invoice,Client,Project,Sent on,Amount\n7,Alba,Web,2026-01-05,90\n"
    assert read_text(text).reason == OTHER_TABLE
    named = read_text(text, Choices(fields={"Client": "company", "Project": "role_title"}))
    assert [(row.company, row.role_title) for row in named.applications] == [("Alba", "Web")]


def test_columns_named_anew_can_be_changed_one_by_one() -> None:
    text = "Company,Status,Applied Date\n7,a.pdf,https://jobs.example/1\n"
    named = read_text(text, Choices(fields={"Status": "company", "Applied Date": "url"}))
    assert named.reason != WRONG_HEADER
