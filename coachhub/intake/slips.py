"""Slips of the pen: the word of the lexicon that was meant, where there is no doubt which."""

from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from coachhub.intake.lexicon import GRAMMAR, MEANING_NAMES, STATUSES, Meaning, fold_all
from coachhub.intake.phrases import SMALL

# Short words differ from other short words by a letter ("offer", "other"): they are never corrected.
SHORTEST = 6
# From this length on two changes are a slip, below only one: "aplazado" is not "aplicado".
LONG = 10
# A word that could be this close to two entries is not corrected.
WIDEST = 2
KNOWN = set(" ".join(STATUSES).split()) | SMALL.keys()
LOOKALIKES = fold_all(GRAMMAR["slips"]["lookalikes"])
TARGETS = sorted(fold_all(GRAMMAR["slips"]["words"]))
SQUEEZED: dict[str, Meaning] = {
    phrase.replace(" ", ""): meaning
    for phrase, meaning in STATUSES.items()
    if " " in phrase and len(phrase) > SHORTEST
}


def bound(word: str) -> int:
    """How many changes of a letter are a slip in a word of this length; 0: none."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < LONG else WIDEST


@lru_cache(maxsize=4096)
def correct(word: str) -> str:
    """The entry that `word` is a slip of, else `word`: same first letter, few changes, nothing else near."""
    if bound(word) == 0 or word in KNOWN or word in LOOKALIKES:
        return word
    near = process.extract(word, TARGETS, scorer=OSA.distance, score_cutoff=bound(word), limit=None)
    meant = {MEANING_NAMES.get(entry, entry) for entry, _, _ in near if entry[0] == word[0]}
    closest = min(((distance, entry) for entry, distance, _ in near if entry[0] == word[0]), default=None)
    return closest[1] if closest and len(meant) == 1 else word
