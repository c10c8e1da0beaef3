"""Keys for finding an application again: stable, forgiving about spelling, and never the address alone."""

from datetime import date

import pytest

from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.intake import TrackerApplication, match_keys
from tests.intake.invented_files import read_text


def make(company: str = "Acme", role: str = "Cook", url: str = "") -> TrackerApplication:
    return TrackerApplication(
        2,
        company,
        role,
        url,
        "",
        Channel.COLD,
        "",
        "",
        date(2026, 1, 5),
        Stage.APPLIED,
        True,
        Outcome.OPEN,
        None,
        (),
    )


@pytest.mark.parametrize("other", ["ACME", "Acme GmbH", "Acmé, Inc.", " acme ltd", "Acme Co., Ltd."])
def test_a_company_is_the_same_in_any_case_accent_and_legal_form(other: str) -> None:
    assert match_keys(make(other)).company_role == match_keys(make()).company_role


def test_a_company_that_is_only_a_legal_word_keeps_it() -> None:
    assert match_keys(make("AG")).company_role == "ag|cook"


@pytest.mark.parametrize(
    "other",
    [
        "http://www.linkedin.com/jobs/view/4012345678",
        "https://linkedin.com/jobs/view/4012345678/?trackingId=x&refId=y",
        "https://www.linkedin.com/jobs/view/cook-at-acme-4012345678?trk=z",
        "https://www.linkedin.com/jobs/search/?currentJobId=4012345678&keywords=cook",
    ],
)
def test_a_job_number_is_found_in_every_form_of_its_address(other: str) -> None:
    assert match_keys(make(url=other)).posting == "linkedin:4012345678|cook"


def test_tracking_and_fragments_do_not_make_another_posting() -> None:
    a = match_keys(make(url="https://www.example.org/jobs/7/?utm_source=x#top")).posting
    assert a == match_keys(make(url="http://example.org/jobs/7")).posting


def test_one_careers_page_for_two_roles_gives_two_keys() -> None:
    page = "https://example.org/careers"
    assert match_keys(make(role="Cook", url=page)).posting != match_keys(make(role="Baker", url=page)).posting


def test_an_address_without_a_role_is_no_key() -> None:
    assert match_keys(make(role="", url="https://example.org/careers")).posting == ""


@pytest.mark.parametrize("url", ["http://[broken", "javascript:alert(1)", "///", "?", "a" * 5000])
def test_no_address_breaks_the_keys(url: str) -> None:
    assert match_keys(make(url=url)).company_role == "acme|cook"


def test_reading_twice_gives_equal_applications_and_keys() -> None:
    text = "Company,Role,Date Sent,Link\nAcme,Cook,2026-01-05,https://example.org/1\nAcme,Cook,2026-01-05,https://example.org/1\n"
    first, second = read_text(text), read_text(text)
    assert first == second
    assert [question.kind for question in first.questions] == ["duplicates"]
    assert "2 + 3" in first.questions[0].message


def test_the_same_role_on_another_day_is_another_application() -> None:
    tracker = read_text("Company,Role,Date\nAcme,Cook,2025-01-05\nAcme,Cook,2026-01-05\n")
    assert tracker.rows.importable == 2
    assert not tracker.questions
