"""Encodings and separators: what spreadsheets of several countries write."""

import pytest

from tests.intake.invented_files import read_bytes

TEXT = (
    "Firma{s}Stelle{s}Beworben am{s}Status\r\n"
    "Bäckerei Müßig{s}Koch{s}03.04.2026{s}Absage\r\n"
    "Ahorn{s}Köchin{s}13.04.2026{s}\r\n"
)


@pytest.mark.parametrize(
    ("encoding", "named", "mark"),
    [
        ("utf-8", "utf-8", b""),
        ("utf-8-sig", "utf-8-sig", b""),
        ("cp1252", "cp1252", b""),
        ("utf-16-le", "utf-16-le", b"\xff\xfe"),
        ("utf-16-be", "utf-16-be", b"\xfe\xff"),
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_encoding_and_separator_reads_the_same(
    encoding: str, named: str, mark: bytes, separator: str
) -> None:
    tracker = read_bytes(mark + TEXT.format(s=separator).encode(encoding))
    assert (tracker.encoding, tracker.delimiter) == (named, separator)
    assert tracker.format == ("tsv" if separator == "\t" else "csv")
    assert [application.company for application in tracker.applications] == ["Bäckerei Müßig", "Ahorn"]
    assert [application.outcome.word for application in tracker.applications] == ["rejected", "open"]


def test_windows_western_is_read_with_a_question() -> None:
    tracker = read_bytes(TEXT.format(s=";").encode("cp1252"))
    assert tracker.questions[0].kind == "encoding"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read(end: str) -> None:
    assert read_bytes(TEXT.replace("\r\n", end).format(s=";").encode()).rows.importable == 2


def test_a_comma_inside_quotes_separates_nothing() -> None:
    tracker = read_bytes(b'Company;Role;Date Applied\n"Acme; Sons";"Cook, first";2026-01-05\n')
    assert tracker.applications[0].company == "Acme; Sons"


def test_a_decimal_comma_in_a_semicolon_file_separates_nothing() -> None:
    tracker = read_bytes(
        b"Firma;Stelle;Beworben am;Gehalt\nAhorn;Koch;03.04.2026;50,5\nBirke;Koch;04.04.2026;40,5\n"
    )
    assert (tracker.delimiter, tracker.applications[0].salary) == (";", "50,5")


def test_headers_that_occur_twice_both_stand_in_the_mapping() -> None:
    tracker = read_bytes(b"Company,Role,Date,Notes,Notes\nAcme,Cook,2026-01-05,a,b\n")
    assert list(tracker.mapping) == ["Company", "Role", "Date", "Notes", "Notes (column 5)"]
    assert tracker.applications[0].notes == "a\nb"


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_a_recognised_header_proves_an_asian_encoding(encoding: str) -> None:
    text = (
        "公司,岗位,投递日期,状态\n星火,面包师,2026-04-03,已投递\n"
        if encoding == "gb18030"
        else "公司,職位,日期,狀態\n星火,廚師,2026-04-03,面試\n"
    )
    tracker = read_bytes(text.encode(encoding))
    assert tracker.encoding == encoding
    assert tracker.applications[0].company == "星火"
    assert tracker.questions[0].kind == "encoding"
