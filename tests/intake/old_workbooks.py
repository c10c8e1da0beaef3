"""Invented workbooks of the kinds that no library of ours writes: .xls and .ods, byte by byte."""

import io
import struct
import zipfile
from collections.abc import Sequence

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def make_xls(rows: Sequence[Sequence[str | float]], name: str = "Log") -> bytes:
    """An .xls with one sheet."""
    return make_ole({"Workbook": make_stream(rows, name)})


def make_stream(rows: Sequence[Sequence[str | float]], name: str) -> bytes:
    """The records of a workbook with one sheet of texts and numbers."""

    def record(kind: int, content: bytes) -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    version = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 6)
    sheet = record(0x0809, version.replace(b"\x00\x06\x05\x00", b"\x00\x06\x10\x00", 1))
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            place = struct.pack("<HHH", at, column, 0)
            if isinstance(cell, str):
                text = cell.encode("utf-16-le")
                sheet += record(0x0204, place + struct.pack("<HB", len(cell), 1) + text)
            else:
                sheet += record(0x0203, place + struct.pack("<d", cell))
    sheet += record(0x000A, b"")
    told = name.encode("utf-16-le")

    def start(offset: int) -> bytes:
        head = record(0x0809, version) + record(0x0042, struct.pack("<H", 1200))
        bound = struct.pack("<IBBBB", offset, 0, 0, len(name), 1) + told
        return head + record(0x0085, bound) + record(0x000A, b"")

    return start(len(start(0))) + sheet


def make_ole(streams: dict[str, bytes]) -> bytes:
    """A compound file of streams, each padded to the size from which it has sectors of its own."""
    sectors: list[bytes] = []
    chains: list[int] = []
    places: dict[str, tuple[int, int]] = {}

    def put(content: bytes) -> int:
        begin = len(sectors)
        content += b"\0" * (-len(content) % 512)
        for at in range(0, len(content), 512):
            sectors.append(content[at : at + 512])
            chains.append(len(sectors))
        chains[-1] = END
        return begin

    for name, content in streams.items():
        padded = content + b"\0" * max(0, 4096 - len(content))
        places[name] = (put(padded), len(padded))

    def entry(name: str, kind: int, begin: int, size: int, child: int, right: int) -> bytes:
        told = name.encode("utf-16-le") + b"\0\0"
        head = told.ljust(64, b"\0") + struct.pack("<HBB", len(told), kind, 1)
        return head + struct.pack("<III", FREE, right, child) + b"\0" * 36 + struct.pack("<IQ", begin, size)

    names = list(streams)
    entries = [entry("Root Entry", 5, END, 0, 1, FREE)]
    for at, name in enumerate(names, start=1):
        entries.append(entry(name, 2, *places[name], FREE, at + 1 if at < len(names) else FREE))
    while len(entries) % 4:
        entries.append(b"\0" * 68 + struct.pack("<III", FREE, FREE, FREE) + b"\0" * 48)
    directory = put(b"".join(entries))
    count = 1
    while (len(chains) + count) * 4 > count * 512:
        count += 1
    fat = len(sectors)
    chains += [FAT] * count
    table = struct.pack(f"<{len(chains)}I", *chains)
    table += b"\xff" * (count * 512 - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory, 0, 4096, END, 0, END, 0
    )
    head += struct.pack(f"<{count}I", *range(fat, fat + count)) + b"\xff" * (4 * (109 - count))
    return head + b"".join(sectors) + table


def make_ods(rows: Sequence[Sequence[str]], name: str = "Log", *, more: str = "") -> bytes:
    """An .ods with one sheet of texts; `more` is put behind its rows."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = "".join(
        f' xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"'
        for one in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="{name}">{cells}{more}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest='
        '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()
