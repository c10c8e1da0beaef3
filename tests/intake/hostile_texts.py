"""Hostile texts: noise, tables of bad cells, honest trackers with damage, JSON and markup of any shape."""

import json
import random
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Final

from tests.intake.generated import invent

SHAPES: Final = Path(__file__).with_name("shapes.toml")
HEADERS: Final = (
    *(
        "Company",
        "Role",
        "Date Applied",
        "Status",
        "Interview Date",
        "Offer",
        "Rejected",
        "Notes",
        "Link",
        "",
    ),
    *(
        "Stage",
        "Last Updated",
        "Archived",
        "Rejection Stage",
        "Applied",
        "Date",
        "Subject",
        "From",
        "To",
        "Event",
    ),
    *("Sender", "History", "Salary", "公司", "الحالة", "Стату́с", "(column 2)", "Company", "Salary\n(gross)"),
)
CELLS: Final = (
    *(
        "",
        "Acme",
        "Cook",
        "2026-01-05",
        "25/04/2026",
        "Rejected",
        "yes",
        "N",
        "n/a",
        '"',
        "'=1",
        "x\ny",
        "8-Jul",
    ),
    *(
        "Zorgle",
        "面试",
        '=HYPERLINK("http://e.org","x")',
        "99999999999999",
        "1e309",
        "-1",
        "0/0/0",
        "\ufeff",
        "\u202e",
    ),
    *(
        "[{'stage': 'Applied', 'date': '2026-01-01'}]",
        "31/02/2026",
        "rejected after onsite",
        "a" * 300,
        "\x1b[2J",
    ),
    *(
        "[link](http://e.org)",
        "<b>",
        "|",
        "---",
        "null",
        "#REF!",
        "٢٠٢٦-٠١-٠٥",
        "２０２６",
        "ᴿᵉʲᵉᶜᵗᵉᵈ",
        "e\u0301" * 20,
    ),
)
ENCODINGS: Final = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "cp1252",
    "mac_roman",
    "cp1251",
    "cp932",
    "gb18030",
    "big5",
)


def make_noise(chance: random.Random) -> bytes:
    """Random bytes, sometimes behind the start of an honest file."""
    start = chance.choice(
        [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"[", b"{", b"<table>"]
    )
    return start + chance.randbytes(chance.randrange(600))


def make_letters(chance: random.Random) -> bytes:
    """Characters from everywhere in Unicode, with separators among them."""
    marks = ",;\t|\n\r\"'\\ "
    text = "".join(
        chance.choice(marks)
        if chance.random() < 0.3
        else chr(chance.choice([chance.randrange(32, 0xD800), chance.randrange(0xE000, 0x110000)]))
        for _ in range(chance.randrange(400))
    )
    return text.encode(chance.choice(["utf-8", "utf-16-le", "utf-16", "utf-32"]))


def make_grammar(chance: random.Random) -> bytes:
    """A table of bad cells with separators, quotes and line ends that do not fit."""
    separator = chance.choice([",", ";", "\t", "|", "  ", "^"])
    end = chance.choice(["\n", "\r\n", "\r", "\n\n"])
    lines = [separator.join(chance.choice(HEADERS) for _ in range(chance.randrange(1, 9)))]
    for _ in range(chance.randrange(12)):
        cells = [chance.choice(CELLS) for _ in range(chance.randrange(10))]
        if chance.random() < 0.3:
            cells = [f'"{cell}"' for cell in cells]
        lines.append(chance.choice([separator, separator, separator, "\t"]).join(cells))
    if chance.random() < 0.2:
        lines[0:0] = [chance.choice(CELLS)] * chance.randrange(35)
    text = chance.choice(["", "sep=;\n", "\ufeff", "\0"]) + end.join(lines)
    return text.encode(chance.choice(ENCODINGS), "replace")


@lru_cache
def list_shapes() -> tuple[bytes, ...]:
    """The invented trackers of shapes.toml."""
    return tuple(shape["file"].encode() for shape in tomllib.loads(SHAPES.read_text("utf-8"))["shape"])


def make_changed(chance: random.Random) -> bytes:
    """An honest tracker with a few bytes changed, doubled, cut out or moved."""
    honest = chance.choice(list_shapes()) if chance.random() < 0.6 else invent(chance.randrange(1000)).write()
    return mutate(honest, chance)


def mutate(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some damage."""
    found = bytearray(data)
    for _ in range(chance.randrange(1, 9)):
        at = chance.randrange(len(found) + 1)
        size = chance.choice([1, 1, 2, 7, 60])
        match chance.randrange(6):
            case 0:
                found[at : at + size] = chance.randbytes(size)
            case 1:
                del found[at : at + size]
            case 2:
                found[at:at] = found[at : at + size] * chance.randrange(1, 40)
            case 3:
                found[at:at] = chance.choice(
                    [b'"', b",", b"\n", b"\0", b"\xff", b"'", b"\t", b"\r", b"\\", b"=", b"|"]
                )
            case 4:
                del found[at:]
            case _:
                other = chance.randrange(len(found) + 1)
                found[at:at] = found[other : other + size]
    return bytes(found)


def make_json(chance: random.Random) -> bytes:
    """Records of JSON of any depth, cut off or with keys of trackers."""

    def value(depth: int) -> object:
        match chance.randrange(9 if depth < 6 else 6):
            case 0:
                return chance.choice(CELLS)
            case 1:
                return chance.choice([None, True, False, 0, -1, 1e308, 10**40, 1767571200000, float("nan")])
            case 2 | 3:
                return chance.choice(CELLS)
            case 4 | 5:
                return chance.choice(HEADERS)
            case 6:
                return [value(depth + 1) for _ in range(chance.randrange(5))]
            case _:
                return {
                    chance.choice(
                        [*HEADERS, "cards", "lists", "idList", "name", "id", "fields", "type"]
                    ): value(depth + 1)
                    for _ in range(chance.randrange(6))
                }

    match chance.randrange(5):
        case 0:
            depth = chance.randrange(1, 3000)
            return (chance.choice(["[", '{"a":', '[{"company":']) * depth).encode()
        case 1:
            lines = [json.dumps(value(3)) for _ in range(chance.randrange(1, 9))]
            return "\n".join(lines).encode()
        case 2:
            board = {
                "cards": [
                    value(3)
                    if chance.random() < 0.3
                    else {"idList": value(5), "name": value(5), "id": value(5), "labels": value(4)}
                    for _ in range(4)
                ]
            }
            return json.dumps(
                {**board, "lists": [value(4), {"id": "l", "name": "Applied"}], "actions": value(2)}
            ).encode()
        case 3:
            return mutate(json.dumps(value(0)).encode(), chance)
        case _:
            return json.dumps([value(0) for _ in range(chance.randrange(6))]).encode()


def make_markup(chance: random.Random) -> bytes:
    """Web pages and Markdown with broken marks."""
    parts = [
        "<table>",
        "<tr>",
        "<td>",
        "<th>",
        "</td>",
        "</tr>",
        "</table>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<a href='http://e.org'>",
        "<td rowspan=99999 colspan=9999>",
        "<td ss:index=500>",
        "<",
        ">",
        "<br>",
        "&amp;",
        "&#x110000;",
        "<title>",
        "<head>",
        "<td colspan=-1>",
    ]
    if chance.random() < 0.4:
        parts = [
            "|",
            "---",
            "|---|---|",
            "\n",
            "\n|",
            " | ",
            "[x](http://e.org)",
            "[ ]",
            "\\|",
            "# Log",
            "~~",
            "<br>",
        ]
    body = "".join(
        chance.choice(parts) if chance.random() < 0.6 else chance.choice([*HEADERS, *CELLS])
        for _ in range(chance.randrange(80))
    )
    return (chance.choice(["", "<table>", "<!DOCTYPE html>", "|Company|Role|\n|---|---|\n"]) + body).encode()
