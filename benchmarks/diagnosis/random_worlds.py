"""Worlds drawn at random around the method's own: what the cohort model learns from.

Half of them keep the usual mix of causes: where a cohort shows nothing, the usual mix is the best guess.
"""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.random import Generator
from scipy.special import expit, logit

from benchmarks.diagnosis.world import World
from benchmarks.diagnosis.worlds import BASE
from coachhub.analysis.facts import Floats
from coachhub.analysis.parameters import CAUSES


def draw_world(chance: Generator) -> World:
    """One world; every part of it differs from the base world in some of the draws."""
    mix = draw_mix(chance)
    changes = draw_weaknesses(chance, mix) | draw_employers(chance) | draw_voices(chance)
    return replace(BASE, **changes)


def draw_mix(chance: Generator) -> Floats:
    """The shares (5,) of none and the causes: the usual ones, near them, any, or one that leads."""
    usual = np.asarray(BASE.bottlenecks)
    kind = chance.choice(4, p=[0.5, 0.15, 0.15, 0.2])
    if kind == 0:
        return usual
    if kind == 1:
        mix = chance.dirichlet(8.0 * usual)
    elif kind == 2:
        mix = chance.dirichlet(np.ones(1 + CAUSES)) * np.array([0.6, 1.0, 1.0, 1.0, 1.0])
    else:
        mix = np.full(1 + CAUSES, 0.1)
        mix[chance.integers(1, 1 + CAUSES)] = chance.uniform(0.3, 0.7)
        mix *= chance.uniform(0.6, 1.4, mix.size)
    return np.asarray(mix / mix.sum(), dtype=np.float64)


def draw_weaknesses(chance: Generator, mix: Floats) -> dict[str, Any]:
    """How large the weaknesses are: usual, of another size, with small ones beside, or small ones only."""
    within = chance.uniform
    changes: dict[str, Any] = {}
    kind = chance.choice(4, p=[0.62, 0.2, 0.1, 0.08])
    if kind == 1:
        least = within(0.5, 1.2)
        changes["deficit"] = (least, least + within(0.6, 1.5))
    elif kind == 2:
        least = within(0.4, 1.0)
        changes |= {"small_share": within(0.2, 0.7), "small_deficit": (within(0.1, 0.4), within(0.7, 1.3))}
        changes["deficit"] = (least, least + within(0.5, 1.5))
    elif kind == 3:
        none = within(0.6, 1.0)
        mix = np.append(none, (1.0 - none) * mix[1:] / mix[1:].sum())
        changes |= {"small_share": within(0.4, 0.8), "small_deficit": (within(0.2, 0.5), within(0.9, 1.6))}
        changes["second_share"] = within(0.0, 0.3)
    for name, least, most in (
        ("quality_spread", 0.25, 0.75),
        ("quality_correlation", 0.0, 0.5),
        ("quality_mean", 0.0, 0.7),
        ("second_share", 0.0, 0.5),
    ):
        if chance.random() < 0.25:
            changes[name] = within(least, most)
    if chance.random() < 0.3:
        scale = within(0.65, 1.35)
        changes["gate_weights"] = tuple(
            tuple(scale * weight * within(0.85, 1.15) for weight in row) for row in BASE.gate_weights
        )
    return changes | {"bottlenecks": tuple((mix / mix.sum()).tolist())}


def draw_employers(chance: Generator) -> dict[str, Any]:
    """The market, colder or hotter, and how fast employers answer, if they do."""
    within = chance.uniform
    changes: dict[str, Any] = {}
    if chance.random() < 0.5:
        colder = within(-1.3, 1.2) * np.array([1.0, 0.8, 0.8, 0.6, 0.5]) + chance.normal(0.0, 0.12, 5)
        changes["market"] = tuple(expit(logit(BASE.market) + colder).tolist())
    if chance.random() < 0.3:
        changes["market_spread"] = within(0.1, 0.6)
    if chance.random() < 0.35:
        slower, no = np.exp(within(-0.7, 0.7)), np.exp(within(-0.35, 0.35))
        changes["pass_median"] = tuple(slower * days for days in BASE.pass_median)
        changes["fail_median"] = tuple(slower * no * days for days in BASE.fail_median)
        changes["ghost"] = tuple(expit(logit(BASE.ghost) + within(-1.0, 1.0)).tolist())
    if chance.random() < 0.2:
        changes["pace_median"] = within(2.5, 9.0)
    return changes


def draw_voices(chance: Generator) -> dict[str, Any]:
    """What clients, employers and coaches say, how often, how well they know, and whether coaches rate."""
    within = chance.uniform
    changes: dict[str, Any] = {}
    kind = chance.choice(3, p=[0.45, 0.35, 0.2])
    if kind == 1:
        changes["client_bias"] = tuple(0.015 + 0.94 * chance.dirichlet(np.full(CAUSES, within(0.6, 3.0))))
        changes["client_bias_strength"] = np.exp(within(np.log(2.0), np.log(15.0)))
    elif kind == 2:
        bias = np.full(CAUSES, 0.06)
        bias[chance.integers(CAUSES)] = within(0.5, 0.85)
        changes["client_bias"] = tuple((bias / bias.sum()).tolist())
    if chance.random() < 0.4:
        mean, strength = within(0.15, 0.65), within(4.0, 12.0)
        changes["client_insight"] = (mean * strength, (1.0 - mean) * strength)
    if chance.random() < 0.3:
        often = within(0.1, 0.8)
        changes["client_speaks"] = (6.0 * often, 6.0 - 6.0 * often)
    if chance.random() < 0.4:
        changes["employer_insight"] = within(0.3, 0.8)
    if chance.random() < 0.4:
        changes["coach_insight"] = within(0.35, 0.9)
        changes["coach_guess"] = -within(0.0, 2.2) if chance.random() < 0.6 else 0.0
    if chance.random() < 0.4:
        changes["coached_share"] = float(chance.choice([0.0, 0.0, 0.2, 0.8, 1.0, within(0.0, 1.0)]))
    if chance.random() < 0.2:
        often = within(0.4, 1.6)
        changes["coach_speaks"] = tuple(min(0.9, often * share) for share in BASE.coach_speaks)
    if chance.random() < 0.35:
        changes["rating_spread"] = float(chance.choice([0.9, 1.5, 2.5, within(0.6, 3.5)]))
        changes["rating_blind"] = bool(chance.random() < 0.15)
    return changes
