"""Dash callbacks: the shape of a body is checked before Dash sees it. What it says is a wish, not a right."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Response, current_app, jsonify, request
from werkzeug.exceptions import BadRequest, ClientDisconnected, RequestEntityTooLarge

from coachhub.access.policy import Rule, find_rule
from coachhub.scope import Role

MAXIMUM_BYTES: Final = 512 * 1024
MAXIMUM_TEXT: Final = 4000


class MalformedBodyError(ValueError):
    """A callback body that our own pages never send."""


def check_callback(role: Role) -> Response | None:
    """Answer a callback body of the wrong shape with 400, 404 or 413; None lets it through to Dash."""
    # Holds for bodies without a declared length too: they are not read any further.
    request.max_content_length = MAXIMUM_BYTES + 1
    try:
        body = read_body()
        output = read_output(body)
        declared = current_app.extensions["dash_callbacks"]().get(output)
        if declared is None or not is_admitted(find_rule(output), role):
            return refuse(404, "There is no such callback.")
        check_shape(body, output, declared)
    except RequestEntityTooLarge:
        return refuse(413, "The request is larger than a page ever sends.")
    except ClientDisconnected:
        return refuse(400, "The body ended too early.")
    except MalformedBodyError as error:
        return refuse(400, str(error))
    return None


def is_admitted(rule: Rule | None, role: Role) -> bool:
    """Whether the policy has a row for the callback that admits the role."""
    return rule is not None and rule.kind == "callback" and rule.who.admits(role)


def refuse(status: int, words: str) -> Response:
    """An answer that says in one sentence why."""
    response: Response = jsonify(error=words)
    response.status_code = status
    return response


def read_body() -> dict[str, Any]:
    """The body as an object; anything else is malformed."""
    if len(request.get_data()) > MAXIMUM_BYTES:
        raise RequestEntityTooLarge
    if not request.is_json:
        raise MalformedBodyError("A callback is sent as JSON.")
    try:
        body = request.get_json(cache=True)
    except (BadRequest, RecursionError, UnicodeDecodeError) as error:
        raise MalformedBodyError("The body is not JSON.") from error
    if not isinstance(body, dict):
        raise MalformedBodyError("The body is not an object.")
    return body


def read_output(body: Mapping[str, Any]) -> str:
    """The callback that the body asks for."""
    output = body.get("output")
    if not isinstance(output, str):
        raise MalformedBodyError("The body names no output.")
    return output


def check_shape(body: Mapping[str, Any], output: str, declared: Mapping[str, Any]) -> None:
    """Raise unless inputs, states and outputs are exactly the declared ones, with plain values."""
    for key, expected in (("inputs", declared["inputs"]), ("state", declared["state"])):
        given = body.get(key, [])
        if not isinstance(given, list) or len(given) != len(expected):
            raise MalformedBodyError(f"The {key} are not those of the callback.")
        for item, wanted in zip(given, expected, strict=True):
            check_property(item, wanted["id"], wanted["property"])
            if not is_plain(item.get("value")):
                raise MalformedBodyError(f"A value in the {key} is not plain text or a number.")
    component, _, name = output.rpartition(".")
    check_property(body.get("outputs"), component, name)
    changed = body.get("changedPropIds", [])
    known = {f"{wanted['id']}.{wanted['property']}" for wanted in declared["inputs"]}
    if not isinstance(changed, list) or not all(isinstance(one, str) and one in known for one in changed):
        raise MalformedBodyError("The changed properties are not those of the callback.")
    parsed = body.get("parsedChangedPropsIds", [])
    if not isinstance(parsed, list) or not all(isinstance(one, str) for one in parsed):
        raise MalformedBodyError("The changed properties are not those of the callback.")


def check_property(item: Any, component: str, name: str) -> None:
    """Raise unless `item` is the named property of the named component."""
    if not isinstance(item, dict) or item.get("id") != component or item.get("property") != name:
        raise MalformedBodyError(f"{component}.{name} is missing.")


def is_plain(value: Any) -> bool:
    """Whether a value is one that our components hold: short text, a number, a flag or nothing."""
    if isinstance(value, str):
        return len(value) <= MAXIMUM_TEXT and "\x00" not in value
    if isinstance(value, float):
        return value == value and abs(value) != float("inf")
    return value is None or isinstance(value, bool | int)
