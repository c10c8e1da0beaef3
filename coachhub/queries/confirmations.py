"""What a coach said, looking back at a focus, that really held the search back."""

from coachhub.queries.coaching_rows import ConfirmedCause, load_coaching
from coachhub.queries.focuses import FocusRow
from coachhub.scope import Role, Scope


def find_confirmation(scope: Scope, focus: FocusRow) -> ConfirmedCause | None:
    """What was said about a focus that `scope` sees, None where nobody could say; for staff.

    Read with the diagnosis already: of its rows, which are everybody's, only this focus's.
    """
    if scope.role is Role.CLIENT:
        return None
    mine = (one for one in load_coaching(scope).confirmations if one.focus_id == focus.id)
    return next(mine, None)
