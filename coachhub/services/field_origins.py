"""The word of whoever is asking, as origins of fields are kept; `intake.merging.origins` has the rest."""

from coachhub import clock
from coachhub.scope import Scope


def name_person(scope: Scope) -> str:
    """A person at this moment."""
    return f"{scope.role.value}:{scope.user_id.hex}:{clock.now():%Y-%m-%dT%H:%M:%S.%f}"
