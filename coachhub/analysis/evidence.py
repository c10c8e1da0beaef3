"""What the trials say about each hypothesis, step by step.

Source: docs/method.md section 6.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import betaln, expit, logit

from coachhub.analysis.facts import Floats
from coachhub.analysis.parameters import DEFAULTS, STEPS, Parameters
from coachhub.analysis.statistics import Statistics


@dataclass(frozen=True, slots=True)
class StepEvidence:
    """The evidence of the steps for k clients."""

    healthy: Floats  # (k, 5) the rate of a client whom nothing holds back, with this client's channels
    log_evidence: Floats  # (k, 5 hypotheses, 5 steps)
    rates: Floats  # (k, 5 hypotheses, 5 steps) posterior mean rates


def mix_healthy_rates(channels: Floats, shift: Floats, parameters: Parameters = DEFAULTS) -> Floats:
    """m: the healthy rate of each step (k, 5) for channel counts (k, 3) and a log-odds shift (5,)."""
    base = logit(np.asarray(parameters.healthy_rate)) + shift
    mix = channels + np.asarray(parameters.channel_pseudo_counts)
    mix = mix / mix.sum(axis=1, keepdims=True)
    healthy = np.broadcast_to(expit(base), (channels.shape[0], STEPS)).copy()
    healthy[:, 0] = mix @ expit(base[0] + np.asarray(parameters.channel_log_odds))
    return healthy


def rate_steps(healthy: Floats, parameters: Parameters = DEFAULTS) -> tuple[Floats, Floats]:
    """The a and b (k, 5 hypotheses, 5 steps) of every step's Beta before any trial, for m (k, 5)."""
    rate = expit(logit(healthy)[:, None, :] + parameters.signatures()[None, :, :])
    strength = np.asarray(parameters.prior_strength)
    return strength * rate, strength * (1.0 - rate)


def weigh_steps(statistics: Statistics, shift: Floats, parameters: Parameters = DEFAULTS) -> StepEvidence:
    """Beta-binomial evidence of every step under every hypothesis; `shift` (5,) is the market's log-odds."""
    healthy = mix_healthy_rates(statistics.channels, shift, parameters)
    a, b = rate_steps(healthy, parameters)
    passes = statistics.passes[:, None, :]
    exposure = statistics.exposure[:, None, :]
    return StepEvidence(
        healthy, _weigh(a, b, statistics.passes, statistics.exposure), (a + passes) / (a + b + exposure)
    )


def _weigh(a: Floats, b: Floats, passes: Floats, exposure: Floats) -> Floats:
    """The log-evidence (k, 5 hypotheses, 5 steps) of passes and exposure (k, 5)."""
    # Only the first step's rates differ between clients; a step without exposure says nothing.
    before = np.empty_like(a)
    before[:, :, 0] = betaln(a[:, :, 0], b[:, :, 0])
    before[:, :, 1:] = betaln(a[:1, :, 1:], b[:1, :, 1:])
    client, step = np.nonzero(exposure)
    s, n = passes[client, step, None], exposure[client, step, None]
    at = (client, slice(None), step)
    evidence = np.zeros_like(a)
    evidence[at] = betaln(a[at] + s, b[at] + n - s) - before[at]
    return evidence
