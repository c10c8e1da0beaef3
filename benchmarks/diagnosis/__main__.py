"""`make bench-diagnosis`: what our diagnosis is worth, on simulated clients whose truth is known.

Every row is measured, but those named "published": they are the figures of the specification, for comparison.
"""

import argparse
import os
import platform
from collections.abc import Iterator
from time import perf_counter

from benchmarks.diagnosis.accuracy import describe_accuracy
from benchmarks.diagnosis.agreement import describe_agreement, describe_population, measure_agreement
from benchmarks.diagnosis.answers import MODELS, Answer, ask_model, drop_statements
from benchmarks.diagnosis.before_after import describe_effects
from benchmarks.diagnosis.calibration import describe_calibration
from benchmarks.diagnosis.comparison import describe_worlds
from benchmarks.diagnosis.limit import describe_limit
from benchmarks.diagnosis.published import SENT
from benchmarks.diagnosis.rivals import RIVALS, ask_rival
from benchmarks.diagnosis.searches import simulate
from benchmarks.diagnosis.speed import compare_speed
from benchmarks.diagnosis.view import View, look_at
from benchmarks.diagnosis.worlds import TEST_SEED, WORLDS, WRONG_WORLD_SEED

NAMES = ("population", "agreement", "accuracy", "calibration", "effects", "speed", "worlds")
USUAL = ("population", "agreement", "accuracy", "calibration", "effects", "speed")
PER_CYCLE = 1.5
"""Clients for the table of effects, for each client of the others."""


def main() -> None:
    """Print the tables that were asked for."""
    chosen = read_arguments()
    start = perf_counter()
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}; {chosen.world}, seed {chosen.seed}")
    print(
        f"{chosen.clients:,} clients. [a,b] is a 95 % bootstrap interval over clients. Rows and columns named"
    )
    print('"published" stand in the specification; everything else was measured just now.')
    for text in run(chosen):
        print(f"\n{text}" if not text.startswith("|") else text, flush=True)
    print(f"\n{perf_counter() - start:.0f} s")


def read_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.diagnosis", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="table", help=f"some of {', '.join(NAMES)}")
    parser.add_argument("--clients", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=TEST_SEED)
    parser.add_argument("--world", choices=sorted(WORLDS), default="base", metavar="WORLD")
    parser.add_argument(
        "--practice", type=int, help="clients of a practice, for the cohort model; default all"
    )
    parser.add_argument(
        "--oracle", type=int, default=0, metavar="CLIENTS", help="ask the oracle about so many"
    )
    parser.add_argument("--batches", type=int, default=10, help="draws of 4,000 clients for the agreement")
    chosen = parser.parse_args()
    chosen.names = chosen.names or USUAL
    if unknown := set(chosen.names) - set(NAMES):
        parser.error(f"there is no table {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    return chosen


def run(chosen: argparse.Namespace) -> Iterator[str]:
    """The texts and tables, one after the other."""
    world, seed = WORLDS[chosen.world], chosen.seed
    published = chosen.world == "base"
    if "population" in chosen.names:
        yield from describe_population(world, chosen.clients, seed)
    drawn = None
    if "agreement" in chosen.names and published:
        drawn = measure_agreement(world, SENT, chosen.batches)
        yield from describe_agreement(drawn, SENT)
    if {"accuracy", "calibration"} & set(chosen.names):
        searches = simulate(world, chosen.clients, seed)
        views = {sent: look_at(searches, sent) for sent in SENT}
        models = {name: ask_everybody(name, views, chosen.practice) for name in MODELS}
        if "accuracy" in chosen.names:
            ways = {
                name: {sent: ask_rival(rival, view, seed) for sent, view in views.items()}
                for name, rival in RIVALS.items()
            }
            mute = {sent: drop_statements(view) for sent, view in views.items()}
            silent = ask_everybody("default", mute, None)
            for name, answers in (models | {"default, no statements": silent}).items():
                ways[name] = {sent: answer.causes for sent, answer in answers.items()}
            mean = None if drawn is None else drawn.mean(axis=0)
            yield from describe_accuracy(views, ways, published=published, mean=mean)
        if "calibration" in chosen.names:
            for name, answers in models.items():
                yield from describe_calibration(
                    views, answers, name, published=published and name == "default"
                )
        if chosen.oracle:
            yield from describe_limit(searches, views, models, chosen.oracle, published=published)
    if "effects" in chosen.names:
        yield from describe_effects(world, round(PER_CYCLE * chosen.clients), seed, published=published)
    if "speed" in chosen.names:
        yield "Speed"
        yield from (line.describe() for line in compare_speed())
    if "worlds" in chosen.names:
        yield from describe_worlds(WORLDS, chosen.clients, WRONG_WORLD_SEED, chosen.practice, chosen.oracle)


def ask_everybody(name: str, views: dict[int, View], practice: int | None) -> dict[int, Answer]:
    """What the model `name` says after each number of applications."""
    size = practice if name == "cohort" else None
    return {sent: ask_model(MODELS[name], view, size) for sent, view in views.items()}


if __name__ == "__main__":
    main()
