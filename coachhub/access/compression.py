"""What is sent compressed: files, whose copies are made once and kept, and screens that reflect nothing.

Pages of HTML are never compressed: they carry the token of their forms, and how well a secret compresses
together with what an outsider chose tells him the secret (BREACH). Decision 12 has the figures.
"""

import gzip
import hashlib
import os
import tempfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Final

import brotli
from flask import Response, current_app, request

from coachhub.access.gate import DISPATCH
from coachhub.access.headers import is_file

SHRINKS: Final = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/wasm")
SMALLEST: Final = 500
"""Bytes that fit into one packet anyhow."""
LARGEST: Final = 16 * 1024 * 1024
FILE_QUALITY: Final = 9
SCREEN_QUALITY: Final = 3
"""For what is compressed while somebody waits: 300 KB take half a millisecond."""


def unpack_gzip(data: bytes) -> bytes:
    """The bytes of a gzip copy, whose checksum is verified."""
    return gzip.decompress(data)


PACK: Final[Mapping[str, Callable[[bytes], bytes]]] = MappingProxyType(
    {
        "br": lambda data: brotli.compress(data, quality=FILE_QUALITY),
        "gzip": lambda data: gzip.compress(data, 9, mtime=0),
    }
)
UNPACK: Final[Mapping[str, Callable[[bytes], bytes]]] = MappingProxyType(
    {"br": brotli.decompress, "gzip": unpack_gzip}
)
PACK_SCREEN: Final[Mapping[str, Callable[[bytes], bytes]]] = MappingProxyType(
    {
        "br": lambda data: brotli.compress(data, quality=SCREEN_QUALITY),
        "gzip": lambda data: gzip.compress(data, 5, mtime=0),
    }
)


class Copies:
    """Compressed copies of files by what the files hold: in memory, and in a folder for the next process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.copies: dict[tuple[str, str], bytes] = {}
        self.lock = Lock()

    def find(self, data: bytes, coding: str) -> bytes:
        """The copy of `data` in a coding; made when nobody made it before."""
        name = hashlib.blake2b(data, digest_size=20).hexdigest()
        kept = self.copies.get((name, coding))
        if kept is not None:
            return kept
        # Of several who ask for a large file at once, one compresses it.
        with self.lock:
            kept = self.copies.get((name, coding))
            if kept is None:
                kept = self._read(name, coding, data) or self._make(name, coding, data)
                self.copies[name, coding] = kept
        return kept

    def _read(self, name: str, coding: str, data: bytes) -> bytes | None:
        """What another process left, unless it is not whole: a power cut may leave anything."""
        try:
            packed = (self.folder / f"{name}.{coding}").read_bytes()
            return packed if UNPACK[coding](packed) == data else None
        except (OSError, EOFError, zlib.error, brotli.error):
            return None

    def _make(self, name: str, coding: str, data: bytes) -> bytes:
        packed = PACK[coding](data)
        # Where the folder cannot be written, every process makes its own copies.
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as file:
                file.write(packed)
            os.replace(file.name, self.folder / f"{name}.{coding}")
        except OSError:
            pass
        return packed


def compress(response: Response) -> Response:
    """Compress an answer where that is safe and the browser can read it; runs before the headers are set."""
    if is_file():
        compress_file(response)
    elif request.endpoint == DISPATCH and response.status_code == 200 and reflects_nothing():
        compress_screen(response)
    return response


def compress_file(response: Response) -> None:
    """Send the kept copy of a script, style sheet or picture."""
    if response.status_code != 304 and not (response.mimetype or "").startswith(SHRINKS):
        return
    response.vary.add("Accept-Encoding")
    etag, _ = response.get_etag()
    if etag is not None:
        # All codings share a name, so it says "means the same" and not "is the same to the byte".
        response.set_etag(etag, weak=True)
    coding = choose_coding()
    if response.status_code != 200 or coding is None or "Content-Encoding" in response.headers:
        return
    length = response.content_length
    if length is not None and not SMALLEST <= length <= LARGEST:
        return
    response.direct_passthrough = False
    data = response.get_data()
    if SMALLEST <= len(data) <= LARGEST:
        replace(response, copies().find(data, coding), coding)


def compress_screen(response: Response) -> None:
    """Compress the data of a screen on the way out."""
    response.vary.add("Accept-Encoding")
    coding = choose_coding()
    if coding is not None and len(response.get_data()) >= SMALLEST:
        replace(response, PACK_SCREEN[coding](response.get_data()), coding)


def replace(response: Response, packed: bytes, coding: str) -> None:
    """Put the compressed bytes in the place of the plain ones."""
    response.set_data(packed)
    response.headers["Content-Encoding"] = coding
    # Parts of it can only be asked for uncompressed.
    response.headers.pop("Accept-Ranges", None)


def choose_coding() -> str | None:
    """The coding that the browser likes best, brotli when it does not mind; None: plain."""
    accepted = request.accept_encodings
    liked = {coding: accepted.quality(coding) for coding in PACK}
    best = max(liked, key=lambda coding: liked[coding])
    if liked[best] <= 0 or ("identity" in accepted.values() and accepted.quality("identity") > liked[best]):
        return None
    return best


def reflects_nothing() -> bool:
    """Whether a callback's answer holds no text out of the address: another site could have led there.

    The path is none: it is one of our places, or the answer does not depend on it.
    """
    inputs = request.get_json(cache=True)["inputs"]
    return all(
        # What was never set is not sent at all.
        not isinstance(item.get("value"), str) or not item["value"]
        for item in inputs
        if (item["id"], item["property"]) != ("url", "pathname")
    )


def copies() -> Copies:
    """The copies of this application, beside its data."""
    folder = current_app.config["COACHHUB"].data_folder / "compressed"
    kept: Copies = current_app.extensions.setdefault("compressed_copies", Copies(folder))
    return kept
