"""Which kind of file the first bytes announce, and the refusal of kinds that hold no table."""

from typing import Final

from coachhub.intake import messages
from coachhub.intake.limits import MAX_BYTES, Refusal

SIGNATURES: Final = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a media file"),
    (b"{\\rtf", "a text document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\0\0\0\x1cftyp", "a media file"),
    (b"OggS", "a media file"),
    (b"ID3", "a media file"),
)
ZIP: Final = b"PK\x03\x04"
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The stream name that Office gives the payload of a workbook with a password.
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
BOM: Final = b"\xef\xbb\xbf"
# Bytes of a file without any text.
BLANK: Final = b"\xef\xbb\xbf\xff\xfe \t\r\n\0"


def refuse_other_kinds(data: bytes) -> None:
    """Refusal when the bytes are too many or plainly another kind of file."""
    if len(data) > MAX_BYTES:
        raise Refusal(messages.too_many_bytes(MAX_BYTES))
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            raise Refusal(messages.wrong_kind(kind))
