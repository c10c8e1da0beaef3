"""Encodings and separators: what spreadsheets of several countries write."""

import pytest

from coachhub.intake import Choices, read_tracker
from tests.intake.invented_files import TODAY, read_bytes

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


@pytest.mark.parametrize("separator", ["，", "；", "^"])
def test_rarer_separators_are_found(separator: str) -> None:
    tracker = read_bytes(TEXT.format(s=separator).encode())
    assert (tracker.delimiter, len(tracker.applications)) == (separator, 2)


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


OTHERS = {
    "mac_roman": "Entreprise;Poste;Date;Statut\nCafé Noël;Chef à domicile;03/04/2026;Refusée\n",
    "cp1250": "Firma;Stanowisko;Data aplikacji;Status\nŁódź Ogród;Główny księgowy;2026-04-03;Odrzucona\n",
    "cp1251": "Компания;Должность;Дата;Статус\nПекарня Хлеб;Повар;03.04.2026;Отказ\n",
    "cp1253": "Company;Role;Date applied;Status\nΦούρνος Ήλιος;Μάγειρας;2026-04-03;Rejected\n",
    "cp1254": "Company;Role;Date applied;Status\nFırın Güneş;Aşçı;2026-04-03;Rejected\n",
    "cp1255": "Company;Role;Date applied;Status\nמאפייה השמש;טבח;2026-04-03;Rejected\n",
    "cp1256": "الشركة;الوظيفة;تاريخ التقديم;الحالة\nمخبز الشمس;طباخ;2026-04-03;مرفوض\n",
    "cp1257": "Company;Role;Date applied;Status\nKepykla Šaltinis;Virėja ūkyje;2026-04-03;Rejected\n",
    "iso8859_2": "Company;Role;Date applied;Status\nKvěty Šíp;Účetní;2026-04-03;Rejected\n",
    "iso8859_15": "Company;Role;Date applied;Status\nCœur d'Église;Chargé à l'accueil;2026-04-03;Rejected\n",
    "cp932": "会社名;職種;応募日;状況\nパン工房ひかり;調理師;2026-04-03;不採用\n",
    "cp949": "Company;Role;Date applied;Status\n햇살 제과점;요리사;2026-04-03;Rejected\n",
    "gb18030": "公司;岗位;投递日期;状态\n星火面包房;面包师;2026-04-03;拒绝\n",
    "big5": "公司;職位;日期;狀態\n星火麵包店;廚師;2026-04-03;面試\n",
}


@pytest.mark.parametrize("encoding", OTHERS)
def test_letters_tell_the_encoding_and_it_is_asked(encoding: str) -> None:
    text = OTHERS[encoding]
    tracker = read_bytes(text.encode(encoding))
    company = text.splitlines()[1].split(";")[0]
    assert [application.company for application in tracker.applications] == [company]
    assert {question.kind for question in tracker.questions} >= {"encoding"}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_two_byte_text_needs_no_mark(encoding: str) -> None:
    text = OTHERS["cp1251"] if encoding != "utf-32-le" else "\ufeff" + OTHERS["cp1251"]
    tracker = read_bytes(text.encode(encoding))
    assert tracker.applications[0].company == "Пекарня Хлеб"
    assert "encoding" not in {question.kind for question in tracker.questions}


def test_a_utf8_file_with_some_bytes_of_another_one_is_read_and_asked_about() -> None:
    data = TEXT.format(s=";").encode() + "Bäcker;Koch;14.04.2026;\r\n".encode("cp1252")
    tracker = read_bytes(data)
    assert [a.company for a in tracker.applications] == ["Bäckerei Müßig", "Ahorn", "Bäcker"]
    assert tracker.questions[0].kind == "encoding"


def test_a_person_chooses_the_encoding_and_is_asked_no_more() -> None:
    data = OTHERS["cp1250"].encode("cp1250")
    choices = Choices.from_json(Choices(encoding="mac_roman").to_json())
    found = read_tracker(data, filename="t.csv", today=TODAY, choices=choices, explain=True)
    assert (found.encoding, found.applications[0].company != "Łódź Ogród") == ("mac_roman", True)
    assert "encoding" not in {question.kind for question in found.questions}


@pytest.mark.parametrize("named", ["rot13", "utf-7", "unicode_escape", "", 5, None, "idna"])
def test_only_encodings_of_the_list_can_be_chosen(named: object) -> None:
    assert Choices.from_json({"encoding": named}).encoding is None


@pytest.mark.parametrize("text", ["", "a", "é" * 1000, "\xa0", "–", "\u3042" * 3])
@pytest.mark.parametrize("encoding", ["cp1252", "cp932", "utf-16", "koi8_r"])
def test_little_text_in_any_encoding_is_an_answer(text: str, encoding: str) -> None:
    assert read_bytes(text.encode(encoding, "replace")).verdict in ("refused", "empty")
