"""What is kept when a focus is closed: whether it helped, as far as could be told on that day."""

from datetime import date
from typing import Any

from coachhub.analysis.measurement import keep_measurement
from coachhub.queries.diagnoses import diagnose_clients
from coachhub.queries.focuses import FocusRow
from coachhub.queries.measurements import measure_focus
from coachhub.scope import Scope


def take_measurement(scope: Scope, focus: FocusRow, today: date) -> dict[str, Any]:
    """The columns of the measurement on a day; none for a focus that has not begun, or began without one.

    Every started focus is measured when it ends, whatever its result: leaving out those that were set aside
    would only keep the ones that went well.
    """
    if not focus.has_begun(today):
        return {}
    progress = measure_focus(scope, focus, diagnose_clients(scope, today))
    measured = progress.measurement if progress else None
    if measured is None:
        return {}
    return {
        "measured_on": today,
        "measurement": keep_measurement(measured),
        "verdict": measured.verdict.word,
    }
