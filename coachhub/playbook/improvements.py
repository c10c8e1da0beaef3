"""The loader of the playbook: TOML files beside this module become frozen values and a table of effects.

Source of the content: docs/method.md section 12 (effects) and the files' own `source` lines.
"""

import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import numpy as np

from coachhub.analysis.actions import CHECKLIST, Effects
from coachhub.analysis.vocabulary import Cause

FILES: Final = tuple(f"{cause.word}.toml" for cause in Cause)


@dataclass(frozen=True, slots=True)
class Improvement:
    """One entry of the playbook."""

    slug: str
    cause: Cause  # the cause it is filed under
    title: str
    eta: tuple[float, float, float, float]  # share of each cause's deficit that it closes
    effort_hours: float
    settled_by: str | None  # the checklist answer that makes it needless
    why: str
    needs: str  # what the client needs for it: time, papers, people
    steps: tuple[str, ...]  # each at most an hour
    done: str  # what done looks like
    source: str


class PlaybookError(ValueError):
    """An entry of the playbook says something that it may not."""


def read_improvements(text: str, cause: Cause, file: str = "") -> tuple[Improvement, ...]:
    """The improvements in the TOML `text` of the file of `cause`; PlaybookError names file and entry."""
    return tuple(_read_entry(entry, cause, file) for entry in tomllib.loads(text).get("improvement", []))


def _read_entry(entry: dict[str, Any], cause: Cause, file: str) -> Improvement:
    slug = str(entry.get("slug", "?"))

    def refuse(what: str) -> PlaybookError:
        return PlaybookError(f"{file}: {slug}: {what}")

    needed = {"slug", "title", "eta", "effort_hours", "why", "needs", "steps", "done", "source"}
    if missing := sorted(needed - entry.keys()):
        raise refuse(f"{', '.join(missing)} missing")
    if unknown := sorted(entry.keys() - needed - {"settled_by"}):
        raise refuse(f"{', '.join(unknown)} is not a field of an improvement")
    shares = {Cause.read(word): float(share) for word, share in entry["eta"].items()}
    if not all(0.0 < share <= 1.0 for share in shares.values()):
        raise refuse("eta is a share, above 0 and at most 1")
    if shares.get(cause, 0.0) < max(shares.values()):
        raise refuse(f"eta is largest for another cause than {cause.word}")
    settled_by = entry.get("settled_by")
    if settled_by is not None and settled_by not in CHECKLIST:
        raise refuse(f"settled_by is one of {', '.join(CHECKLIST)}")
    return Improvement(
        slug=slug,
        cause=cause,
        title=entry["title"],
        eta=(
            shares.get(Cause(0), 0.0),
            shares.get(Cause(1), 0.0),
            shares.get(Cause(2), 0.0),
            shares.get(Cause(3), 0.0),
        ),
        effort_hours=float(entry["effort_hours"]),
        settled_by=settled_by,
        why=entry["why"],
        needs=entry["needs"],
        steps=tuple(entry["steps"]),
        done=entry["done"],
        source=entry["source"],
    )


@lru_cache(maxsize=1)
def load_improvements() -> tuple[Improvement, ...]:
    """All improvements of the playbook, by cause; the order is the one of `load_effects`."""
    folder = files("coachhub.playbook")
    found = [
        improvement
        for cause, name in zip(Cause, FILES, strict=True)
        for improvement in read_improvements((folder / name).read_text(encoding="utf-8"), cause, name)
    ]
    if len({improvement.slug for improvement in found}) < len(found):
        raise PlaybookError("two improvements share a slug")
    return tuple(found)


@lru_cache(maxsize=1)
def load_effects() -> Effects:
    """The playbook as the table that the analysis works with; its arrays are read-only."""
    return tabulate_effects(load_improvements())


def tabulate_effects(improvements: Sequence[Improvement], retired: Collection[str] = ()) -> Effects:
    """Improvements as the table that the analysis works with, those called `retired` not offered any more."""
    eta = np.array([improvement.eta for improvement in improvements])
    effort = np.array([improvement.effort_hours for improvement in improvements])
    offered = np.array([improvement.slug not in retired for improvement in improvements])
    for column in (eta, effort, offered):
        column.setflags(write=False)
    return Effects(
        tuple(improvement.slug for improvement in improvements),
        eta,
        effort,
        tuple(improvement.settled_by for improvement in improvements),
        offered if retired else None,
    )


def find_improvement(slug: str) -> Improvement:
    """The improvement called `slug`; KeyError when there is none."""
    for improvement in load_improvements():
        if improvement.slug == slug:
            return improvement
    raise KeyError(slug)
