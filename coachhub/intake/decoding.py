"""Bytes to text: what the bytes say for certain, else the encoding whose letters make sense."""

import codecs
import re
from collections.abc import Callable
from typing import Final, NamedTuple

from coachhub.intake import messages
from coachhub.intake.alphabets import rate_text
from coachhub.intake.limits import Refusal

# Tried when the bytes are not UTF-8; earlier ones win where two make as much sense.
GUESSED: Final = (
    *("cp1252", "mac_roman", "cp1250", "cp1251", "cp949", "gb18030", "cp932", "big5", "cp1254", "cp1253"),
    *("cp1256", "cp1257", "cp1255", "iso8859_15", "iso8859_2", "euc_jp", "koi8_r", "cp850"),
)
ENCODINGS: Final = ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", *GUESSED)
"""Every encoding that a person can choose for a file."""
MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
SAMPLE: Final = 1 << 16
LIKELY: Final = 0.75
# A header field more that is recognised outweighs this much of the letters.
FIELD: Final = 0.25
TIE: Final = 0.03
BROKEN: Final = re.compile("[\udc80-\udcff]")
# A file that is UTF-8 but for a few bytes was put together from two files.
MOST_BROKEN: Final = 0.5
FEWEST_WHOLE: Final = 3
# Of the bytes of text in two-byte characters: separators, digits and line ends have one each.
FEWEST_ZEROS: Final = 0.06


class Text(NamedTuple):
    """Decoded text, the encoding that read it, and other encodings that read it sensibly.

    `guessed` when letters decided and not the bytes themselves.
    """

    text: str
    encoding: str
    guessed: bool
    others: tuple[str, ...] = ()


def decode(data: bytes, score: Callable[[str], float], chosen: str | None = None) -> Text:
    """The text of the bytes: as somebody has `chosen`, else by its mark, UTF-8, UTF-16, else the encoding
    whose letters and header words make sense; Refusal when it holds NUL.

    `score` says how much the first lines of a text look like a tracker.
    """
    if chosen in ENCODINGS:
        text = Text(data.decode(chosen, "replace").removeprefix("\ufeff"), chosen, False)
    else:
        text = _decode_certainly(data) or _decode_mixed(data) or _guess(data, score)
    if "\ufeff" in text.text:  # marks of files that were put together
        text = text._replace(text=text.text.replace("\ufeff", ""))
    if "\0" in text.text:
        raise Refusal(messages.CONTAINS_NUL)
    return text


def _decode_certainly(data: bytes) -> Text | None:
    """The text when the bytes leave no doubt."""
    for mark, name in MARKS:
        if data.startswith(mark):
            try:
                return Text(data[len(mark) :].decode(name), name, False)
            except UnicodeDecodeError:
                break
    if b"\0" in data[:SAMPLE]:
        return _decode_unmarked(data)
    try:
        return Text(data.decode("utf-8"), "utf-8", False)
    except UnicodeDecodeError:
        return None


def _decode_unmarked(data: bytes) -> Text | None:
    """UTF-16 without its mark: separators and line ends show which byte comes first."""
    head = data[:SAMPLE]
    if head.count(0) < FEWEST_ZEROS * len(head):
        return None  # a zero here and there is no half of a character
    for name in (
        ("utf-16-le", "utf-16-be")
        if head[1::2].count(0) >= head[::2].count(0)
        else ("utf-16-be", "utf-16-le")
    ):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and any(end in text for end in "\r\n,;\t|"):
            return Text(text, name, False)
    return None


def _decode_mixed(data: bytes) -> Text | None:
    """UTF-8 with a few bytes of Windows Western in it, which are read as such."""
    text = data.decode("utf-8", "surrogateescape")
    broken = len(BROKEN.findall(text))
    whole = sum(1 for character in text if character > "\x7f") - broken
    if whole < FEWEST_WHOLE or broken > MOST_BROKEN * whole:
        return None
    mended = BROKEN.sub(lambda match: bytes([ord(match[0]) - 0xDC00]).decode("cp1252", "replace"), text)
    return Text(mended, "utf-8", True)


def _guess(data: bytes, score: Callable[[str], float]) -> Text:
    """The text in the encoding that makes most sense; Refusal when no encoding reads every byte."""
    rated = []
    for place, encoding in enumerate(GUESSED):
        sample = _decode_sample(data, encoding)
        if sample is not None and "\0" not in sample:
            letters = rate_text(sample, encoding)
            rated.append((letters + FIELD * score(sample), -place, letters, encoding))
    if not rated:
        raise Refusal(messages.CONTAINS_NUL)
    top = max(rated)[0]
    near = [one for one in rated if one[0] >= top - TIE]
    rest = sorted((one for one in rated if one[0] < top - TIE), reverse=True)
    order = [*sorted(near, key=lambda one: -one[1]), *rest]
    likely = [encoding for _, _, letters, encoding in order if letters >= LIKELY]
    for _, _, _, encoding in order:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return Text(text, encoding, True, tuple(other for other in likely if other != encoding)[:4])
    raise Refusal(messages.CONTAINS_NUL)


def _decode_sample(data: bytes, encoding: str) -> str | None:
    """The beginning of the text; None when the encoding does not read it."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data[:SAMPLE], final=len(data) <= SAMPLE)
    except UnicodeDecodeError:
        return None
