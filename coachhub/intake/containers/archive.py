"""A zip archive of exports: the tables in it, and which of them are one log."""

import io
import re
import stat
import zipfile
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import Final

from coachhub.intake import file_messages, messages
from coachhub.intake.containers.opened import Opened
from coachhub.intake.grids import Grid
from coachhub.intake.joining import join_grids, name_cells
from coachhub.intake.limits import MAX_BYTES, Refusal
from coachhub.intake.table import find_header
from coachhub.intake.tracker import Question

# What may be a table, the likelier first; pages and notes only count where nothing else is there.
KINDS: Final = (("csv", "tsv"), ("xlsx", "xls", "ods", "xlsb"), ("json",), ("html", "htm"), ("md", "txt"))
APPLIED: Final = re.compile(r"job applications(?:[_ -]?\d+)?\.csv$", re.IGNORECASE)
SAVED: Final = re.compile(r"saved jobs(?:[_ -]?\d+)?\.csv$", re.IGNORECASE)
MOST_OPENED: Final = 60

Open = Callable[[bytes, str], Opened]


def read_archive(data: bytes, open_file: Callable[..., Opened]) -> Opened:
    """The tables of an archive that has been scanned; Refusal when it is unsafe or holds none.

    The files of a LinkedIn export belong together: its applications, in one or several files, and its saved
    jobs, which get a column that says so.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        for entry in archive.infolist():
            refuse_unsafe(entry)
        chosen = choose_entries(entries)
        if not chosen:
            nested = any(suffix(entry.filename) == "zip" for entry in entries)
            raise Refusal(file_messages.NESTED_ARCHIVE if nested else file_messages.NO_TABLE_INSIDE)
        if any(entry.file_size > MAX_BYTES for entry in chosen):
            raise Refusal(messages.too_many_bytes(MAX_BYTES))
        opened = []
        reasons = []
        for entry in chosen[:MOST_OPENED]:
            content = archive.read(entry)
            if not content.strip():
                continue
            try:
                opened.append((entry.filename, open_file(content, PurePosixPath(entry.filename).name)))
            except Refusal as refusal:
                reasons.append(str(refusal))
    if not opened:
        raise Refusal(reasons[0] if reasons else messages.NOTHING_INSIDE)
    return put_together(opened, len(chosen))


def refuse_unsafe(entry: zipfile.ZipInfo) -> None:
    """Refusal of names that lead out of the archive, and of links."""
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/"):
        raise Refusal(file_messages.UNSAFE_ARCHIVE)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Refusal(file_messages.UNSAFE_ARCHIVE)


def choose_entries(entries: Sequence[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """The entries of the likeliest kind. Of "X.csv" and "X_all.csv" the latter has every column."""
    shown = [
        entry
        for entry in entries
        if not any(part.startswith((".", "__MACOSX")) for part in entry.filename.split("/"))
    ]
    for kinds in KINDS:
        found = [entry for entry in shown if suffix(entry.filename) in kinds]
        if found:
            complete = {
                entry.filename[:-8] for entry in found if entry.filename.casefold().endswith("_all.csv")
            }
            return [entry for entry in found if entry.filename[:-4] not in complete]
    return []


def suffix(name: str) -> str:
    """The ending of a name, in lower case and without its dot."""
    return PurePosixPath(name).suffix.casefold().removeprefix(".")


def put_together(opened: list[tuple[str, Opened]], size: int) -> Opened:
    """One answer from the entries."""
    sheets = [
        (f"{path}: {name}" if name else path, grid, one) for path, one in opened for name, grid in one.sheets
    ]
    encodings = {one.encoding for _, one in opened}
    encoding = encodings.pop() if len(encodings) == 1 else None
    questions = [question for _, one in opened for question in one.questions if question.kind != "encoding"]
    linkedin = join_linkedin([(path, grid) for path, grid, _ in sheets])
    if linkedin is not None:
        return Opened("zip", [linkedin], encoding, (), tuple(questions))
    if len(opened) == 1:
        one = opened[0][1]
        questions += [question for question in one.questions if question.kind == "encoding"]
    if size > MOST_OPENED:
        questions.append(Question("left_unread", "", file_messages.tells_limit(MOST_OPENED, "tables"), ()))
    return Opened("zip", [(path, grid) for path, grid, _ in sheets], encoding, (), tuple(questions))


def join_linkedin(sheets: Sequence[tuple[str, Grid]]) -> tuple[str, Grid] | None:
    """Applications and saved jobs of a LinkedIn export as one table; None when it is none."""
    applied = [(path, grid) for path, grid in sheets if APPLIED.search(path)]
    saved = [(path, grid) for path, grid in sheets if SAVED.search(path)]
    found = []
    for path, grid in sorted(applied) + sorted(saved):
        at, score = find_header(grid.rows)
        if score:
            found.append((path, grid, at))
    if not found:
        return None
    if len(found) == 1:
        return found[0][:2]
    if saved and applied:
        found = [
            (path, mark(grid, at, "Saved" if SAVED.search(path) else "Applied"), at)
            for path, grid, at in found
        ]
    grid, _ = join_grids(found)
    names = ", ".join(path for path, _, _ in found)
    question = Question("together", "", file_messages.tells_together(names), ())
    return names, grid._replace(questions=(*grid.questions, question))


def mark(grid: Grid, at: int, status: str) -> Grid:
    """The grid with a column that says from which of two lists a row is."""
    if "status" in name_cells(grid.rows[at]):
        return grid
    width = len(grid.rows[at])
    rows = [
        row
        if index < at or not any(row)
        else [*row, *[""] * (width - len(row)), "Status" if index == at else status]
        for index, row in enumerate(grid.rows)
    ]
    return grid._replace(rows=rows)
