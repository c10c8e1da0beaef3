"""Trackers as people bring them, read into typed applications or row-numbered problems; pure."""

from coachhub.intake.imputation import dated_events
from coachhub.intake.matching import MatchKeys, match_keys
from coachhub.intake.reading import read_tracker
from coachhub.intake.report import describe_tracker
from coachhub.intake.tracker import Problem, Question, RowCounts, Tracker, TrackerApplication, TrackerEvent

__all__ = [
    "MatchKeys",
    "Problem",
    "Question",
    "RowCounts",
    "Tracker",
    "TrackerApplication",
    "TrackerEvent",
    "dated_events",
    "describe_tracker",
    "match_keys",
    "read_tracker",
]
