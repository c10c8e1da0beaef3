"""What the XML of an .xlsx says beside its texts: hidden rows, addresses of cells, formulas without result.

Read with bounded patterns over the bytes: nothing is expanded, and each pattern goes over them once.
"""

import html
import re
import zipfile
from posixpath import join, normpath
from typing import Final, NamedTuple

from coachhub.intake import file_messages, messages
from coachhub.intake.limits import MAX_COLUMNS, MAX_ROWS, Refusal

TAG: Final = rb"<(?:\w{1,20}:)?"
SHEET: Final = re.compile(TAG + rb"sheet\s([^<>]{1,1000})/?>")
RELATION: Final = re.compile(TAG + rb"Relationship\s([^<>]{1,5000})/?>")
ATTRIBUTE: Final = re.compile(rb"""([\w:]{1,40})\s*=\s*(?:"([^"]{0,4000})"|'([^']{0,4000})')""")
HIDDEN_ROW: Final = re.compile(TAG + rb'row\s([^<>]{0,300}\bhidden="(?:1|true)"[^<>]{0,300})>')
LINK: Final = re.compile(TAG + rb"hyperlink\s([^<>]{1,5000})/?>")
FORMULA_LINK: Final = re.compile(
    TAG + rb"c\s([^<>]{1,200})>\s*" + TAG + rb'f[^<>]{0,200}>\s*HYPERLINK\(\s*(?:"|&quot;)([^<>]{1,4000})<',
    re.IGNORECASE,
)
FORMULA_GAP: Final = re.compile(
    TAG + rb"c\s([^<>]{1,200})>\s*" + TAG + rb"f(?:\s[^<>]{0,200})?(?:/>|>[^<>]{0,8000}</(?:\w{1,20}:)?f>)\s*"
    rb"(?:<(?:\w{1,20}:)?v\s*/>|<(?:\w{1,20}:)?v></(?:\w{1,20}:)?v>)?\s*</(?:\w{1,20}:)?c>"
)
ERROR: Final = re.compile(TAG + rb'c\s([^<>]{0,200}\bt="e"[^<>]{0,200})>')
PLACE: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
COLUMNS: Final = re.compile(rb'\sr="([A-Z]{1,12})\d')
# A cell with a value far beyond the limits, which would be filled up with empty ones before anybody counts.
FAR_COLUMN: Final = re.compile(rb'\sr="(?:[A-Z]{3,12}|[H-Z][A-Z])\d[^<>]{0,200}[^/]>')
FAR_ROW: Final = re.compile(rb'\sr="[A-Z]{1,12}(?:0*[1-9]\d{6,}|[3-9]\d{5})"[^<>]{0,200}[^/]>')
DEEP_ROW: Final = re.compile(rb'\sr="[A-Z]{1,2}(?:[2-9]\d{4}|\d{6})"')
# Rows and cells of an .ods, and how often each is there.
OPEN_ROW: Final = re.compile(rb"<(?:\w{1,20}:)?table-row\b[^<>]{0,1000}>")
OPEN_CELL: Final = re.compile(rb"<(?:\w{1,20}:)?table-cell\b[^<>]{0,1000}>")
REPEATED: Final = re.compile(rb'-repeated="0*(\d{1,9})"')
MOST_CELLS: Final = 6_000_000
MOST_FOUND: Final = 200_000


class Extras(NamedTuple):
    """Rows and cells count from 0."""

    hidden_rows: frozenset[int] = frozenset()
    links: dict[tuple[int, int], str] = {}  # noqa: RUF012  never written to: each sheet makes its own
    gaps: dict[tuple[int, int], str] = {}  # noqa: RUF012


NOTHING: Final = Extras()


def find_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """{sheet name: its part in the archive}, as far as the workbook says it; Refusal of entities."""
    names = set(archive.namelist())
    for name in names:
        if name.endswith((".xml", ".rels")):
            with archive.open(name) as part:
                head = part.read(4096)
            if b"<!ENTITY" in head or b"<!DOCTYPE" in head:
                raise Refusal(file_messages.ENTITIES_INSIDE)
    targets = read_relations(archive, "xl/_rels/workbook.xml.rels", "xl")
    found = {}
    for match in SHEET.finditer(archive.read("xl/workbook.xml")):
        told = read_attributes(match[1])
        target = targets.get(next((value for key, value in told.items() if key.endswith(":id")), ""), "")
        if target in names and "name" in told:
            found[told["name"]] = target
    return found


def read_relations(archive: zipfile.ZipFile, name: str, folder: str) -> dict[str, str]:
    """{relation: target} of a part; inner targets as names in the archive."""
    try:
        content = archive.read(name)
    except KeyError:
        return {}
    found = {}
    for match in list(RELATION.finditer(content))[:MOST_FOUND]:
        told = read_attributes(match[1])
        target = told.get("Target", "")
        if told.get("TargetMode") != "External":
            target = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        found[told.get("Id", "")] = target
    return found


def read_attributes(tag: bytes) -> dict[str, str]:
    """The attributes of a tag."""
    return {
        name.decode("ascii", "replace"): html.unescape((a or b).decode("utf-8", "replace"))
        for name, a, b in ATTRIBUTE.findall(tag)
    }


def refuse_sparse(content: bytes) -> None:
    """Refusal of a sheet with cells so far apart that the space between them would fill the memory."""
    if FAR_COLUMN.search(content):
        raise Refusal(messages.too_many_columns(MAX_COLUMNS))
    if FAR_ROW.search(content):
        raise Refusal(messages.too_many_rows(MAX_ROWS))
    if DEEP_ROW.search(content):
        columns = {match[1] for match in COLUMNS.finditer(content)}
        widest = max((number_column(name.decode("ascii")) for name in columns), default=0) + 1
        deepest = MAX_ROWS if re.search(rb'\sr="[A-Z]{1,2}\d{6}"', content) else 100_000
        if widest * deepest > max(MOST_CELLS, 8 * content.count(b"</")):
            raise Refusal(messages.too_many_columns(MAX_COLUMNS))


def refuse_repeated(content: bytes) -> None:
    """Refusal of an .ods whose few cells are repeated until they fill the memory."""
    if b"<!ENTITY" in content or b"<!DOCTYPE" in content:
        raise Refusal(file_messages.ENTITIES_INSIDE)
    rows = widest = 0
    starts = [*OPEN_ROW.finditer(content)]
    ends = [*(match.start() for match in starts[1:]), len(content)]
    for match, end in zip(starts, ends, strict=True):
        again = REPEATED.search(match[0])
        # An empty row is repeated down to the end of every sheet; that costs nothing.
        if again is not None and content.find(b"value-type", match.end(), end) < 0:
            continue
        rows += int(again[1]) if again is not None else 1
        if rows > 2 * MAX_ROWS:
            raise Refusal(messages.too_many_rows(MAX_ROWS))
    for match in OPEN_CELL.finditer(content):
        again = REPEATED.search(match[0])
        if again is not None and b"value-type" in match[0]:
            widest = max(widest, int(again[1]))
    if widest > MAX_COLUMNS:
        raise Refusal(messages.too_many_columns(MAX_COLUMNS))


def read_extras(archive: zipfile.ZipFile, part: str, content: bytes) -> Extras:
    """Everything beside the texts of one sheet."""
    hidden = set()
    if b"hidden=" in content:
        for match in HIDDEN_ROW.finditer(content):
            number = read_attributes(match[1]).get("r", "")
            if number.isascii() and number.isdigit() and len(number) < 8:
                hidden.add(int(number) - 1)
    links: dict[tuple[int, int], str] = {}
    if b"hyperlink" in content:
        folder, _, name = part.rpartition("/")
        targets = read_relations(archive, f"{folder}/_rels/{name}.rels", folder)
        for match in LINK.finditer(content):
            told = read_attributes(match[1])
            relation = next((value for key, value in told.items() if key.endswith(":id")), "")
            place = find_place(told.get("ref", ""))
            if place and relation in targets and len(links) < MOST_FOUND:
                links[place] = targets[relation]
    gaps: dict[tuple[int, int], str] = {}
    if b"f>" in content or b"<f" in content:
        for match in FORMULA_LINK.finditer(content):
            place = find_place(read_attributes(match[1]).get("r", ""))
            address = re.split('"', html.unescape(match[2].decode("utf-8", "replace")))[0]
            if place and address and len(links) < MOST_FOUND:
                links[place] = address
        for match in FORMULA_GAP.finditer(content):
            told = read_attributes(match[1])
            place = find_place(told.get("r", ""))
            # A formula that gives an empty text has type "str": that is its result.
            if place and told.get("t") != "str" and len(gaps) < MOST_FOUND:
                gaps[place] = file_messages.EMPTY_FORMULA
    if b't="e"' in content:
        for match in ERROR.finditer(content):
            place = find_place(read_attributes(match[1]).get("r", ""))
            if place and len(gaps) < MOST_FOUND:
                gaps[place] = file_messages.BROKEN_FORMULA
    return Extras(frozenset(hidden), links, gaps)


def find_place(reference: str) -> tuple[int, int] | None:
    """(row, column) of the first cell of a reference, counted from 0."""
    match = PLACE.match(reference)
    return (int(match[2]) - 1, number_column(match[1])) if match else None


def number_column(letters: str) -> int:
    """The column that letters name, counted from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
