"""Slips of the pen: the word of the lexicon that was meant, where there is no doubt which."""

from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from coachhub.intake.lexicon import GRAMMAR, MEANING_NAMES, STATUSES, Meaning, fold_all

# Short words differ from other short words by a letter ("offer", "other"): they are never corrected.
SHORTEST = 6
# From this length on two changes are a slip, below only one: "aplazado" is not "aplicado".
LONG = 10
# A word that could be this close to two entries is not corrected.
WIDEST = 2
OTHER = "other"
LOOKALIKES = fold_all(GRAMMAR["lookalikes"]["words"])


def index_words() -> dict[str, str]:
    """Every word of the lexicon that can be meant, with what it means when it stands alone."""
    index = {word: "" for phrase in STATUSES if phrase.isalpha() or " " in phrase for word in phrase.split()}
    index |= {word: MEANING_NAMES[word] for word in index if word in MEANING_NAMES}
    index |= dict.fromkeys(LOOKALIKES, OTHER)
    return {word: meaning for word, meaning in index.items() if len(word) >= SHORTEST and word.isalpha()}


WORDS = index_words()
TARGETS = sorted(WORDS)
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
    """The entry that `word` is a slip of, else `word`: same first letter, few changes, one meaning near."""
    if bound(word) == 0 or word in WORDS or not word.isalpha():
        return word
    near = [
        (distance, entry)
        for entry, distance, _ in process.extract(
            word, TARGETS, scorer=OSA.distance, score_cutoff=bound(word), limit=None
        )
        if entry[0] == word[0]
    ]
    if not near:
        return word
    meanings = {WORDS[entry] or entry for _, entry in near}
    return min(near)[1] if len(meanings) == 1 and OTHER not in meanings else word
