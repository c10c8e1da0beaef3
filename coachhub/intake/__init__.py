"""Trackers as people bring them, read into typed applications or row-numbered problems; pure."""

from coachhub.intake.choices import Choices
from coachhub.intake.explaining import count_questions
from coachhub.intake.imputation import dated_events
from coachhub.intake.matching import MatchKeys, match_keys
from coachhub.intake.reading import read_tracker
from coachhub.intake.report import describe_tracker
from coachhub.intake.tracker import (
    DateOrder,
    Explanation,
    Problem,
    Question,
    RowCounts,
    RowToCheck,
    Tracker,
    TrackerApplication,
    TrackerEvent,
    Wording,
)

__all__ = [
    "Choices",
    "DateOrder",
    "Explanation",
    "MatchKeys",
    "Problem",
    "Question",
    "RowCounts",
    "RowToCheck",
    "Tracker",
    "TrackerApplication",
    "TrackerEvent",
    "Wording",
    "count_questions",
    "dated_events",
    "describe_tracker",
    "match_keys",
    "read_tracker",
]
