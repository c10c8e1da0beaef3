"""Clients and windows for the rules of attention."""

import numpy as np

from coachhub.analysis.attention import (
    Care,
    Lines,
    Windows,
)
from coachhub.analysis.facts import NO_DAY
from coachhub.analysis.vocabulary import Stage
from tests.analysis.history_rows import ApplicationRow

TODAY = 20_000
HOUR = 3600.0
NOW = TODAY * 24 * HOUR


def care(
    clients: int = 1,
    *,
    searching: bool = True,
    closed: bool = False,
    placed: bool = False,
    review_on: int = NO_DAY,
    focused: bool = False,
    check_in_on: int = NO_DAY,
    switch: float = np.nan,
) -> Care:
    """Clients who all stand the same way."""
    return Care(
        np.full(clients, searching),
        np.full(clients, closed),
        np.full(clients, placed),
        np.full(clients, review_on, dtype=np.int32),
        np.full(clients, focused),
        np.full(clients, check_in_on, dtype=np.int32),
        np.full(clients, switch),
    )


def window(hours_left: float, stage: Stage = Stage.INTERVIEW) -> tuple[float, Stage]:
    return NOW + hours_left * HOUR, stage


def windows(*given: tuple[float, Stage]) -> Windows:
    """One window each of the clients 0, 1, …"""
    return Windows(
        np.arange(len(given), dtype=np.int32),
        np.array([stage for _, stage in given], dtype=np.int8),
        np.array([due for due, _ in given], dtype=np.float64),
    )


def sent(*days_ago: int, client: int = 0) -> list[ApplicationRow]:
    return [ApplicationRow(TODAY - ago, client=client) for ago in days_ago]


def of(lines: Lines) -> list[int]:
    """Whom the lines are about."""
    return [int(one) for one in lines.client]
