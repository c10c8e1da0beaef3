"""Whether the program works: for the load balancer and for `make run`."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from coachhub.queries import health
from coachhub.scope import SystemScope

pages = Blueprint("health", __name__)


@pages.get("/health")
def show_health() -> ResponseReturnValue:
    """200 once the database answers and is migrated; otherwise 503. Says nothing else to a stranger."""
    ready = health.is_ready(SystemScope("health"))
    return jsonify(ready=ready), 200 if ready else 503
