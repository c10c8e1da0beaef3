"""The client's own no among words of rejection: "I denied", "denied by me" are nobody's rejection."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from coachhub.intake.lexicon import load_lexicon, spell

# A phrase of the lexicon: what stands in place of a no of one's own.
WITHDREW: Final = "i withdrew"


def turn_own(words: str) -> str:
    """A folded text in which the client's own no is called a withdrawal; the same text when it has none.

    The person must stand beside the word: in "I was rejected" somebody else refused.
    """
    own, worth_a_look = build()
    return own.sub(WITHDREW, words) if worth_a_look.search(words) else words


def join(phrases: Iterable[str]) -> str:
    """An expression for any of the phrases, the longest first."""
    return "|".join(re.escape(phrase) for phrase in sorted(set(phrases), key=len, reverse=True))


@cache
def build() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """(the whole expression, the one for its words that refuse), over all languages; no language borrows
    the words of another: "he" is a person in English and "I have" in Spanish. Read when first needed."""
    ways: list[str] = []
    verbs: list[str] = []
    for own in load_lexicon("own.toml").values():
        subjects, agents, refusing, finite = (
            spell(own[kind]) for kind in ("subjects", "agents", "refusing", "finite")
        )
        verbs += refusing + finite
        ways.append(f"(?:{join(subjects)}) (?:{join(refusing)})(?: (?:{join(agents)}))?")
        ways.append(f"(?:{join(refusing)}) (?:{join(agents)})")
        ways.append(f"(?:{join(agents)}) (?:{join(refusing)})")
        ways += finite
    return re.compile(rf"\b(?:{'|'.join(ways)})\b"), re.compile(rf"\b(?:{join(verbs)})\b")
