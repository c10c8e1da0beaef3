"""All applications, found by words, fifty at a time."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from coachhub.access.language import gettext as _
from coachhub.queries.application_pages import Kind, page_applications
from coachhub.web.search.whose import draw, find_whose
from coachhub.web.search.words import name_outcomes, name_stages


def register(pages: Blueprint) -> None:
    """Add the routes to the client's pages or to the coach's."""
    pages.add_url_rule("/applications", view_func=list_applications)


def list_applications() -> ResponseReturnValue:
    """The open ones first; closed and saved ones by choice."""
    whose = find_whose()
    asked = request.args.get("kind", "")
    kinds: dict[str, Kind] = {"open": "open", "saved": "saved", "closed": "closed", "all": "all"}
    kind = kinds.get(asked, "open")
    words = request.args.get("words", "").replace("\x00", "")[:200]
    wanted = request.args.get("page", "1")
    number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 7 else 1
    page = page_applications(whose.scope, whose.client.id, kind, words=words, number=number)
    if words and not asked and not page.total and page.counts["all"]:
        # Somebody who looks for a name wants to find it, wherever it stands.
        kind = "all"
        page = page_applications(whose.scope, whose.client.id, kind, words=words, number=number)
    chips = [
        ("open", _("Open")),
        ("saved", _("Saved")),
        ("closed", _("Closed")),
        ("all", _("All")),
    ]
    return draw(
        "list.html",
        whose,
        page=page,
        kind=kind,
        words=words,
        chips=chips,
        stages=name_stages(),
        outcomes=name_outcomes(whose),
    )
