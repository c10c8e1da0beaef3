"""Links that people typed: only those that a browser opens as a page or a mail."""

from typing import Final
from urllib.parse import urlsplit

ALLOWED: Final = frozenset({"http", "https", "mailto"})


def safe_url(url: str | None) -> str | None:
    """The address to link to, or None when it is not a plain web or mail address."""
    if not url or not url.isprintable():
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme.lower() not in ALLOWED:
        return None
    if parts.scheme.lower() != "mailto" and not parts.netloc:
        return None
    return parts.geturl()
