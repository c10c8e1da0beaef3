"""Invented trackers, written as people write them."""

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta

REJECTED = frozenset({0, 1, 2, 4, 5, 7, 9, 11})
COMPANIES = (
    *("Brightwater Foods", "Larkfield Foods", "Bellweather Media", "Tern & Co", "Marlow Outdoor"),
    *("Fable Street", "Oakhouse Living", "Pelham Theatre", "Juniper Skincare", "Quayside Hotels"),
    *("Copper Lane", "Northgate College", "Hatch Cycles", "Sable Travel", "Wren Publishing"),
    *("Orchard Mutual", "Lumen Energy", "Foxglove Cosmetics", "Harrow & Vale", "Mistral Sailing"),
)


def spread_days(count: int, first: int, last: int) -> list[int]:
    """`count` days from `first` to `last`, as evenly as whole days allow."""
    return [round(first + number * (last - first) / (count - 1)) for number in range(count)]


def write_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as a CSV file."""
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows(rows)
    return target.getvalue().encode()


def jennifer(today: date) -> bytes:
    """The article's worked example as of `today`, its 31st day: 20 sent in a month, no interview."""
    start = today - timedelta(days=31)
    rows = [["Company", "Role", "Date Applied", "Stage", "Result", "Result Date"]]
    for number, day in enumerate(spread_days(20, 0, 29)):
        closed = start + timedelta(days=min(day + 14, 30)) if number in REJECTED else None
        rows.append(
            [
                COMPANIES[number],
                "Marketing Assistant",
                (start + timedelta(days=day)).isoformat(),
                "Applied",
                "Rejected" if closed else "",
                closed.isoformat() if closed else "",
            ]
        )
    return write_csv(rows)
