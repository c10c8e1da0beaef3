"""What every page's frame shows: the places that exist for this person, and who she is."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext as _

from coachhub import access
from coachhub.scope import Role


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation."""

    title: str
    url: str
    current: bool


def list_places() -> list[Place]:
    """The screens that exist for who is signed in, in the order of use."""
    person = access.current_person()
    if person is None:
        return []
    if person.role is Role.CLIENT:
        wanted = [
            (_("My search"), url_for("search.show_search")),
            (_("Bring my tracker"), url_for("imports.import_tracker")),
        ]
    else:
        wanted = [
            (_("Today"), "/dash/today"),
            (_("Reasons"), "/dash/reasons"),
            (_("What works"), "/dash/what-works"),
            (_("Bring a tracker"), url_for("imports.import_tracker")),
        ]
    if person.role is Role.OWNER:
        wanted.append((_("People"), url_for("people.list_people")))
    return [Place(title, url, request.path.startswith(url.removesuffix("/new"))) for title, url in wanted]


def find_search() -> str | None:
    """Where somebody of the practice looks for a client: the table of Today, open, at its search field."""
    person = access.current_person()
    return None if person is None or person.role is Role.CLIENT else "/dash/today?everyone=1#q"


@lru_cache(maxsize=64)
def fingerprint(path: Path, _changed_at: float) -> str:
    """A few signs that change with the content of a file: browsers keep our files for a year."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def static_url(name: str) -> str:
    """The address of one of our own files, new whenever the file is."""
    path = Path(current_app.static_folder or "") / name
    return url_for("static", filename=name, v=fingerprint(path, path.stat().st_mtime))


def describe_shell() -> dict[str, Any]:
    """The variables that base.html reads, for Flask pages and Dash pages alike."""
    return {
        "person": access.current_person(),
        "places": list_places(),
        "find_url": find_search(),
        "static_url": static_url,
    }
