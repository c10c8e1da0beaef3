"""Facts as columns: counting them, building them, keeping them up to date, diagnosing from them."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle

import numpy as np
from flask import current_app
from sqlalchemy import select

from benchmarks.competitors import bind, count_in_pandas, count_in_sql, group_by_client
from benchmarks.invented import TODAY
from benchmarks.loaded import Loaded
from benchmarks.rounds import Ratio, alternate, require
from coachhub.analysis.causes import SHARES, count_causes, count_causes_by_client
from coachhub.analysis.day_index import DayIndex, Filter, index_rejections
from coachhub.analysis.days import number_day
from coachhub.analysis.diagnosis import diagnose
from coachhub.analysis.facts import Facts, Floats
from coachhub.analysis.trials import build_trials
from coachhub.analysis.vocabulary import Cause, Outcome, Source
from coachhub.extensions import db
from coachhub.models import Application
from coachhub.playbook.improvements import load_effects
from coachhub.queries import facts
from coachhub.queries.facts_rows import read_columns
from coachhub.services.attributions import attribute

SINCE = TODAY - timedelta(weeks=52)


def compare_counts(loaded: Loaded, where: str) -> Iterator[Ratio]:
    """(a) Reasons' counts: a version check and a count, against GROUP BY and pandas."""
    scope = loaded.scope
    chosen = Filter(since=number_day(SINCE))

    def ours() -> Floats:
        index = facts.load_result(scope, "rejections by the day of sending", index_by_sending)
        return count_causes(index, chosen).counts

    connection = db.session.connection()
    bound = bind(connection, scope, SINCE)
    wanted = count_in_sql(connection, bound)
    require(wanted.sum() > 0, "there are no rejections to count")
    np.testing.assert_allclose(ours(), wanted)
    np.testing.assert_allclose(count_in_pandas(connection, bound), wanted)
    fast, slow = alternate(ours, lambda: count_in_sql(connection, bound), 7, repeat=20)
    yield Ratio("a", f"Reasons' counts vs. GROUP BY, {where}", fast, slow, 50, "faster")
    fast, slow = alternate(ours, lambda: count_in_pandas(connection, bound), 5, repeat=20)
    yield Ratio("a", f"Reasons' counts vs. pandas read_sql + groupby, {where}", fast, slow, 100, "faster")


def index_by_sending(known: Facts) -> DayIndex:
    """The index that the Reasons screen counts from."""
    return index_rejections(known, by="applied_on")


def compare_building(loaded: Loaded, where: str) -> Iterator[Ratio]:
    """(c) The columns from the rows, (d) after one client's write, (e) everybody's diagnosis."""
    scope = loaded.scope
    connection = db.session.connection()
    bound = bind(connection, scope)
    assert_same_counts(read_columns(scope), group_by_client(connection, bound))
    build, group = alternate(lambda: read_columns(scope), lambda: group_by_client(connection, bound), 5)
    yield Ratio("c", f"full build vs. one GROUP BY client x stage x cause, {where}", build, group, 10, "cost")
    yield patch_against_build(loaded, where)
    known = facts.load(scope)
    day, effects = number_day(TODAY), load_effects()
    took, build = alternate(
        lambda: diagnose(known, day, effects=effects, trials=build_trials(known, day)),
        lambda: read_columns(scope),
        5,
    )
    yield Ratio(
        "e", f"diagnosis of {known.client_count:,} clients vs. the build, {where}", took, build, 3, "cost"
    )


def assert_same_counts(known: Facts, rows: list[tuple[object, int, int, int]]) -> None:
    """Columns and GROUP BY give every client the same causes."""
    place = {one.replace("-", ""): number for number, one in enumerate(known.client_ids)}
    by_client = np.zeros((known.client_count, SHARES.shape[0]))
    for client_id, _stage, causes, count in rows:
        by_client[place[str(client_id).replace("-", "")], int(causes)] += count
    np.testing.assert_allclose(count_causes_by_client(index_rejections(known)), by_client @ SHARES)


def patch_against_build(loaded: Loaded, where: str) -> Ratio:
    """(d) Loading after one client's write; each round writes first, which is not timed."""
    scope = loaded.scope
    rejected = db.session.scalars(
        select(Application.id)
        .where(Application.practice_id == scope.practice_id, Application.outcome == Outcome.REJECTED)
        .limit(500)
    ).all()
    turn = cycle(rejected[::17])

    def write() -> None:
        attribute(scope, next(turn), [Cause.FIT, Cause.INTERVIEW], Source.COACH, made_on=TODAY)

    facts.load(scope)
    write()
    patched, whole = facts.load(scope).attributions, read_columns(scope).attributions
    require(np.array_equal(patched.causes, whole.causes), "patched columns differ from those read whole")
    patch, build = alternate(lambda: facts.load(scope), lambda: read_columns(scope), 5, before=write)
    return Ratio("d", f"after one client's write vs. a full build, {where}", patch, build, 0.05, "cost")


def forget() -> None:
    """Drop the kept columns, as in a process that has just started."""
    current_app.extensions.pop("facts_cache", None)
