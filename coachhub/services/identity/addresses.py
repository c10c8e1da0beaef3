"""E-mail addresses: written one way, and never something that a mail program would read as more than one."""

import re
from typing import Final

SHAPE: Final = re.compile(r"[^@\s<>\",;:()\[\]\\]+@[^@\s<>\",;:()\[\]\\]+")
LONGEST: Final = 254


class AddressRefusedError(ValueError):
    """This is no e-mail address."""


def fold_address(text: str) -> str:
    """The address as it is kept and compared; AddressRefusedError when it is none."""
    folded = text.strip().lower()
    if len(folded) > LONGEST or not folded.isprintable() or not SHAPE.fullmatch(folded):
        raise AddressRefusedError(text[:LONGEST])
    domain = folded.rpartition("@")[2]
    if (
        folded.startswith((".", "-"))
        or domain.startswith((".", "-"))
        or domain.endswith((".", "-"))
        or ".." in folded
    ):
        raise AddressRefusedError(text[:LONGEST])
    return folded
