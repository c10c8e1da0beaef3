"""Two people with the same form open: the second learns what the first wrote, and loses nothing."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class ChangedMeanwhileError(RuntimeError):
    """Somebody saved this after the form was opened; `current` holds what stands there now, by field."""

    version: int
    current: dict[str, Any] = field(default_factory=dict)
