"""docs/security.md says what the policy table and the code say."""

from dataclasses import replace

import pytest

from coachhub.access import document
from coachhub.access.policy import POLICY, ROUTES, Rule, Who
from tests.support.tree import ROOT


def test_a_changed_row_makes_the_document_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    written = document.PATH.read_text(encoding="utf-8")
    changed = (*ROUTES[:-1], replace(ROUTES[-1], who=Who.OWNER))
    monkeypatch.setattr(document, "ROUTES", changed)
    assert document.write_document() != written
    monkeypatch.setattr(document, "ROUTES", (*ROUTES, Rule("new.page", Who.STAFF, "client")))
    assert document.write_document() != written


def test_a_changed_figure_makes_the_document_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coachhub.services.identity.throttle.PER_EMAIL", 11)
    assert document.write_document() != document.PATH.read_text(encoding="utf-8")


def test_the_document_is_what_the_code_would_write() -> None:
    assert document.PATH == ROOT / "docs" / "security.md"
    written = document.PATH.read_text(encoding="utf-8")
    assert written == document.write_document(), "run: python -m coachhub.access.document"


def test_every_row_is_in_the_document() -> None:
    written = document.PATH.read_text(encoding="utf-8")
    assert [name for name in POLICY if f"| `{name}` |" not in written] == []
    assert "{" not in written
    # What it points at is there.
    tests = {path.stem for path in (ROOT / "tests" / "promises").glob("test_*.py")}
    for name in (
        "test_house_scope",
        "test_tripwire_sources",
        "test_tripwire_statements",
        "test_canary_matrix",
        "test_forged_forms",
    ):
        assert name in written
        assert name in tests
