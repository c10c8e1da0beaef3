"""What a search should be after imports, edits, moves and undos: a dict that knows no database."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake import TrackerApplication
from tests.services.import_rows import days_later, make_row

JOBS = 6
LEVER = "00000000-0000-4000-8000-00000000000"
STYLES = ("board", "sheet", "other_board")
LEVELS = ("applied", "interview", "rejected", "withdrawn")
OPEN = (Outcome.OPEN, Outcome.NO_RESPONSE)


def write_row(job: int, style: str, level: str) -> TrackerApplication:
    """The row of a job as one kind of tracker writes it, at one point of its story.

    Jobs 0 and 1 are two roles of one company; 2 and 3 the same role there, ten weeks apart.
    """
    company, role, sent = (
        ("Acme", "Senior Cook", 0),
        ("Acme", "Baker", 0),
        ("Birch", "Cook", 0),
        ("Birch", "Cook", 70),
        ("Cedar", "Data Analyst", 5),
        ("Dogwood", "Store Manager", 9),
    )[job]
    written = {
        "board": (company, f"{role} (m/w/d)", f"https://www.linkedin.com/jobs/view/10000{job}/", 0, "", ""),
        "sheet": (f"{company} Inc.", role, "", 1, "Toronto", "70k"),
        "other_board": (company.upper(), role, f"https://jobs.lever.co/x/{LEVER}{job}", 0, "", "90k"),
    }  # fmt: skip
    name, title, url, later, location, salary = written[style]
    passed = level in ("interview", "rejected")
    outcomes = {"rejected": (Outcome.REJECTED, 20), "withdrawn": (Outcome.WITHDRAWN, 15)}
    outcome, end = outcomes.get(level, (Outcome.OPEN, 0))
    return make_row(
        name,
        title,
        applied_on=days_later(sent + later),
        stage=Stage.INTERVIEW if passed else Stage.APPLIED,
        stage_on=days_later(sent + 10) if passed else None,
        outcome=outcome,
        closed_on=days_later(sent + end) if end else None,
        url=url,
        location=location,
        salary=salary,
    )


@dataclass
class Job:
    """What is known of one application."""

    company: str
    role: str
    url: str
    location: str
    salary: str
    applied_on: date | None
    stage: Stage
    outcome: Outcome
    closed_on: date | None
    last_stage_on: date
    settled: set[str] = field(default_factory=set)
    emptied: set[str] = field(default_factory=set)

    def show(self) -> tuple[object, ...]:
        """What is compared with the database."""
        return (
            *(self.company, self.role, self.url, self.location, self.salary, self.applied_on),
            *(self.stage, self.outcome, self.closed_on),
        )


@dataclass
class File:
    """An import that was made."""

    added: set[int] = field(default_factory=set)
    before: dict[int, Job] = field(default_factory=dict)
    """What known jobs were that it changed."""
    listed: set[int] = field(default_factory=set)
    undone: bool = False


class Model:
    """A search as it should be."""

    def __init__(self) -> None:
        self.jobs: dict[int, Job] = {}
        self.files: list[File] = []
        self.touched: dict[int, int] = {}
        """When somebody last touched a job: so many files had been brought then."""

    def bring(self, rows: Sequence[tuple[int, str, str]]) -> File:
        """Import one row a job."""
        found = File()
        for job, style, level in rows:
            found.listed.add(job)
            row = write_row(job, style, level)
            if job not in self.jobs:
                found.added.add(job)
                self.jobs[job] = _add(row)
                continue
            before = copy.deepcopy(self.jobs[job])
            _merge(self.jobs[job], row)
            if self.jobs[job].show() != before.show():
                found.before[job] = before
        self.files.append(found)
        return found

    def is_touched(self, number: int, job: int) -> bool:
        """Whether somebody, or a later file, has had to do with a job since a file."""
        later = any(job in other.listed and not other.undone for other in self.files[number + 1 :])
        return later or self.touched.get(job, -1) > number

    def undo(self, number: int) -> tuple[int, int, int]:
        """Take an import back: how many go, are restored, stay."""
        found = self.files[number]
        found.undone = True
        removed = restored = kept = 0
        for job in sorted(found.added | found.before.keys()):
            if job not in self.jobs:
                continue
            if self.is_touched(number, job):
                kept += 1
            elif job in found.added:
                removed += 1
                del self.jobs[job]
                self.touched.pop(job, None)
            else:
                restored += 1
                self.jobs[job] = found.before[job]
        return removed, restored, kept

    def touch(self, job: int) -> None:
        """Note that a person did something with a job."""
        self.touched[job] = len(self.files)


def _add(row: TrackerApplication) -> Job:
    """A job that the search did not hold."""
    passed = row.stage > Stage.APPLIED
    return Job(
        *(row.company, row.role_title, row.url, row.location, row.salary, row.applied_on),
        *(row.stage, row.outcome, row.closed_on),
        last_stage_on=(row.events[1].occurred_on or date.min) if passed else date.min,
    )


def _merge(job: Job, row: TrackerApplication) -> None:
    """What a row adds: nothing is lowered, nothing that stands is replaced."""
    for name in ("url", "location", "salary"):
        if not getattr(job, name) and name not in job.emptied:
            setattr(job, name, getattr(row, name))
    if row.stage > job.stage and f"{row.stage.word}" not in job.settled:
        day = row.events[1].occurred_on
        assert day is not None
        if job.outcome in OPEN or job.closed_on is None or day <= job.closed_on:
            job.stage = row.stage
            job.last_stage_on = max(job.last_stage_on, day)
    if row.outcome in OPEN or job.outcome not in OPEN or row.closed_on is None:
        return
    if f"{row.outcome.word} {row.closed_on}" in job.settled or row.closed_on < job.last_stage_on:
        return
    job.outcome, job.closed_on = row.outcome, row.closed_on
