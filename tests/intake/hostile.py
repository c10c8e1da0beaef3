"""Hostile files by seed: what breaks readers, made new every time from the same number."""

import gzip
import io
import random
import zipfile
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from tests.intake.generated import invent
from tests.intake.hostile_texts import (
    make_changed,
    make_grammar,
    make_json,
    make_letters,
    make_markup,
    make_noise,
    mutate,
)
from tests.intake.old_workbooks import make_ods, make_ole, make_xls


def make_hostile(seed: int) -> tuple[bytes, str]:
    """(bytes, file name) number `seed`."""
    chance = random.Random(seed)  # noqa: S311  repeatable, not secret
    kind = KINDS[seed % len(KINDS)]
    data = kind(chance)
    return data, chance.choice(["t.csv", "t.tsv", "t.xlsx", "t", "t.json", "pasted.tsv", "\u202e.zip"])


def make_packed(chance: random.Random) -> bytes:
    """A zip: an archive of hostile files, or a workbook with damage in its parts, its directory or both."""
    if chance.random() < 0.4:
        names = [
            "Job Applications.csv",
            "Jobs/Saved Jobs.csv",
            "a.csv",
            "b_all.csv",
            "../x.csv",
            "c.json",
            "d.html",
            "e.md",
            "f.xlsx",
            "g.zip",
            "",
            "/",
            "xl/workbook.xml",
            "content.xml",
            "mimetype",
        ]
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])) as archive:
            for name in dict.fromkeys(chance.choice(names) for _ in range(chance.randrange(5))):
                maker = chance.choice([make_grammar, make_changed, make_json, make_markup, make_noise])
                archive.writestr(name or "x", maker(chance))
        data = out.getvalue()
    else:
        data = repack(chance.choice(list_workbooks()), chance)
    return mutate(data, chance) if chance.random() < 0.4 else data


@lru_cache
def list_workbooks() -> tuple[bytes, ...]:
    """Honest workbooks."""
    rows = invent(7).rows()
    return (
        invent(5).workbook(),
        invent(6).workbook(),
        make_ods([[str(cell) for cell in row] for row in rows]),
    )


def repack(data: bytes, chance: random.Random) -> bytes:
    """The archive with damage inside some of its parts."""
    far = [b"A1", b"XFD1048576", b"ZZZ999999999", b"GR200000", b"A0", b"1A", b""]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fresh:
        for name in old.namelist():
            content = old.read(name)
            match chance.randrange(8):
                case 0:
                    content = mutate(content, chance)
                case 1:
                    content = content.replace(chance.choice([b"B2", b"A3", b"C1"]), chance.choice(far))
                case 2 if chance.random() < 0.3:
                    continue
                case 3:
                    content = content.replace(b"<v>", chance.choice([b"<v>-", b"<v>9e999", b"<f>A1</f><v>"]))
                case 4:
                    content = content.replace(
                        b'table:name="Log"', b'table:number-rows-repeated="9999" table:name="Log"'
                    )
                case _:
                    pass
            fresh.writestr(name, content)
    return out.getvalue()


def make_old(chance: random.Random) -> bytes:
    """Old Office files with damage."""
    rows = [[str(cell) for cell in row] for row in invent(chance.randrange(50)).rows()[:6]]
    honest = make_xls(rows) if chance.random() < 0.7 else make_ole({"Workbook": chance.randbytes(500)})
    return mutate(honest, chance)


def make_long(chance: random.Random) -> bytes:
    """One thing far too often: separators, quotes, lines, brackets, a single line, many columns."""
    size = chance.choice([10_000, 100_000, 400_000])
    head = b"Company,Role,Date Applied,Status\n"
    return chance.choice(
        [
            b"," * size,
            head + b"\n" * size,
            head + b'"' * size,
            head + b"Acme," * (size // 5),
            head + b"x" * size,
            head + b'Acme,"Cook\n' * (size // 12),
            head + b"Acme,Cook,2026-01-05,Applied\n" * (size // 30),
            head + b"Acme,Cook,,\n\nCompany,Role\n" * (size // 26),
            b"[" * size,
            b'{"a":' * (size // 5),
            b"[" + b"{}," * (size // 3) + b"{}]",
            b"<table>" + b"<tr><td>" * (size // 8),
            b"<title>" * (size // 7) + b"<!--" * 50,
            b"|a|b|\n|---|---|\n" * (size // 16),
            b"| - " * (size // 4),
            b"a  b  c\n" * (size // 8),
            b"Company  Role  Date Applied\n" + b"a b  " * (size // 5),
            "é".encode("cp1252") * size,
            "日本".encode("cp932") * (size // 4),
            head + b'\\"' * (size // 2),
            b"'a','b'\n" * (size // 8),
            gzip.compress(b"x" * size),
            head + b"".join(b"w%d,r%d,2026-01-%02d,s%d\n" % (n, n, n % 31, n) for n in range(size // 40)),
        ]
    )


KINDS: Final[tuple[Callable[[random.Random], bytes], ...]] = (
    *(
        make_noise,
        make_letters,
        make_grammar,
        make_grammar,
        make_changed,
        make_changed,
        make_json,
        make_markup,
    ),
    *(make_packed, make_packed, make_old, make_grammar, make_changed, make_json, make_markup, make_packed),
    *(make_noise, make_grammar, make_changed, make_long),
)
