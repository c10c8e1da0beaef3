"""The container of old Office files, looked through before a library follows its chains of sectors.

A chain that comes back to itself, or a cell at the far end of a sheet, costs the library all memory there is.
"""

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from coachhub.intake import messages
from coachhub.intake.limits import MAX_COLUMNS, MAX_ROWS, Refusal

END: Final = 0xFFFFFFFE
SPECIAL: Final = 0xFFFFFFFA
SMALL: Final = 4096
ENTRY: Final = 128
MOST_ENTRIES: Final = 4_000
# Records of one cell, and of several in a row.
CELL_RECORDS: Final = frozenset([0x0006, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E])
ROW_RECORDS: Final = frozenset([0x00BD, 0x00BE])
STRINGS: Final = 0x00FC
MOST_CELLS: Final = 6_000_000


class Stream(NamedTuple):
    """A named stream, and where its chain begins."""

    name: str
    kind: int
    start: int
    size: int


class BrokenCompoundError(Exception):
    """The container contradicts itself."""


def check_compound(data: bytes) -> None:
    """Refusal of a sparse sheet; BrokenCompoundError when a chain of sectors is broken."""
    try:
        streams = read_streams(data)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise BrokenCompoundError from error
    for name, content in streams.items():
        if name in ("Workbook", "Book", "WORKBOOK", "BOOK"):
            check_records(content)


def read_streams(data: bytes) -> dict[str, bytes]:
    """{name: bytes} of the streams in the container."""
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if shift not in (9, 12) or mini_shift != 6:
        raise BrokenCompoundError
    size = 1 << shift
    sectors = max(0, (len(data) - size + size - 1) // size)
    fat = read_fat(data, size, sectors)
    first_directory, first_mini = struct.unpack_from("<I", data, 48)[0], struct.unpack_from("<I", data, 60)[0]

    def read(start: int) -> bytes:
        return b"".join(
            data[size * (at + 1) : size * (at + 2)] for at in follow(fat, start, min(sectors, len(fat)))
        )

    mini_table = read(first_mini)
    mini = struct.unpack(f"<{len(mini_table) // 4}I", mini_table[: len(mini_table) // 4 * 4])
    entries = list(read_entries(read(first_directory)))
    root = next((read(one.start) for one in entries if one.kind == 5), b"")
    found = {}
    for one in entries:
        if one.kind != 2 or not one.size:
            continue
        if one.size < SMALL:
            pieces = [root[64 * at : 64 * (at + 1)] for at in follow(mini, one.start, len(mini))]
            found[one.name] = b"".join(pieces)[: one.size]
        else:
            found[one.name] = read(one.start)[: one.size]
    return found


def read_fat(data: bytes, size: int, sectors: int) -> tuple[int, ...]:
    """The table that says which sector follows which."""
    places = [at for at in struct.unpack_from("<109I", data, 76) if at < SPECIAL]
    following = struct.unpack_from("<I", data, 68)[0]
    seen = set()
    while following < SPECIAL:
        if following in seen or following >= sectors:
            raise BrokenCompoundError
        seen.add(following)
        more = struct.unpack_from(f"<{size // 4}I", data, size * (following + 1))
        places += [at for at in more[:-1] if at < SPECIAL]
        following = more[-1]
    if len(places) > sectors or any(at >= sectors for at in places):
        raise BrokenCompoundError
    table = b"".join(data[size * (at + 1) : size * (at + 2)] for at in places)
    return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])


def follow(table: tuple[int, ...], start: int, most: int) -> Iterator[int]:
    """The sectors of a chain, in order."""
    steps = 0
    while start < SPECIAL:
        steps += 1
        if start >= most or steps > most:
            raise BrokenCompoundError
        yield start
        start = table[start]
    if start not in (END, 0xFFFFFFFF):
        raise BrokenCompoundError


def read_entries(directory: bytes) -> Iterator[Stream]:
    """The entries of the directory."""
    if len(directory) > MOST_ENTRIES * ENTRY:
        raise BrokenCompoundError
    for at in range(0, len(directory) - ENTRY + 1, ENTRY):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        start, size = struct.unpack_from("<II", directory, at + 116)
        if kind:
            name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            yield Stream(name, kind, start, size)


def check_records(content: bytes) -> None:
    """Refusal of cells so far apart that the space between them would fill the memory."""
    at = cells = deepest = widest = 0
    while at + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, at)
        if kind in CELL_RECORDS or kind in ROW_RECORDS:
            if length < 4 or at + 8 > len(content):
                raise BrokenCompoundError
            row, column = struct.unpack_from("<HH", content, at + 4)
            if kind in ROW_RECORDS:
                column = struct.unpack_from("<H", content, min(at + 2 + length, len(content) - 2))[0]
            cells += 1
            deepest, widest = max(deepest, row + 1), max(widest, column + 1)
        elif kind == STRINGS and length >= 8:
            texts = struct.unpack_from("<I", content, at + 8)[0] if at + 12 <= len(content) else 0
            if texts > len(content):
                raise BrokenCompoundError
        at += 4 + length
    if widest > MAX_COLUMNS and cells and widest * deepest > MOST_CELLS // 8:
        raise Refusal(messages.too_many_columns(MAX_COLUMNS))
    if deepest * widest > max(MOST_CELLS // 8, 16 * cells):
        raise Refusal(messages.too_many_columns(MAX_COLUMNS))
    if deepest > MAX_ROWS:
        raise Refusal(messages.too_many_rows(MAX_ROWS))
