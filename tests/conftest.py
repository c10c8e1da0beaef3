"""The test session: what every test may use, and what is left to `make soak`.

No test reaches the network: pytest-socket (its options stand in pyproject.toml) admits this machine only.
"""

import os

import pytest
from hypothesis import settings

pytest_plugins = [
    "tests.support.browser",
    "tests.support.postgres",
    "tests.support.database",
    "tests.support.people",
    "tests.support.server",
    "tests.support.demo",
]

SOAK = os.environ.get("COACHHUB_SOAK") == "1"

# The same examples in every run, so that a run fails for what was changed and for nothing else; `make soak`
# looks for new ones. How long an example takes says more about the machine than about the code.
settings.register_profile("suite", derandomize=not SOAK, deadline=None)
settings.load_profile("suite")


LONGEST = (
    "tests/journeys/test_every_screen.py",
    "tests/promises/test_canary_matrix.py",
    "tests/web/test_import_live.py",
    "tests/journeys/test_first_week.py",
    "tests/migrations/test_history.py",
    "tests/promises/test_bad_fields.py",
    "tests/journeys/test_markup.py",
    "tests/dashboards/test_client_working.py",
    "tests/test_procfile.py",
    "tests/services/test_imports_killed.py",
    "tests/web/test_search_browser.py",
    "tests/web/test_workshops_browser.py",
)
"""The files that take longest, which begin first: begun last, one would leave the other workers idle."""


def pytest_report_header() -> str:
    """Whether the long tests run."""
    return "soak: on" if SOAK else "soak: off (`make soak` runs the tests marked so)"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests by what they use, put the longest files first, and leave the long tests to `make soak`."""
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        for fixture in ("browser", "postgres"):
            if fixture in used:
                item.add_marker(fixture)
    # pytest-randomly has shuffled them by now, and this leaves all others where they are.
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(LONGEST)))
    if SOAK:
        return
    soaking = [item for item in items if item.get_closest_marker("soak")]
    if soaking:
        config.hook.pytest_deselected(items=soaking)
        items[:] = [item for item in items if not item.get_closest_marker("soak")]
