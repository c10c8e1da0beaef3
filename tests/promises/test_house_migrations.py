"""The schema has one history: dated revisions in one line, with one end."""

import re
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from tests.support.tree import ROOT, assert_none, plant

DATED = re.compile(r"20\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])_[a-z0-9]+(_[a-z0-9]+)*")
LONGEST = 32  # characters: what the column alembic_version.version_num holds


def wrong_revisions(root: Path) -> list[str]:
    """What is wrong with the names and the order of the revisions in `root`/migrations."""
    config = Config()
    config.set_main_option("script_location", str(root / "migrations").replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    problems = []
    revisions = list(scripts.walk_revisions())
    for script in revisions:
        if not DATED.fullmatch(script.revision) or len(script.revision) > LONGEST:
            problems.append(f"{script.revision} is not a date and a few words, as in 20261123_first_tables")
        if Path(script.path).stem != script.revision:
            problems.append(f"{script.revision} stands in {Path(script.path).name}")
    heads = scripts.get_heads()
    if revisions and len(heads) != 1:
        problems.append(f"several heads: {', '.join(sorted(heads))}")
    return problems


def plant_revisions(root: Path, revisions: dict[str, str | None]) -> Path:
    """A migrations folder with `revisions` (each with what it follows)."""
    return plant(
        root,
        {
            f"migrations/versions/{revision}.py": f"revision = {revision!r}\ndown_revision = {follows!r}\n"
            for revision, follows in revisions.items()
        },
    )


def test_the_history_has_one_end(tmp_path: Path) -> None:
    first = "20261123_first_tables"
    plant_revisions(tmp_path, {first: None, "20261124_left": first, "20261124_right": first})
    assert wrong_revisions(tmp_path) == ["several heads: 20261124_left, 20261124_right"]
    assert_none(wrong_revisions(ROOT))


@pytest.mark.parametrize("name", ["1a2b3c4d5e6f", "20261323_month", "20261123_" + "x" * 24])
def test_a_revision_is_named_by_its_day_and_its_subject(tmp_path: Path, name: str) -> None:
    plant_revisions(tmp_path, {name: None})
    assert len(wrong_revisions(tmp_path)) == 1


def test_a_revision_stands_in_the_file_of_its_name(tmp_path: Path) -> None:
    plant(tmp_path, {"migrations/versions/other.py": "revision = '20261123_first'\ndown_revision = None\n"})
    assert wrong_revisions(tmp_path) == ["20261123_first stands in other.py"]
