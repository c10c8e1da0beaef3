"""The page of a file and the command line say the same sentence, questions, problems and counts."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from coachhub import clock
from coachhub.cli.inspect import command
from coachhub.intake import read_tracker
from coachhub.intake.plan_told import Plan, say_addition, say_parts
from coachhub.intake.speech import ENGLISH
from tests.support.people import People
from tests.web.forms import get
from tests.web.import_forms import UNSURE, bring_for

ENDED = (
    "Company,Role,Date Applied,Date Saved,Status,Result\n"
    "Acme,Cook,03/02/2026,2026-02-01,rejected,\n"
    "Acme,Cook,03/02/2026,2026-02-01,rejected,\n"
    "Birch,Cook,,2026-02-01,archived,\n"
    ",,,,,\n"
    "Cedar,Cook,31/02/2026,2026-02-01,interview,accepted\n"
    "Dune,Cook,04/02/2026,2026-02-01,zugzwang,\n"
)


def told_by_command(text: str, folder: Path) -> Iterator[str]:
    """The lines of `coachhub inspect`, without their marks."""
    path = folder / "my tracker.csv"
    path.write_text(text)
    day = clock.today("America/Toronto").isoformat()
    result = CliRunner().invoke(command, [str(path), "--today", day])
    assert result.exit_code == 0
    for line in result.output.splitlines():
        if line.startswith("Columns: "):
            continue
        said = line.lstrip("?!- ").removesuffix(" <- read so for now").removesuffix(":")
        row, colon, message = said.partition(": ")
        yield message if colon and row.startswith("Row ") else said


@pytest.mark.parametrize("text", [UNSURE, ENDED])
def test_a_page_says_every_line_of_the_command(app: Flask, people: People, tmp_path: Path, text: str) -> None:
    browser, place = bring_for(app, people.bob, people.carol.scope.client_id, text)
    page = unescape(get(browser, place).text)
    lines = list(told_by_command(text, tmp_path))
    assert len(lines) > 8
    for line in lines:
        # A note stands in brackets in a line, and under its answer on a page.
        said, _bracket, note = line.partition(" (")
        assert said in page, line
        assert note.removesuffix(")") in page, line


def test_what_adding_would_do_is_said_alike(app: Flask, people: People) -> None:
    browser, place = bring_for(app, people.bob, people.carol.scope.client_id, UNSURE)
    page = get(browser, place).text
    found = read_tracker(UNSURE.encode(), filename="t.csv", today=clock.today("America/Toronto"))
    plan = Plan(len(found.applications), 0, 0)
    assert say_addition(plan, "Carol", ENGLISH) in page
    assert say_parts(plan, ENGLISH) in page


def test_what_is_refused_is_refused_in_the_same_words(tmp_path: Path) -> None:
    lines = list(told_by_command("%PDF-1.7", tmp_path))
    refused = read_tracker(b"%PDF-1.7", filename="a.csv", today=clock.today("UTC"))
    assert refused.reason in lines
