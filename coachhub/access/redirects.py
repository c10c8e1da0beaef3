"""Where a person may be sent after signing in: a page of ours that can be read, nothing else."""

import re
from typing import Final
from urllib.parse import urlsplit

from flask import current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from coachhub.access.policy import find_rule

# One slash, then only what our own addresses contain: no second slash, backslash, control sign or scheme.
SAFE_PATH: Final = re.compile(r"/(?![/\\])[A-Za-z0-9_\-./]*\Z")
SAFE_QUERY: Final = re.compile(r"[A-Za-z0-9_\-.=&+%]*\Z")
MAXIMUM_LENGTH: Final = 400


def safe_next(target: str | None) -> str | None:
    """`target` when it is the path of a page that a GET reaches, else None."""
    if not target or len(target) > MAXIMUM_LENGTH or not target.isascii() or not target.isprintable():
        return None
    # Dash answers every address under its own with a page, those of its machinery too.
    if not target.startswith("/") or target.startswith("/dash/_"):
        return None
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or parts.fragment:
        return None
    if not SAFE_PATH.match(parts.path) or ".." in parts.path or not SAFE_QUERY.match(parts.query):
        return None
    try:
        endpoint, _ = current_app.url_map.bind("").match(parts.path, method="GET")
    except (HTTPException, RequestRedirect):
        return None
    rule = find_rule(endpoint)
    if rule is None or rule.answers != "page" or endpoint == "door.sign_in":
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")
