"""The one thing that a client works on: agreed, ticked, checked in on, reviewed, switched or ended."""

from coachhub.services.focuses.agreeing import agree_focus
from coachhub.services.focuses.beginning import begin_focuses
from coachhub.services.focuses.checking_in import check_in_focus
from coachhub.services.focuses.ending import end_focus
from coachhub.services.focuses.errors import (
    FocusActiveError,
    FocusEndedError,
    FocusNotBegunError,
    FocusNotFoundError,
    ImprovementNotFoundError,
    LockDaysError,
    ReasonNeededError,
    ReviewDayError,
    SameImprovementError,
    StartDayError,
    StepNotFoundError,
)
from coachhub.services.focuses.reviewing import go_on, review_focus
from coachhub.services.focuses.switching import switch_focus
from coachhub.services.focuses.ticking import tick_step
from coachhub.services.focuses.words import (
    CANNOT_SAY,
    GO_ON_DAYS,
    GOING,
    LOCK_DAYS,
    LONGEST_REASON,
    NONE_OF_THEM,
    RESULTS,
    REVIEW_RESULTS,
    START_WITHIN_DAYS,
    SWITCHED,
    ReasonTooLongError,
)

__all__ = [
    "CANNOT_SAY",
    "GOING",
    "GO_ON_DAYS",
    "LOCK_DAYS",
    "LONGEST_REASON",
    "NONE_OF_THEM",
    "RESULTS",
    "REVIEW_RESULTS",
    "START_WITHIN_DAYS",
    "SWITCHED",
    "FocusActiveError",
    "FocusEndedError",
    "FocusNotBegunError",
    "FocusNotFoundError",
    "ImprovementNotFoundError",
    "LockDaysError",
    "ReasonNeededError",
    "ReasonTooLongError",
    "ReviewDayError",
    "SameImprovementError",
    "StartDayError",
    "StepNotFoundError",
    "agree_focus",
    "begin_focuses",
    "check_in_focus",
    "end_focus",
    "go_on",
    "review_focus",
    "switch_focus",
    "tick_step",
]
