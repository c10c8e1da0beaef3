"""Reads a folder of tables and diagnoses everybody in it; neither Flask nor a database is imported."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from coachhub.analysis.cohort_table import COHORT_TABLE
from coachhub.analysis.days import number_day
from coachhub.analysis.diagnosis import diagnose
from coachhub.analysis.facts_tables import COLUMNS, TableError, facts_from_tables
from coachhub.analysis.report import as_documents
from coachhub.analysis.trials import build_trials
from coachhub.playbook.improvements import load_effects

OPTIONAL = frozenset({"ratings.csv"})


class FolderError(Exception):
    """The folder cannot be read; the message says which table, and where in it."""


def diagnose_folder(folder: Path, today: date, baseline: str) -> list[dict[str, Any]]:
    """The documents of all clients in `folder` as of `today`; `baseline` is "default" or "cohort"."""
    tables = {file: read_table(folder / file, required=file not in OPTIONAL) for file in COLUMNS}
    day = number_day(today)
    try:
        facts, application_ids = facts_from_tables(*tables.values(), today=day)
    except TableError as error:
        raise FolderError(str(error)) from error
    trials = build_trials(facts, day)
    effects = load_effects()
    cohort = COHORT_TABLE if baseline == "cohort" else None
    diagnoses = diagnose(facts, day, effects=effects, trials=trials, cohort=cohort)
    return as_documents(facts, diagnoses, effects.slugs, application_ids)


def read_table(path: Path, *, required: bool = True) -> list[dict[str, str | None]]:
    """The rows of one CSV table (UTF-8, with or without a byte order mark); FolderError when it is none."""
    if not required and not path.exists():
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            header = [name.strip() for name in reader.fieldnames or []]
            reader.fieldnames = header
            missing = [column for column in COLUMNS[path.name] if column not in header]
            if missing:
                raise FolderError(f"{path.name}, row 1: column {', '.join(missing)} is missing")
            rows = list(reader)
    except FileNotFoundError:
        raise FolderError(f"{path.name} is not in the folder") from None
    except OSError as error:
        raise FolderError(f"{path.name} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise FolderError(f"{path.name} is not UTF-8 text") from None
    except csv.Error as error:
        raise FolderError(f"{path.name}: {error}") from None
    return rows
