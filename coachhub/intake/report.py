"""A Tracker as the JSON document that `coachhub inspect --json` prints."""

from collections import Counter
from typing import Any

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake.tracker import Tracker


def describe_tracker(tracker: Tracker) -> dict[str, Any]:
    """All keys, always: counts of stages over importable rows, of outcomes and days over applications."""
    stages = Counter(application.stage for application in tracker.applications)
    applied = [a for a in tracker.applications if a.stage > Stage.SAVED]
    outcomes = Counter(application.outcome for application in applied)
    days = [a.applied_on for a in applied if a.applied_on is not None]
    return {
        "verdict": tracker.verdict,
        "reason": tracker.reason,
        "format": tracker.format,
        "product": tracker.product,
        "encoding": tracker.encoding,
        "delimiter": tracker.delimiter,
        "sheet": tracker.sheet,
        "mapping": tracker.mapping,
        "rows": tracker.rows._asdict(),
        "stages": {stage.word: stages[stage] for stage in Stage},
        "outcomes": {outcome.word: outcomes[outcome] for outcome in Outcome},
        "first_applied_on": min(days).isoformat() if days else None,
        "last_applied_on": max(days).isoformat() if days else None,
        "dated": len(days),
        "questions": [question._asdict() for question in tracker.questions],
        "problems": [problem._asdict() for problem in tracker.problems],
    }
