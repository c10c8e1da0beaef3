"""The words of logs: which header names which column, which words open an application, who sends mails."""

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
CARRIERS = frozenset(_LOGS["mails"]["carriers"])
OFFICES = frozenset(map(fold, _LOGS["mails"]["offices"]))
HOST_ENDINGS = frozenset(_LOGS["mails"]["endings"])


def opens(text: str, status: Status) -> bool:
    """Whether a row of a log that says `text` begins an application, and does not go on with one."""
    return status.stage == Stage.APPLIED and status.outcome is None and fold(text) not in CONTINUING
