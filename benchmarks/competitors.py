"""The same counts as a good engineer writes them in SQL and in pandas.

One pass over the attributions makes one number of what each source says of an application: four bits of
causes per source, the coach's highest. The cause that counts is then a comparison, not a join. Spelled with
common table expressions that rank the sources the same statement is about as fast on PostgreSQL, and two
hundred times slower on SQLite, which is why it is not the one we compare with.
"""

from typing import Any, Final

import numpy as np
import pandas as pd
from sqlalchemy import Connection, text

from coachhub.analysis.causes import SHARES
from coachhub.analysis.facts import Floats
from coachhub.analysis.vocabulary import Stage
from coachhub.scope import Scope

SAID: Final = """
    SELECT application_id, SUM(DISTINCT 1 << (source * 4 + cause)) AS bits
    FROM attributions WHERE practice_id = :practice AND retracted_at IS NULL
    GROUP BY practice_id, client_id, application_id
"""
COUNTING: Final = """
    CASE WHEN bits >= 256 THEN bits >> 8 WHEN bits >= 16 THEN (bits >> 4) & 15 ELSE COALESCE(bits, 0) END
"""
# The names are ours, the values are bound.
BY_STAGE: Final = f"""
    WITH said AS ({SAID})
    SELECT a.stage, {COUNTING} AS causes, COUNT(*)
    FROM applications AS a LEFT JOIN said ON said.application_id = a.id
    WHERE a.practice_id = :practice AND a.outcome = 3 AND a.applied_on >= :since
    GROUP BY 1, 2
"""  # noqa: S608
BY_CLIENT: Final = f"""
    WITH said AS ({SAID})
    SELECT a.client_id, a.stage, {COUNTING} AS causes, COUNT(*)
    FROM applications AS a LEFT JOIN said ON said.application_id = a.id
    WHERE a.practice_id = :practice AND a.outcome = 3
    GROUP BY 1, 2, 3
"""  # noqa: S608
REJECTED: Final = """
    SELECT id, stage FROM applications
    WHERE practice_id = :practice AND outcome = 3 AND applied_on >= :since
"""
STATED: Final = """
    SELECT application_id AS id, source, cause FROM attributions
    WHERE practice_id = :practice AND retracted_at IS NULL
"""


def bind(connection: Connection, scope: Scope, since: Any = None) -> dict[str, Any]:
    """What the statements bind, as the database at hand keeps it."""
    plain = connection.dialect.name == "sqlite"
    practice = scope.practice_id.hex if plain else scope.practice_id
    if since is None:
        return {"practice": practice}
    return {"practice": practice, "since": since.isoformat() if plain else since}


def count_in_sql(connection: Connection, bound: dict[str, Any]) -> Floats:
    """(7, 5): rejections by stage and cause, by one GROUP BY."""
    by_set = np.zeros((len(Stage), SHARES.shape[0]))
    for stage, causes, count in connection.execute(text(BY_STAGE), bound):
        by_set[stage, int(causes)] = count
    return np.asarray(by_set @ SHARES, dtype=np.float64)


def group_by_client(connection: Connection, bound: dict[str, Any]) -> list[Any]:
    """Rejections by client, stage and set of causes."""
    return list(connection.execute(text(BY_CLIENT), bound).cursor.fetchall())


def count_in_pandas(connection: Connection, bound: dict[str, Any]) -> Floats:
    """(7, 5): rejections by stage and cause, by read_sql, merge and groupby."""
    rejected = pd.read_sql(text(REJECTED), connection, params=bound)
    practice = {"practice": bound["practice"]}
    stated = pd.read_sql(text(STATED), connection, params=practice).drop_duplicates()
    stated = stated[stated["source"] == stated.groupby("id")["source"].transform("max")]
    stated["share"] = 1.0 / stated.groupby("id")["cause"].transform("size")
    joined = rejected.merge(stated, on="id", how="left")
    joined["cause"] = joined["cause"].fillna(4).astype(int)
    joined["share"] = joined["share"].fillna(1.0)
    counts = joined.groupby(["stage", "cause"])["share"].sum()
    made = np.zeros((len(Stage), SHARES.shape[1]))
    made[counts.index.get_level_values(0), counts.index.get_level_values(1)] = counts.to_numpy()
    return made
