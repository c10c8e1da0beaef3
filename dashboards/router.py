"""From an address to a screen. All that arrives here was chosen by the browser: none of it is a right."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import parse_qs

from dash import Dash, Input, Output
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, RequestRedirect, Rule

from dashboards.client import show_client
from dashboards.elements import Element
from dashboards.kept_pages import write_page
from dashboards.missing import show_missing
from dashboards.reasons import show_reasons
from dashboards.today import show_today
from dashboards.works import show_works

Show = Callable[[Mapping[str, Any], Mapping[str, str]], Element]

SCREENS: Final[Mapping[str, Show]] = {
    "today": show_today,
    "reasons": show_reasons,
    "works": show_works,
    "client": show_client,
}
PLACES: Final = Map(
    [
        Rule("/dash/today", endpoint="today"),
        Rule("/dash/reasons", endpoint="reasons"),
        Rule("/dash/what-works", endpoint="works"),
        Rule("/dash/clients/<uuid:client_id>", endpoint="client"),
    ],
    merge_slashes=False,
)
MAXIMUM_FIELDS: Final = 30


def register(dash: Dash) -> None:
    """Connect the address with the page."""

    @dash.callback(
        Output("page", "children"),
        Input("url", "pathname"),
        Input("url", "search"),
        # Only says that something was written: `assets/posting.js` sets it after a form was sent.
        Input("changed", "data"),
    )
    def show_page(pathname: Any, search: Any, _changed: Any) -> Any:
        return write_page(show(pathname, search))


def show(pathname: Any, search: Any) -> Element:
    """The screen at an address; whatever is not one of ours is not there."""
    try:
        endpoint, values = PLACES.bind("").match(pathname if isinstance(pathname, str) else "")
    except (HTTPException, RequestRedirect):
        return show_missing()
    screen = SCREENS.get(endpoint)
    return screen(values, read_query(search)) if screen else show_missing()


def read_query(search: Any) -> dict[str, str]:
    """The first value of each field of a query string; nothing when it cannot be read."""
    if not isinstance(search, str):
        return {}
    try:
        fields = parse_qs(search.removeprefix("?"), max_num_fields=MAXIMUM_FIELDS)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}
