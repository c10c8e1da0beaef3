"""An invented tracker file: what a client might bring, with very many rows."""

import csv
import io
from datetime import timedelta

import numpy as np

from benchmarks.invented import DAYS, SEED, TODAY

HEADER = ("Company", "Role", "Date applied", "Status", "Link", "Location", "Source", "Salary", "Notes")
STATUSES = ("Applied", "Rejected", "Interview", "Screening", "Withdrawn")


def write_tracker(rows: int) -> bytes:
    """A CSV file with `rows` applications, about one in fifty of them entered twice."""
    chance = np.random.default_rng(SEED)
    companies = chance.integers(0, 20000, rows).tolist()
    roles = chance.integers(0, 400, rows).tolist()
    days = chance.integers(0, DAYS, rows).tolist()
    statuses = chance.choice(5, rows, p=[0.4, 0.45, 0.06, 0.05, 0.04]).tolist()
    twice = (chance.random(rows) < 0.02).tolist()
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    previous: tuple[object, ...] | None = None
    for number in range(rows):
        if previous is not None and twice[number]:
            writer.writerow(previous)
            continue
        previous = (
            f"Company {companies[number]} Ltd",
            f"Engineer {roles[number]}",
            (TODAY - timedelta(days=days[number])).isoformat(),
            STATUSES[statuses[number]],
            f"https://jobs.example.org/postings/{number}?utm_source=list",
            "Toronto, ON",
            ("Job board", "Referral", "Recruiter")[number % 3],
            "70,000 - 80,000",
            "Sent with the second version of the letter.",
        )
        writer.writerow(previous)
    return text.getvalue().encode()


def take_rows(data: bytes, every: int) -> bytes:
    """The header of a file and every so-manieth row, as an earlier file would have had them."""
    header, *rows = data.decode().splitlines(keepends=True)
    return "".join((header, *rows[::every])).encode()
