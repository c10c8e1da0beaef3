"""A client's search: his own pages at /search, and the same ones for his coach who writes something down."""

from flask import Blueprint

from coachhub.web.search import (
    application,
    editing,
    home,
    interviews,
    listing,
    log,
    moving,
    rejection,
    rejection_feedback,
    taking_along,
)
from coachhub.web.search.whose import add_client, take_client

pages = Blueprint("search", __name__, url_prefix="/search")
record_pages = Blueprint("record", __name__, url_prefix="/clients/<uuid:client_id>/search")
record_pages.url_value_preprocessor(take_client)
record_pages.url_defaults(add_client)

BLUEPRINTS = (pages, record_pages)

for one in BLUEPRINTS:
    for part in (
        home,
        log,
        listing,
        application,
        editing,
        moving,
        interviews,
        rejection,
        rejection_feedback,
        taking_along,
    ):
        part.register(one)

__all__ = ["BLUEPRINTS", "pages", "record_pages"]
