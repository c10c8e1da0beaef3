"""What is compressed, for whom, and what never is."""

import gzip
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from coachhub.access import compression
from coachhub.access.compression import Copies
from tests.access.browsing import call_back, describe_callback
from tests.support.database import test_settings
from tests.support.people import People, sign_in_as

SCRIPT = "/dash/_dash-component-suites/dash/deps/react@18.3.1.min.js"
FINGERPRINTED = "/dash/_dash-component-suites/dash/deps/react@18.v1_2_3m4.3.1.min.js"
STYLES = ("/static/coachhub.css", "/bootstrap/static/css/bootstrap.min.css")
FILES = (*STYLES, SCRIPT, "/dash/assets/address.js")
CHROMIUM = "gzip, deflate, br, zstd"


@pytest.fixture
def browser(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A visitor's browser of an application whose copies are this test's own."""
    settings = test_settings("sqlite://", data_folder=tmp_path / "data")
    monkeypatch.setitem(app.config, "COACHHUB", settings)
    monkeypatch.setitem(app.extensions, "compressed_copies", Copies(tmp_path / "data" / "compressed"))
    return app.test_client()


def fetch(browser: FlaskClient, address: str, accepted: str | None, **headers: str) -> TestResponse:
    wanted = {} if accepted is None else {"Accept-Encoding": accepted}
    return browser.get(address, headers={**wanted, **headers}, buffered=True)


@pytest.mark.parametrize("address", FILES)
def test_a_file_comes_in_the_coding_that_the_browser_reads(browser: FlaskClient, address: str) -> None:
    plain = fetch(browser, address, None)
    assert "Content-Encoding" not in plain.headers
    for accepted, unpack in ((CHROMIUM, brotli.decompress), ("gzip", gzip.decompress)):
        packed = fetch(browser, address, accepted)
        assert packed.headers["Content-Encoding"] == ("gzip" if accepted == "gzip" else "br")
        assert unpack(packed.data) == plain.data
        assert len(packed.data) < 0.6 * len(plain.data)
        assert packed.content_length == len(packed.data)
        assert packed.content_type == plain.content_type
        assert packed.headers["Cache-Control"] == plain.headers["Cache-Control"]
    for answer in (plain, packed):
        assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("br", "br"),
        ("gzip, br", "br"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip;q=0.1", "gzip"),
        ("*", "br"),
        ("br;q=0, *;q=0.5", "gzip"),
        ("GZIP", "gzip"),
        ("identity", None),
        ("identity;q=1, br;q=0.5", None),
        ("identity;q=0.1, br;q=0.5", "br"),
        ("identity, *;q=0", None),
        ("*;q=0", None),
        ("deflate, zstd", None),
        ("", None),
        ("br;q=much, ;;, \xe9", None),
    ],
)
def test_the_wish_of_the_browser_is_read_with_its_weights(
    browser: FlaskClient, accepted: str, coding: str | None
) -> None:
    assert fetch(browser, STYLES[0], accepted).headers.get("Content-Encoding") == coding


@pytest.mark.parametrize("address", STYLES)
@pytest.mark.parametrize("accepted", [CHROMIUM, "gzip", None])
def test_a_browser_that_has_the_file_is_told_so(
    browser: FlaskClient, address: str, accepted: str | None
) -> None:
    first = fetch(browser, address, accepted)
    etag = first.headers["ETag"]
    assert etag.startswith('W/"')
    second = fetch(browser, address, accepted, **{"If-None-Match": etag})
    assert (second.status_code, second.data) == (304, b"")
    assert second.headers["ETag"] == etag
    assert second.headers["Vary"] == "Accept-Encoding"
    assert second.headers["Cache-Control"] == first.headers["Cache-Control"]


def test_the_head_of_a_file_is_that_of_the_file(browser: FlaskClient) -> None:
    for address in FILES:
        whole = fetch(browser, address, "br")
        head = browser.head(address, headers={"Accept-Encoding": "br"}, buffered=True)
        assert head.data == b""
        for name in ("Content-Length", "Content-Encoding", "Content-Type", "Vary"):
            assert head.headers[name] == whole.headers[name]


def test_a_part_of_a_file_is_a_part_of_the_plain_one(browser: FlaskClient) -> None:
    plain = fetch(browser, STYLES[0], None).data
    part = fetch(browser, STYLES[0], "br", Range="bytes=100-199")
    assert (part.status_code, part.data) == (206, plain[100:200])
    assert "Content-Encoding" not in part.headers


def test_what_is_small_or_not_there_is_sent_as_it_is(browser: FlaskClient) -> None:
    for address in ("/static/mark.svg", "/static/nothing.css", "/dash/assets/nothing.js"):
        assert "Content-Encoding" not in fetch(browser, address, "br").headers


def test_a_copy_is_made_once_for_all_names_processes_and_visitors(
    browser: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = fetch(browser, SCRIPT, "br")
    monkeypatch.setattr(compression, "PACK", dict.fromkeys(compression.PACK, refuse_work))
    assert fetch(browser, SCRIPT, "br").data == first.data
    # The fingerprint in a name differs from host to host; what the file holds does not.
    assert fetch(browser, FINGERPRINTED, "br").data == first.data
    [left] = (tmp_path / "data" / "compressed").iterdir()
    other_process = Copies(left.parent)
    assert other_process.find(brotli.decompress(first.data), "br") == first.data


def refuse_work(_data: bytes) -> bytes:
    raise AssertionError("compressed again")


@pytest.mark.parametrize(
    "left",
    [b"", b"half of", brotli.compress(b"something else"), gzip.compress(b"x", mtime=0)],
    ids=["nothing", "a half", "another file's", "another coding's"],
)
@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_a_copy_that_is_not_whole_is_made_anew(tmp_path: Path, left: bytes, coding: str) -> None:
    data = b"a text that repeats itself " * 100
    Copies(tmp_path).find(data, coding)
    [file] = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(left)
    assert compression.UNPACK[coding](Copies(tmp_path).find(data, coding)) == data
    assert file.read_bytes() == whole


def test_where_nothing_can_be_written_files_are_compressed_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    nowhere = Copies(tmp_path / "file" / "folder")
    data = b"a text that repeats itself " * 100
    packed = nowhere.find(data, "br")
    assert brotli.decompress(packed) == data
    assert nowhere.find(data, "br") is packed


def test_many_who_ask_at_once_get_one_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    gate = threading.Barrier(8)

    def pack(data: bytes) -> bytes:
        made.append(len(data))
        return bytes(brotli.compress(data))

    monkeypatch.setattr(compression, "PACK", {"br": pack})
    copies = Copies(tmp_path)

    def ask(_number: int) -> bytes:
        gate.wait()
        return copies.find(b"x" * 5000, "br")

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(ask, range(8)))) == 1
    assert made == [5000]
    assert len(list(tmp_path.iterdir())) == 1


def test_pages_with_a_form_are_never_compressed(app: Flask, people: People) -> None:
    bob = sign_in_as(app, people.bob)
    for person, address in ((app.test_client(), "/sign-in"), (bob, "/imports/new"), (bob, "/dash/reasons")):
        answer = person.get(address, headers={"Accept-Encoding": CHROMIUM})
        assert answer.status_code == 200
        assert "Content-Encoding" not in answer.headers
        assert "csrf_token" in answer.text


def test_a_screen_is_compressed_unless_its_address_chose_words(app: Flask, people: People) -> None:
    browser = sign_in_as(app, people.bob)
    wish = {"Accept-Encoding": CHROMIUM}
    plain = call_back(browser, describe_callback())
    packed = call_back(browser, describe_callback(), wish)
    assert packed.headers["Content-Encoding"] == "br"
    assert brotli.decompress(packed.data) == plain.data
    assert packed.headers["Cache-Control"] == "no-store"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Cookie" in packed.headers["Vary"]
    zipped = call_back(browser, describe_callback(), {"Accept-Encoding": "gzip"})
    assert gzip.decompress(zipped.data) == plain.data
    for chosen in ("?channel=referral", "?x=" + "guess" * 50):
        answer = call_back(browser, describe_callback(search=chosen), wish)
        assert answer.status_code == 200
        assert "Content-Encoding" not in answer.headers
    unset = describe_callback()
    del unset["inputs"][2]["value"]
    assert call_back(browser, unset, wish).headers["Content-Encoding"] == "br"
    nowhere = call_back(browser, describe_callback(pathname="/dash/guess-guess-guess"), wish)
    assert (
        "guess"
        not in (brotli.decompress(nowhere.data) if nowhere.content_encoding else nowhere.data).decode()
    )
