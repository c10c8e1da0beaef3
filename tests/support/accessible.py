"""Accessibility of a page, judged by axe-core against WCAG 2.2 AA."""

import json
from functools import cache
from importlib import resources
from typing import Any

from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]


@cache
def _axe_source() -> str:
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def accessibility_violations(page: Page, *, within: str | None = None) -> list[str]:
    """What axe objects to on `page` (or inside the selector `within`): one line per element."""
    session = page.context.new_cdp_session(page)
    try:
        # Through the debugger: a page with a strict content policy refuses scripts from anywhere else.
        session.send("Runtime.evaluate", {"expression": _axe_source(), "returnByValue": False})
        options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
        call = f"axe.run({json.dumps(within) if within else 'document'}, {json.dumps(options)})"
        answer: dict[str, Any] = session.send(
            "Runtime.evaluate",
            {"expression": f"{call}.then((r) => r.violations)", "awaitPromise": True, "returnByValue": True},
        )
    finally:
        session.detach()
    if "exceptionDetails" in answer:
        raise RuntimeError(f"axe did not run: {answer['exceptionDetails']}")
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']} at {' '.join(map(str, node['target']))}\n"
        f"      {node['html'][:200]}"
        for rule in answer["result"]["value"]
        for node in rule["nodes"]
    ]


def assert_accessible(page: Page, *, within: str | None = None) -> None:
    """Fail with a readable list when axe objects to `page` (or to what is inside `within`)."""
    violations = accessibility_violations(page, within=within)
    assert not violations, f"{page.url} is not accessible:\n  " + "\n  ".join(violations)
