"""How big a tracker may be, and the look into a zip container before any parser opens it."""

import io
import zipfile

from coachhub.intake import file_messages, messages

MAX_BYTES = 25 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_CELL = 20_000
MAX_ENTRIES = 200
MAX_INFLATED = 100 * 1024 * 1024
MAX_RATIO = 100
# Small parts of honest workbooks (styles, empty sheets) compress better than the ratio allows.
RATIO_FLOOR = 1024 * 1024


class Refusal(Exception):  # noqa: N818  it is an answer to the person, not an error of the program
    """The file cannot be read as a tracker; the text says why and what would be accepted."""


def scan_archive(data: bytes) -> frozenset[str]:
    """The entry names of a zip container that keeps the limits; Refusal when it does not.

    Sizes are taken from the directory and checked again while inflating, because the directory can lie.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES:
                raise Refusal(messages.too_many_parts(MAX_ENTRIES))
            if any(entry.flag_bits & 0x1 for entry in entries):
                raise Refusal(messages.ENCRYPTED if is_workbook(data) else file_messages.ENCRYPTED_ARCHIVE)
            packed = max(1, sum(entry.compress_size for entry in entries))
            declared = sum(entry.file_size for entry in entries)
            if declared > MAX_INFLATED or (declared > RATIO_FLOOR and declared / packed > MAX_RATIO):
                raise Refusal(messages.INFLATES_TOO_FAR)
            measure_entries(archive, entries, len(data))
            return frozenset(entry.filename for entry in entries)
    except Refusal:
        raise
    except Exception as error:  # zipfile raises many kinds on broken containers
        broken = messages.BROKEN_WORKBOOK if is_workbook(data) else file_messages.BROKEN_ARCHIVE
        raise Refusal(broken) from error


def is_workbook(data: bytes) -> bool:
    """Whether a zip container that is closed or damaged is a workbook, by the names of its parts.

    One that names nothing any more is taken for a workbook, which clients bring more often.
    """
    first = data[30 : 30 + int.from_bytes(data[26:28], "little")]
    return not first or b"xl/" in data or b"[Content_Types].xml" in data or first == b"mimetype"


def measure_entries(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], size: int) -> None:
    """Inflate every entry once, counting; Refusal as soon as the true size passes a limit."""
    inflated = 0
    for entry in entries:
        with archive.open(entry) as part:
            while block := part.read(1 << 20):
                inflated += len(block)
                if inflated > MAX_INFLATED or (inflated > RATIO_FLOOR and inflated / size > MAX_RATIO):
                    raise Refusal(messages.INFLATES_TOO_FAR)
