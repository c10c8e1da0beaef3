"""What is shown of a diagnosis whose log cannot be relied on: one state less sure, or none.

The diagnosis itself, `coachhub diagnose` and its folders know nothing of it (docs/method.md section 27).
"""

from typing import Final

import numpy as np

from coachhub.analysis.data_trust import DataTrust
from coachhub.analysis.facts import Int8
from coachhub.analysis.vocabulary import State

LEANING_BELOW: Final = 0.75
"""Of a log of which less can be relied on, a focus is shown as a lean."""
ABSTAIN_BELOW: Final = 0.50
"""Of one of which less can be relied on, nothing is proposed."""
PROPOSED: Final = (State.FOCUS, State.LEANING, State.NOTHING_STANDS_OUT)


def lower_states(states: Int8, trust: DataTrust) -> Int8:
    """The states (k,) that are shown: focus becomes a lean, and what is said of a poor log nothing.

    A client whose log holds too little to be measured keeps his state.
    """
    shown = states.copy()
    shown[(states == State.FOCUS) & (trust.share < LEANING_BELOW)] = State.LEANING
    shown[np.isin(states, PROPOSED) & (trust.share < ABSTAIN_BELOW)] = State.ABSTAIN
    return shown
