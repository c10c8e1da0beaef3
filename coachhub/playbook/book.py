"""The playbook of one practice: what everybody has, in the practice's words, and what is its own."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from coachhub.analysis.actions import Effects
from coachhub.analysis.vocabulary import Cause
from coachhub.playbook.improvements import Improvement, load_improvements, tabulate_effects


class Origin(StrEnum):
    """Whose an entry is."""

    EVERYBODY = "everybody"
    EDITED = "edited"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Edition:
    """What a practice keeps of its own about one improvement: its words, and whether it is retired."""

    improvement: Improvement
    retired: bool
    version: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One improvement in a practice's playbook."""

    improvement: Improvement
    origin: Origin = Origin.EVERYBODY
    retired: bool = False
    version: int = 0  # of the practice's edition, 0 where it has none


@dataclass(frozen=True, slots=True)
class Playbook:
    """The improvements of a practice in their order: by cause, everybody's before its own."""

    entries: tuple[Entry, ...]
    effects: Effects  # in the order of `entries`; what is retired is not offered

    @property
    def offered(self) -> tuple[Improvement, ...]:
        """What may be proposed and chosen."""
        return tuple(entry.improvement for entry in self.entries if not entry.retired)

    def find_entry(self, slug: str) -> Entry:
        """The entry called `slug`, a retired one too; KeyError when there is none."""
        for entry in self.entries:
            if entry.improvement.slug == slug:
                return entry
        raise KeyError(slug)

    def find(self, slug: str) -> Improvement:
        """The improvement called `slug`, a retired one too; KeyError when there is none."""
        return self.find_entry(slug).improvement

    def find_offered(self, slug: str) -> Improvement:
        """The improvement called `slug`; KeyError when there is none, or not any more."""
        entry = self.find_entry(slug)
        if entry.retired:
            raise KeyError(slug)
        return entry.improvement

    def name(self, slug: str) -> str:
        """The title of an improvement; one that the playbook has no more keeps its own word."""
        try:
            return self.find(slug).title
        except KeyError:
            return slug


def compile_playbook(editions: Iterable[Edition] = ()) -> Playbook:
    """The playbook of a practice with these editions, in whatever order they come.

    An edition of what everybody has changes its words and its effort; cause, effect and checklist stay.
    """
    kept = {edition.improvement.slug: edition for edition in editions}
    entries = [_edit(improvement, kept.pop(improvement.slug, None)) for improvement in load_improvements()]
    entries += [
        Entry(edition.improvement, Origin.OWN, edition.retired, edition.version)
        for _, edition in sorted(kept.items())
    ]
    by_cause = [entry for cause in Cause for entry in entries if entry.improvement.cause is cause]
    effects = tabulate_effects(
        [entry.improvement for entry in by_cause],
        {entry.improvement.slug for entry in by_cause if entry.retired},
    )
    return Playbook(tuple(by_cause), effects)


@lru_cache(maxsize=1)
def built_in_playbook() -> Playbook:
    """The playbook of a practice that changed nothing."""
    return compile_playbook()


def _edit(improvement: Improvement, edition: Edition | None) -> Entry:
    """What everybody has, in the words of an edition where there is one."""
    if edition is None:
        return Entry(improvement)
    words = replace(
        edition.improvement,
        cause=improvement.cause,
        eta=improvement.eta,
        settled_by=improvement.settled_by,
    )
    origin = Origin.EVERYBODY if words == improvement else Origin.EDITED
    return Entry(words, origin, edition.retired, edition.version)
