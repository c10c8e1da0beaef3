"""How far clients and employers can be relied on: how often the coach says the same of the same application.

Source: docs/method.md section 22.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coachhub.analysis.facts import Facts, Flags, Floats, Int32
from coachhub.analysis.parameters import DEFAULTS, Parameters
from coachhub.analysis.tags import BIT_SHARES
from coachhub.analysis.vocabulary import Source

OVERLAP: Final = np.minimum(BIT_SHARES[:, None, :], BIT_SHARES[None, :, :]).sum(axis=2)
"""(16, 16) how much two sets of causes agree: m causes give 1/m each, and what both give counts."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """Agreement with the coach by Source (3,); the coach's own row stays as assumed."""

    said: Int32  # (3,) applications about which both have spoken
    agreement: Floats  # (3,) beyond chance: 1 always, 0 no more than chance; NaN where chance explains all
    reliability: Floats  # (3,) lambda of section 2, learned where shown
    shown: Flags  # (3,) enough applications


def measure_agreement(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """Agreement beyond chance of two voices on n applications, each a set of causes (n,) as bits, not empty.

    Cohen's kappa where each names one cause. Sets agree by their overlap; chance is the mean overlap of
    everything that one says with everything that the other says. NaN where chance alone agrees fully.
    """
    if not one.size:
        return float("nan")
    seen = OVERLAP[one, other].mean()
    often = [np.bincount(voice, minlength=OVERLAP.shape[0]) / voice.size for voice in (one, other)]
    chance = often[0] @ OVERLAP @ often[1]
    return float("nan") if chance > 1.0 - 1e-12 else float((seen - chance) / (1.0 - chance))


def learn_reliability(facts: Facts, today: int, parameters: Parameters = DEFAULTS) -> Reliability:
    """Compare what clients and employers said up to `today` with the coach's word.

    The assumed lambda counts as 30 applications; an agreement of .75 is what a fully reliable source reaches,
    because the coach is not always right either. Below 30 applications nothing is learned.
    """
    said = facts.attributions
    voices = np.zeros((len(Source), facts.application_count), dtype=np.uint8)
    known = said.made_on <= today
    voices[said.source[known], said.application[known]] = said.causes[known]
    count, agreement = np.zeros(len(Source), dtype=np.int32), np.full(len(Source), np.nan)
    for source in (Source.CLIENT, Source.EMPLOYER):
        both = (voices[source] > 0) & (voices[Source.COACH] > 0)
        count[source] = both.sum()
        agreement[source] = measure_agreement(voices[source, both], voices[Source.COACH, both])
    shown = (count >= parameters.agreement_least) & ~np.isnan(agreement)
    assumed, strength = np.asarray(parameters.reliability), parameters.learning_strength
    seen = np.where(shown, agreement, 0.0) / parameters.full_agreement
    learned = (strength * assumed + count * seen) / (strength + count)
    learned = np.clip(learned, parameters.reliability_least, parameters.reliability_most)
    return Reliability(count, agreement, np.where(shown, learned, assumed), shown)
