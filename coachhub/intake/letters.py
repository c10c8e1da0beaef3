"""The same bytes in several encodings, side by side: a person sees at once which one reads right."""

import re
from collections.abc import Iterable
from typing import Final

FAR: Final = 1 << 20
BEYOND_ASCII: Final = re.compile(rb"[^\s,;\t|\"]{0,20}[\x80-\xff][^,;\t|\"\r\n]{0,24}")
MOST: Final = 2


def show_letters(data: bytes, encodings: Iterable[str]) -> dict[str, str]:
    """A few words with letters beyond ASCII, by the encoding that reads them; none that cannot."""
    found = list(dict.fromkeys(match.strip() for match in BEYOND_ASCII.findall(data[:FAR])))[:MOST]
    shown = {}
    for encoding in encodings:
        try:
            words = [word.decode(encoding) for word in found]
        except (UnicodeDecodeError, LookupError):
            continue
        if words and all(word.isprintable() for word in words):
            shown[encoding] = ", ".join(words)
    return shown
