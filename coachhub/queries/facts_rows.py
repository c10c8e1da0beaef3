"""Reading a practice's rows into columns: one packed number per row, joined per client in the database.

The statements are text because each row must arrive as one number: building Python objects for every cell
of every row would cost several times the query itself. They bind the practice like every other query.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import text

from coachhub.analysis.facts import NO_DAY, OUTCOME_OFFSET, Attributions, Facts, Int32, StageEvents
from coachhub.analysis.parameters import CAUSES
from coachhub.analysis.vocabulary import Source
from coachhub.extensions import db
from coachhub.scope import Scope

DAY_BITS: Final = 20
DAY_OFFSET: Final = 2**19
"""Added to a day so that it is positive; 0 is what has no day."""

LATE_AFTER: Final = 14
"""What a person writes down more days after it happened is written from memory."""

# {day:column} becomes the number of days since 1970 plus the offset, or 0.
APPLICATIONS: Final = """
    SELECT {id:client_id}, {join:{id:id}}, {join:({day:applied_on} * 1048576 + {day:closed_on}) * 1024
        + COALESCE(channel, 0) * 256 + stage * 32 + outcome * 2 + {flag:stage_known}}
    FROM applications WHERE practice_id = :practice {only}
    GROUP BY practice_id, client_id
    ORDER BY practice_id, client_id
"""
EVENTS: Final = """
    SELECT {join:{id:application_id}}, {join:({day:occurred_on} * 1048576 + {day:scheduled_for}) * 128
        + 64 * {late:} + COALESCE(stage, 16 + outcome)}
    FROM stage_events
    WHERE practice_id = :practice {only} AND retracted_at IS NULL AND (stage > 1 OR outcome IS NOT NULL)
    GROUP BY practice_id, client_id
"""
STATEMENTS: Final = """
    SELECT {id:application_id}, source, {day:MAX(made_on)} * 16 + SUM(DISTINCT {bit:cause})
    FROM attributions
    WHERE practice_id = :practice {only} AND retracted_at IS NULL
    GROUP BY practice_id, client_id, application_id, source
    ORDER BY practice_id, client_id, application_id, source
"""
# Of a client's ratings the latest one counts, whole: what it left out is not known any more.
CLIENTS: Final = """
    SELECT {id:clients.id}, data_version, qualifications, application, interview, fit
    FROM clients LEFT JOIN (
        SELECT client_id, qualifications, application, interview, fit,
            ROW_NUMBER() OVER (PARTITION BY client_id ORDER BY rated_on DESC, id DESC) AS place
        FROM ratings WHERE practice_id = :practice
    ) AS rated ON rated.client_id = clients.id AND rated.place = 1
    WHERE practice_id = :practice ORDER BY clients.id
"""
SPELLINGS: Final = {
    "sqlite": {
        "day": "COALESCE(unixepoch({0}) / 86400 + 524288, 0)",
        "id": "{0}",
        "join": "group_concat({0})",
        "flag": "{0}",
        "late": "COALESCE(imputed OR (origin <> 'import'"
        f" AND date(recorded_at) > date(occurred_on, '+{LATE_AFTER} days')), imputed)",
        "bit": "(1 << {0})",
    },
    "postgresql": {
        "day": "COALESCE(({0} - DATE '1970-01-01') + 524288, 0)::bigint",
        "id": "{0}::text",
        "join": "string_agg(({0})::text, ',')",
        "flag": "{0}::int",
        "late": "COALESCE(imputed OR (origin <> 'import'"
        f" AND (recorded_at AT TIME ZONE 'UTC')::date > occurred_on + {LATE_AFTER}), imputed)::int",
        "bit": "(1 << {0})",
    },
}


class RatedClient(NamedTuple):
    """A client of the practice, the data version that touched him last, and his latest four ratings."""

    id: str
    version: int
    ratings: tuple[int | None, ...]


def read_columns(scope: Scope, chosen: Sequence[RatedClient] | None = None) -> Facts:
    """The columns of the practice's clients, or of those `chosen` of them, in the order of their keys.

    Not masked: the caller shows a scope only what it may see.
    """
    known = read_clients(scope) if chosen is None else chosen
    clients = None if chosen is None else tuple(UUID(one.id) for one in chosen)
    client_ids = tuple(one.id for one in known)
    position = {_key(one): number for number, one in enumerate(client_ids)}
    ids, packed, client = _read_applications(scope, clients, position)
    days = packed >> 10
    applied_on, closed_on = _unpack_day(days >> DAY_BITS), _unpack_day(days & (2**DAY_BITS - 1))
    # Rows come by key; columns stand by day within each client.
    order = np.lexsort((np.arange(client.size), applied_on, client))
    place = np.empty(order.size, dtype=np.int32)
    place[order] = np.arange(order.size, dtype=np.int32)
    found = dict(zip(ids, place.tolist(), strict=True))
    packed = packed[order]
    return Facts(
        client_ids=client_ids,
        client=client[order],
        applied_on=applied_on[order],
        channel=((packed >> 8) & 3).astype(np.int8),
        stage=((packed >> 5) & 7).astype(np.int8),
        stage_known=(packed & 1).astype(np.bool_),
        outcome=((packed >> 1) & 15).astype(np.int8),
        closed_on=closed_on[order],
        events=_read_events(scope, clients, found),
        attributions=_read_statements(scope, clients, found),
        ratings=np.array([one.ratings for one in known], dtype=np.float64).reshape(-1, CAUSES),
    )


def read_clients(scope: Scope) -> list[RatedClient]:
    """The practice's clients in the order of their keys."""
    return [
        RatedClient(str(UUID(str(key))), int(version), tuple(ratings))
        for key, version, *ratings in _fetch(scope, CLIENTS, None)
    ]


def _fetch(scope: Scope, statement: str, clients: tuple[UUID, ...] | None) -> list[Any]:
    """Run one of the statements above in the database's own spelling."""
    dialect = db.engine.dialect.name
    bound: dict[str, Any] = {
        "practice": scope.practice_id if dialect == "postgresql" else scope.practice_id.hex
    }
    only = ""
    if clients is not None:
        names = {f"client{number}": one for number, one in enumerate(clients)}
        bound |= {name: one if dialect == "postgresql" else one.hex for name, one in names.items()}
        only = f"AND client_id IN ({', '.join(':' + name for name in names)})"
    spelled = _spell(statement.replace("{only}", only), SPELLINGS[dialect])
    # Driver rows, not SQLAlchemy's: there may be hundreds of thousands of them.
    return list(db.session.connection().execute(text(spelled), bound).cursor.fetchall())


def _spell(statement: str, spelling: dict[str, str]) -> str:
    """Replace {name:argument} by the database's spelling of it, the innermost first."""
    while "{" in statement:
        start = statement.rindex("{")
        end = statement.index("}", start)
        name, _, argument = statement[start + 1 : end].partition(":")
        statement = statement[:start] + spelling[name].format(argument) + statement[end + 1 :]
    # Casts of PostgreSQL look like parameters to SQLAlchemy.
    return statement.replace("::", "\\:\\:")


def _key(value: Any) -> str:
    """A key as the hexadecimal digits that both databases agree on."""
    return str(value).replace("-", "")


def _unpack_day(days: Any) -> Int32:
    """Days since 1970, NO_DAY where there is none."""
    return np.where(days == 0, NO_DAY, days - DAY_OFFSET).astype(np.int32)


def _read_applications(
    scope: Scope, clients: tuple[UUID, ...] | None, position: dict[str, int]
) -> tuple[list[str], NDArray[np.int64], Int32]:
    """The keys of the applications, ascending within each client, their packed numbers and their clients."""
    ids: list[str] = []
    packed: list[str] = []
    counts: list[int] = []
    rows = _fetch(scope, APPLICATIONS, clients)
    for _, joined, numbers in rows:
        own, values = joined.split(","), numbers.split(",")
        ascending = sorted(own)
        if own != ascending:
            # In one row both lists come in one order, but the database chooses which.
            values = [value for _, value in sorted(zip(own, values, strict=True))]
        ids += ascending
        packed += values
        counts.append(len(own))
    client = np.repeat([position[_key(row[0])] for row in rows], counts).astype(np.int32)
    return ids, _read_numbers(",".join(packed)), client


def _read_events(scope: Scope, clients: tuple[UUID, ...] | None, found: dict[str, int]) -> StageEvents:
    """Standing moves beyond `applied`, in the order of the columns."""
    rows = _fetch(scope, EVENTS, clients)
    application = _find_places(",".join(row[0] for row in rows), found)
    packed = _read_numbers(",".join(row[1] for row in rows))
    days = packed >> 7
    occurred_on = _unpack_day(days >> DAY_BITS)
    value = (packed & 63).astype(np.int8)
    late = (packed & 64).astype(np.bool_)
    # Outcomes carry OUTCOME_OFFSET already: the statement adds it.
    assert OUTCOME_OFFSET == 16  # noqa: S101  the number stands in the SQL above
    scheduled_for = _unpack_day(days & (2**DAY_BITS - 1))
    # The database may give the events of an application in any order: what is left equal is one event twice.
    order = np.lexsort((scheduled_for, value, occurred_on, application))
    return StageEvents(
        application=application[order],
        occurred_on=occurred_on[order],
        scheduled_for=scheduled_for[order],
        value=value[order],
        late=late[order],
    )


def _read_statements(scope: Scope, clients: tuple[UUID, ...] | None, found: dict[str, int]) -> Attributions:
    """What each source says of each application, in the order of the columns."""
    rows = _fetch(scope, STATEMENTS, clients)
    application = np.fromiter((found[row[0]] for row in rows), dtype=np.int32, count=len(rows))
    source = np.fromiter((row[1] for row in rows), dtype=np.int8, count=len(rows))
    packed = np.fromiter((row[2] for row in rows), dtype=np.int64, count=len(rows))
    assert len(Source) == 3  # noqa: S101  one row per application and source
    order = np.lexsort((source, application))
    return Attributions(
        application=application[order],
        source=source[order],
        causes=(packed & 15).astype(np.uint8)[order],
        made_on=_unpack_day(packed >> 4)[order],
    )


def _find_places(joined: str, found: dict[str, int]) -> Int32:
    """The positions of applications whose keys are joined by commas."""
    keys = joined.split(",") if joined else []
    return np.fromiter((found[key] for key in keys), dtype=np.int32, count=len(keys))


def _read_numbers(joined: str) -> NDArray[np.int64]:
    """Numbers joined by commas."""
    return np.fromstring(joined, dtype=np.int64, sep=",")
