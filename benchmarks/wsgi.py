"""The application with one more route: an empty answer behind the same gate. Only gunicorn loads it."""

from types import MappingProxyType

from flask import Response

from coachhub.access import Rule
from coachhub.access.policy import Who
from coachhub.app import create_app
from coachhub.settings import Settings

EMPTY = "/benchmarks/empty"

app = create_app(Settings.from_env())


@app.get(EMPTY, endpoint="benchmarks.empty")
def answer_nothing() -> Response:
    """Nothing, to whom the gate admits."""
    return Response(status=204)


app.extensions["coachhub_policy"] = MappingProxyType(
    {
        **app.extensions["coachhub_policy"],
        "benchmarks.empty": Rule("benchmarks.empty", Who.STAFF, "nothing: an empty answer", answers="data"),
    }
)
