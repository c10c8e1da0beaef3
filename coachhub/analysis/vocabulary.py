"""The words of a job search, each with the number that the columns and the database keep for it.

Source: the product's vocabulary (docs/architecture.md). Stages are ordered: a larger number is further.
"""

from enum import IntEnum


class Word(IntEnum):
    """A member of a closed vocabulary; `word` is its spelling in files, URLs and JSON."""

    @property
    def word(self) -> str:
        """The spelling outside the code: the member's name in lower case."""
        return self.name.lower()

    @classmethod
    def words(cls) -> tuple[str, ...]:
        """All spellings, in the order of their numbers."""
        return tuple(member.word for member in cls)

    @classmethod
    def read(cls, word: str) -> "Word":
        """The member spelled `word`; ValueError when there is none."""
        try:
            return cls[word.strip().upper()]
        except KeyError:
            raise ValueError(f"{word!r} is not one of {', '.join(cls.words())}") from None


class Stage(Word):
    """How far an application got; the furthest stage is kept for ever."""

    SAVED = 0
    APPLIED = 1
    SCREENING = 2
    ASSESSMENT = 3
    INTERVIEW = 4
    FINAL = 5
    OFFER = 6


class Outcome(Word):
    """How an application ended. NO_RESPONSE is a person's mark; statistics treat it as OPEN."""

    OPEN = 0
    ACCEPTED = 1
    DECLINED = 2
    REJECTED = 3
    WITHDRAWN = 4
    NO_RESPONSE = 5


class Cause(Word):
    """Why a search is rejected, in the order that every table, chart and formula keeps."""

    QUALIFICATIONS = 0
    APPLICATION = 1
    INTERVIEW = 2
    FIT = 3


class Source(Word):
    """Who said why; a later member counts before an earlier one."""

    CLIENT = 0
    EMPLOYER = 1
    COACH = 2


class Channel(Word):
    """How the application reached the employer; unknown counts as COLD."""

    COLD = 0
    REFERRAL = 1
    RECRUITER = 2


class State(Word):
    """What the diagnosis says of one client (docs/method.md section 10)."""

    ABSTAIN = 0
    FOCUS = 1
    LEANING = 2
    NOTHING_STANDS_OUT = 3
    PAUSED = 4


class Verdict(Word):
    """What is said of a focus that was measured (docs/method.md section 21)."""

    CANNOT_TELL = 0
    HELPED = 1
    PROBABLY_HELPED = 2
    NO_SIGN = 3
