"""The test session: what every test may use, and what is left to `make soak`.

No test reaches the network: pytest-socket (its options stand in pyproject.toml) admits this machine only.
"""

import os

import pytest

pytest_plugins = [
    "tests.support.browser",
    "tests.support.postgres",
    "tests.support.database",
    "tests.support.people",
    "tests.support.server",
    "tests.support.demo",
]

SOAK = os.environ.get("COACHHUB_SOAK") == "1"


def pytest_report_header() -> str:
    """Whether the long tests run."""
    return "soak: on" if SOAK else "soak: off (`make soak` runs the tests marked so)"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests by what they use, and leave the long ones to `make soak`."""
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        for fixture in ("browser", "postgres"):
            if fixture in used:
                item.add_marker(fixture)
    if SOAK:
        return
    soaking = [item for item in items if item.get_closest_marker("soak")]
    if soaking:
        config.hook.pytest_deselected(items=soaking)
        items[:] = [item for item in items if not item.get_closest_marker("soak")]
