"""What the routes of coachhub/access/rules/screens.py answer."""

from collections.abc import Mapping
from typing import Final

from tests.promises.answers.row import Answers

ANSWERS: Final[Mapping[str, Answers]] = {
    "/dash/": Answers("/dash/", reads=(302, 200, 404)),
    "/dash/<path:path>": Answers("/dash/reasons", reads=(302, 200, 404)),
    "/dash/_dash-layout": Answers("/dash/_dash-layout", reads=(401, 200, 404)),
    "/dash/_dash-dependencies": Answers("/dash/_dash-dependencies", reads=(401, 200, 404)),
    "/dash/_dash-update-component": Answers("/dash/_dash-update-component", writes=(401, 400, 404)),
    "/dash/_reload-hash": Answers("/dash/_reload-hash", reads=(401, 200, 404)),
    "/dash/_favicon.ico": Answers("/dash/_favicon.ico", reads=(200, 200, 200)),
    "/dash/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": Answers(
        "/dash/_dash-component-suites/dash/deps/react@18.3.1.min.js", reads=(200, 200, 200)
    ),
    "_dash_dash_assets.static": Answers("/dash/assets/address.js", reads=(200, 200, 200)),
}
