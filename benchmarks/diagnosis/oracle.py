"""The limit: a Bayesian who knows the world exactly, and of the client everything but what is hidden.

Self-normalised Monte Carlo over draws of all that is hidden, with the exact likelihood of every trial and
every statement. It chooses the cause whose raising is expected to bring the most offers.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from benchmarks.diagnosis.clients import Places
from benchmarks.diagnosis.draws import Draws, draw_prior
from benchmarks.diagnosis.searches import Searches
from benchmarks.diagnosis.seen import Seen, see_trials
from benchmarks.diagnosis.view import View
from benchmarks.diagnosis.world import MARKET
from coachhub.analysis.facts import Floats
from coachhub.analysis.parameters import CAUSES
from coachhub.analysis.vocabulary import Source

DRAWS = 60_000
SEED = 60


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the oracle says of n clients."""

    causes: Places  # (n,)
    probabilities: Floats  # (n, 5) none is "no bottleneck is clear"
    draws: Floats  # (n,) the effective number of draws behind it


def ask_oracle(searches: Searches, view: View, sent: int, clients: int, count: int = DRAWS) -> Verdicts:
    """The verdicts about the first `clients` clients of `view`, which shows `sent` applications."""
    draws = draw_prior(searches.world, count, SEED)
    causes = np.zeros(clients, dtype=np.intp)
    probabilities, effective = np.zeros((clients, CAUSES + 1)), np.zeros(clients)
    for client in range(clients):
        day = float(view.day[client])
        log = rate_likelihood(draws, view.facts.ratings[client], day)
        for seen in see_trials(searches, client, day, sent):
            log += weigh_trial(draws, seen)
        weight = np.exp(log - log.max())
        weight /= weight.sum()
        effective[client] = 1.0 / (weight**2).sum()
        late = (day >= draws.clients.changed_at).astype(np.intp)
        rows = np.arange(count)
        offers = draws.clients.market * draws.raised[late, :, rows].T  # (4, d)
        causes[client] = (offers @ weight).argmax()
        answer = np.where(draws.clear[late, rows], draws.best[late, rows] + 1, 0)
        probabilities[client] = np.bincount(answer, weights=weight, minlength=CAUSES + 1)
    return Verdicts(causes, probabilities, effective)


def weigh_trial(draws: Draws, seen: Seen) -> Floats:
    """The log-likelihood (d,) of one trial and what was said about it."""
    world, clients = draws.world, draws.clients
    late = seen.entered_at >= clients.changed_at
    passing = np.where(late, draws.passing[seen.step, 1], draws.passing[seen.step, 0])
    market = np.full(passing.size, world.market[seen.step])
    if seen.step == 0:
        market = np.minimum(market * seen.factor * clients.market, world.market_cap)
    chance = market * passing
    if seen.result == "passed":
        return np.asarray(np.log(chance), dtype=np.float64)
    if seen.result == "failed":
        log = np.log1p(-chance)
    else:
        log = np.log(1.0 - chance * seen.answered_if_passed - (1.0 - chance) * seen.answered_if_failed)
    if seen.heard:
        spoken = any(label is not None for label in seen.said)
        heard = hear(draws, seen, late, market) if spoken else hear_nothing(draws, seen, passing, market)
        log += np.log(heard)
    return np.asarray(log, dtype=np.float64)


def hear_nothing(draws: Draws, seen: Seen, passing: Floats, market: Floats) -> Floats:
    """The likelihood (d,) of silence all around: a market's "no" is spoken of less."""
    world, clients = draws.world, draws.clients
    known, other = -np.log(passing), -np.log(market)
    often = world.employer_speaks[seen.step] if seen.result == "failed" else 0.0
    looks = np.where(clients.coached, world.coach_speaks[seen.step], 0.0)
    own = known * (1.0 - often) * (1.0 - looks)
    theirs = other * (1.0 - often * world.employer_market) * (1.0 - looks * world.coach_market)
    return np.asarray((own + theirs) / (known + other), dtype=np.float64)


def hear(draws: Draws, seen: Seen, late: np.ndarray, market: Floats) -> Floats:
    """The likelihood (d,) of what was said, and of who said nothing, over all possible reasons."""
    world, clients, step = draws.world, draws.clients, seen.step
    shares = np.empty((CAUSES + 1, market.size))
    shares[:MARKET] = np.where(late, draws.hazards[step, 1], draws.hazards[step, 0])
    shares[MARKET] = -np.log(market)
    shares /= shares.sum(axis=0)
    turn = min(step, 1)

    label = seen.said[Source.CLIENT]
    if label is not None:
        shares = _name(shares, label, clients.insight, draws.own[turn, label])
    label = seen.said[Source.EMPLOYER]
    if seen.result == "failed":
        often = world.employer_speaks[step]
        if label is None:
            shares[:MARKET] *= 1.0 - often
            shares[MARKET] *= 1.0 - often * world.employer_market
        else:
            guess = (world.employer_early if step <= 2 else world.employer_late)[label]
            shares = _name(shares, label, world.employer_insight, guess)
            shares[MARKET] *= world.employer_market
    label = seen.said[Source.COACH]
    looks = np.where(clients.coached, world.coach_speaks[step], 0.0)
    if label is None:
        shares[:MARKET] *= 1.0 - looks
        shares[MARKET] *= 1.0 - looks * world.coach_market
    else:
        guesses = np.where(late, draws.weak[turn, 1, label], draws.weak[turn, 0, label])
        shares = _name(shares, label, world.coach_insight, guesses) * clients.coached
        shares[MARKET] *= world.coach_market
    # Who never has a coach cannot have been tagged by one: that draw is impossible, not an error.
    return np.asarray(np.maximum(shares.sum(axis=0), 1e-300), dtype=np.float64)


def _name(shares: Floats, label: int, insight: Floats | float, guess: Floats | float) -> Floats:
    """Shares of the reasons (5, d) times the chance that a source names `label` under each of them."""
    named = shares * guess
    named[:MARKET] *= 1.0 - np.asarray(insight)
    named[label] += shares[label] * insight
    return named


def rate_likelihood(draws: Draws, ratings: Floats, day: float) -> Floats:
    """The log-likelihood (d,) of the coach's ratings (4,), zeros where there are none."""
    spread = draws.world.rating_spread
    log = np.zeros(draws.clients.pace.size)
    if spread is None or np.isnan(ratings).any():
        return log
    if draws.world.rating_blind:
        return log
    late = day >= draws.clients.changed_at
    qualities = np.where(late[:, None], draws.qualities[1], draws.qualities[0])
    for cause, rating in enumerate(ratings.tolist()):
        lower = -np.inf if rating <= 1.0 else 0.1 + 0.8 * (rating - 3.5)
        upper = np.inf if rating >= 5.0 else 0.1 + 0.8 * (rating - 2.5)
        inside = ndtr((upper - qualities[:, cause]) / spread) - ndtr((lower - qualities[:, cause]) / spread)
        log += np.log(np.maximum(inside, 1e-300))
    return log
