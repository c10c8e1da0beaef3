"""What can stand in the way of a focus, each by its name."""

from dataclasses import dataclass
from datetime import date

from coachhub.queries.focuses import FocusRow


@dataclass
class FocusActiveError(RuntimeError):
    """The client works on something already; `focus` says on what, and who agreed to it."""

    focus: FocusRow


class ImprovementNotFoundError(LookupError):
    """The practice's playbook has no such improvement, or has retired it."""


class SameImprovementError(ValueError):
    """A switch leads to another improvement than the one that is worked on."""


class ReasonNeededError(ValueError):
    """A person decides otherwise than the method proposes, and nobody said why."""


class StartDayError(ValueError):
    """A focus begins today or within the next two weeks."""


class LockDaysError(ValueError):
    """A focus is locked for 28 days, or for 21."""


class FocusNotFoundError(LookupError):
    """There is no such focus, or not for this person."""


class FocusEndedError(RuntimeError):
    """The focus is over: it was ended with another result, and nothing about it changes any more."""


@dataclass
class FocusNotBegunError(RuntimeError):
    """The focus is agreed, and its first day is still to come."""

    starts_on: date


class ReviewDayError(ValueError):
    """The next review is a day after today and after the present one, and within four weeks."""


class StepNotFoundError(LookupError):
    """There is no such step, or not for this person."""
