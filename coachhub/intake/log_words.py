"""The words of logs: which header names which column, which words open an application, who sends mails."""

import re

from coachhub.analysis.vocabulary import Stage
from coachhub.intake.lexicon import load_lexicon
from coachhub.intake.statuses import Status
from coachhub.intake.words import fold

_LOGS = load_lexicon("logs.toml")

LOG_HEADERS = {part: frozenset(map(fold, headers)) for part, headers in _LOGS["headers"].items()}
"""The folded headers of each column of a log."""

CONTINUING = frozenset(map(fold, _LOGS["words"]["continuing"]))
CORRECTIONS = frozenset(map(fold, _LOGS["words"]["corrections"]))
UNRELATED = frozenset(map(fold, _LOGS["words"]["unrelated"]))
PROGRAMS = {part: frozenset(map(fold, words)) for part, words in _LOGS["programs"].items()}
CARRIERS = frozenset(_LOGS["mails"]["carriers"])
OFFICES = frozenset(map(fold, _LOGS["mails"]["offices"]))
HOST_ENDINGS = frozenset(_LOGS["mails"]["endings"])

_NAME = r"(?P<company>[^\W\d_][^,;:!?()\[\]|\n]{0,60}?)"
_COMPANY_END = rf"(?=\s*(?:{_LOGS['mails']['company_end']}))"
_ROLE = r"(?P<role>[^\W_][^,;:!?|\n]{1,80}?)"
_ROLE_END = rf"(?=\s*(?:{_LOGS['mails']['role_end']}))"

COMPANY_IN_SUBJECT = [
    re.compile(lead + _NAME + _COMPANY_END, re.IGNORECASE) for lead in _LOGS["mails"]["before_company"]
]
ROLE_IN_SUBJECT = [
    re.compile(around.replace("ROLE", _ROLE).replace("END", _ROLE_END), re.IGNORECASE)
    for around in _LOGS["mails"]["around_role"]
]
SAID_IN_SUBJECT = [
    (says, re.compile("|".join(patterns), re.IGNORECASE)) for says, patterns in _LOGS["says"].items()
]
"""What a subject says by itself: (a status, its pattern); anything less plain says nothing."""


def opens(text: str, status: Status) -> bool:
    """Whether a row of a log that says `text` begins an application, and does not go on with one."""
    return status.stage == Stage.APPLIED and status.outcome is None and fold(text) not in CONTINUING
