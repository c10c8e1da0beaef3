"""The table of small invented trackers in shapes.toml: every rule is a sentence."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from coachhub.intake import describe_tracker
from tests.intake.invented_files import read_text

SHAPES = tomllib.loads(Path(__file__).with_name("shapes.toml").read_text("utf-8"))["shape"]


@pytest.mark.parametrize("shape", SHAPES, ids=[shape["says"] for shape in SHAPES])
def test_shape(shape: dict[str, Any]) -> None:
    about = describe_tracker(read_text(shape["file"]))
    expect = {"verdict": "applications", **shape["gives"]}
    found = {
        "verdict": about["verdict"],
        "stages": {stage: n for stage, n in about["stages"].items() if n},
        "outcomes": {outcome: n for outcome, n in about["outcomes"].items() if n},
        "dated": about["dated"],
        "first": about["first_applied_on"],
        "importable": about["rows"]["importable"],
        "folded": about["rows"]["folded"],
        "problems": len({problem["row"] for problem in about["problems"]}),
    }
    wrong = {
        key: (value, found[key]) for key, value in expect.items() if key in found and found[key] != value
    }
    assert not wrong, f"(wanted, found): {wrong}; {about['mapping']}"
    asked = {question["kind"] for question in about["questions"]}
    if "asks" in expect:
        assert asked >= set(expect["asks"]) if expect["asks"] else not asked, about["questions"]
