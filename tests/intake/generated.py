"""Invented trackers with their truth, and the same rows written in other ways."""

import csv
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from coachhub.intake import TrackerApplication
from tests.intake.invented_files import make_workbook

COMPANIES: Final = (
    "Acme",
    "Birch & Söhne",
    "Cédre SA",
    "Dorn, Elm",
    'The "Fir"',
    "Grün GmbH",
    "Hazel 24/7",
    "Ivy; Co",
)
ROLES: Final = ("Cook", "Baker (m/w/d)", "Head of Küche", "Data engineer, senior", "Chef", "Gärtner")
STATUSES: Final = {
    # status: (stage, outcome)
    "Applied": ("applied", "open"),
    "Rejected": ("applied", "rejected"),
    "Interview": ("interview", "open"),
    "Rejected after interview": ("interview", "rejected"),
    "Phone screen": ("screening", "open"),
    "Withdrawn": ("applied", "withdrawn"),
    "Offer": ("offer", "open"),
    "To apply": ("saved", "open"),
}
HEADER: Final = ("Company", "Role", "Date Applied", "Status", "Link", "Location", "Notes")
TODAY: Final = date(2026, 6, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """One application as its tracker has it, and what it means."""

    company: str
    role: str
    day: date | None
    status: str
    link: str
    location: str
    notes: str

    def truth(self) -> tuple[str, str, str, str, str, str]:
        """(company, role, day, stage, outcome, link)."""
        stage, outcome = STATUSES[self.status]
        return self.company, self.role, str(self.day), stage, outcome, self.link

    def cells(self) -> dict[str, str]:
        """Its cells by header."""
        day = self.day.isoformat() if self.day else ""
        texts = (self.company, self.role, day, self.status, self.link, self.location, self.notes)
        return dict(zip(HEADER, texts, strict=True))


@dataclass(frozen=True, slots=True)
class Invented:
    """A tracker: its rows, and how it is written."""

    applications: tuple[Row, ...]
    header: tuple[str, ...] = HEADER
    case: str = "title"
    delimiter: str = ","
    encoding: str = "utf-8"
    end: str = "\r\n"
    quote_all: bool = False

    def rows(self) -> list[list[str]]:
        """The header and the cells of each row."""
        shown = {"upper": str.upper, "lower": str.lower}.get(self.case, str)
        cells = [row.cells() for row in self.applications]
        return [
            [shown(name) for name in self.header],
            *([row[name] for name in self.header] for row in cells),
        ]

    def write(self) -> bytes:
        """The bytes of the file."""
        out = io.StringIO()
        # The writer quotes a line break only where it is the end of its own lines.
        every = self.quote_all or self.end == "\r"
        writer = csv.writer(
            out,
            delimiter=self.delimiter,
            lineterminator=self.end,
            quoting=csv.QUOTE_ALL if every else csv.QUOTE_MINIMAL,
        )
        writer.writerows(self.rows())
        return out.getvalue().encode(self.encoding)

    def workbook(self) -> bytes:
        """The same rows as an .xlsx."""
        return make_workbook({"Log": self.rows()})

    def truth(self) -> list[tuple[str, ...]]:
        """What reading must give, in the order of the rows."""
        return [row.truth() for row in self.applications]

    def written(self, **changes: object) -> "Invented":
        """The same rows, written otherwise."""
        return replace(self, **changes)  # type: ignore[arg-type]


def invent(seed: int, size: int | None = None) -> Invented:
    """A tracker of 1 to 12 rows (or `size`), each application once."""
    chance = random.Random(seed)  # noqa: S311  repeatable, not secret
    rows = []
    for number in range(size or chance.randrange(1, 13)):
        status = chance.choice(list(STATUSES)) if number else "Applied"
        day = None if status == "To apply" else TODAY - timedelta(days=chance.randrange(1, 300))
        link = f"https://example.org/{seed}/{number}" if chance.random() < 0.7 else ""
        place = chance.choice(["Rome", "Köln", "", "Remote"])
        notes = chance.choice(["", "sent with letter", "call back;\nask for Pat", "50,000 or more", "“soon”"])
        rows.append(
            Row(chance.choice(COMPANIES), f"{chance.choice(ROLES)} {number}", day, status, link, place, notes)
        )
    return Invented(tuple(rows))


def read_truth(applications: Sequence[TrackerApplication]) -> list[tuple[str, ...]]:
    """The same tuple of each application that was read."""
    return [
        (a.company, a.role_title, str(a.applied_on), a.stage.word, a.outcome.word, a.url)
        for a in applications
    ]
