"""The screens, and what Dash needs for them."""

from typing import Final

from coachhub.access.rule import Rule, Who

ROUTES: Final[tuple[Rule, ...]] = (
    Rule("/dash/", Who.STAFF, "nothing: the empty shell of the charts"),
    Rule("/dash/<path:path>", Who.STAFF, "nothing: the empty shell of the charts"),
    Rule("/dash/_dash-layout", Who.STAFF, "nothing: the same empty layout for everybody", answers="data"),
    Rule("/dash/_dash-dependencies", Who.STAFF, "nothing: which callbacks there are", answers="data"),
    Rule(
        "/dash/_dash-update-component",
        Who.STAFF,
        "practice",
        methods=("POST",),
        answers="data",
    ),
    Rule("/dash/_reload-hash", Who.STAFF, "nothing: used by development only", answers="data"),
    Rule("/dash/_favicon.ico", Who.PUBLIC, "nothing: an icon", answers="file"),
    Rule(
        "/dash/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>",
        Who.PUBLIC,
        "nothing: Dash's own scripts, the same for everybody",
        answers="file",
    ),
    Rule("_dash_dash_assets.static", Who.PUBLIC, "nothing: our own scripts for the charts", answers="file"),
)

CALLBACKS: Final[tuple[Rule, ...]] = (
    Rule(
        "page.children",
        Who.STAFF,
        "practice",
        kind="callback",
        methods=("POST",),
        answers="data",
    ),
)
