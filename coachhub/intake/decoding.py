"""Bytes to text, and the refusal of bytes that are no table."""

from collections.abc import Iterator
from typing import NamedTuple

from coachhub.intake import messages
from coachhub.intake.limits import MAX_BYTES, Refusal

SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a media file"),
    (b"{\\rtf", "a text document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
# Tried after Windows Western when no header is recognised in it: what spreadsheets write in Asia and
# eastern Europe. The words of the header prove the encoding.
OTHERS = ("gb18030", "big5", "shift_jis", "cp949", "cp1251", "cp1250")
MARKUP = (b"<!doctype", b"<html", b"<head", b"<table", b"<?xml", b"<svg")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The stream name that Office gives the payload of a workbook with a password.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Text(NamedTuple):
    """Decoded text, the encoding that read it, and whether that encoding was a guess."""

    text: str
    encoding: str
    guessed: bool


def refuse_other_kinds(data: bytes) -> None:
    """Refusal when the bytes are too many or plainly another kind of file."""
    if len(data) > MAX_BYTES:
        raise Refusal(messages.too_many_bytes(MAX_BYTES))
    if data.startswith(OLD_OFFICE):
        raise Refusal(messages.ENCRYPTED if ENCRYPTED in data else messages.OLD_WORKBOOK)
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            raise Refusal(messages.wrong_kind(kind))
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(MARKUP):
        raise Refusal(messages.wrong_kind("a web page"))
    if start.startswith((b"{", b'[{"', b"[\n", b"[\r", b"[ ")):
        raise Refusal(messages.wrong_kind("a JSON file"))


def decode(data: bytes) -> Text:
    """UTF-8 with mark, UTF-16 with mark, UTF-8, else Windows Western; Refusal when text holds NUL."""
    text = decode_strictly(data)
    if "\0" in text.text:
        raise Refusal(messages.CONTAINS_NUL)
    return text


def decode_strictly(data: bytes) -> Text:
    """The first encoding that reads every byte; a byte order mark decides at once."""
    try:
        if data.startswith(b"\xef\xbb\xbf"):
            return Text(data.decode("utf-8-sig"), "utf-8-sig", False)
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            name = "utf-16-le" if data.startswith(b"\xff\xfe") else "utf-16-be"
            return Text(data[2:].decode(name), name, False)
        return Text(data.decode("utf-8"), "utf-8", False)
    except UnicodeDecodeError:
        pass
    try:
        return Text(data.decode("cp1252"), "cp1252", True)
    except UnicodeDecodeError as error:
        raise Refusal(messages.CONTAINS_NUL) from error


def decode_otherwise(data: bytes) -> Iterator[Text]:
    """The text in every other encoding that reads every byte, for the caller to look for a header in."""
    for encoding in OTHERS:
        try:
            yield Text(data.decode(encoding), encoding, True)
        except UnicodeDecodeError:
            continue
