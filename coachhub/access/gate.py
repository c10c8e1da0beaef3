"""The gate: one check before every request; what the policy does not admit goes no further."""

from urllib.parse import urlsplit

from flask import Response, abort, g, jsonify, redirect, request, url_for
from werkzeug.exceptions import SecurityError
from werkzeug.wrappers import Response as BaseResponse

from coachhub.access.callbacks import check_callback
from coachhub.access.policy import Rule, Who, find_rule
from coachhub.access.redirects import safe_next
from coachhub.access.sessions import current_person

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
DISPATCH = "/dash/_dash-update-component"
MAXIMUM_BYTES = 1024 * 1024
"""The largest body where no file is expected."""


SECRET_PATHS = ("/invitation/", "/reset-password/")
"""What follows these in an address opens something: it is kept out of every log."""


def guard() -> BaseResponse | None:
    """Let the request pass (None), or answer it; registered before everything else looks at the request."""
    hide_secret()
    if isinstance(request.routing_exception, SecurityError):
        # Without a host that is ours no address can be built, so the error page cannot be drawn either.
        return Response("This server does not go by that name.\n", 400, mimetype="text/plain")
    if request.endpoint is None:
        return None
    rule = find_rule(request.endpoint)
    if rule is None or (request.method not in rule.methods and request.method not in SAFE_METHODS):
        abort(404)
    if request.method not in SAFE_METHODS and comes_from_elsewhere():
        abort(403)
    if "session_error" in g and (rule.answers == "page" or rule.who is not Who.PUBLIC):
        raise g.session_error
    if not rule.takes_files:
        request.max_content_length = MAXIMUM_BYTES
    if rule.who is Who.PUBLIC:
        refuse_odd_fields(rule)
        return None
    person = current_person()
    if person is None:
        return lead_to_door(rule)
    if not rule.who.admits(person.role):
        # The same answer as for what does not exist: a role learns nothing about other roles' pages.
        abort(404)
    if request.endpoint == DISPATCH:
        return check_callback(person.role)
    refuse_odd_fields(rule)
    return None


def hide_secret() -> None:
    """Take a link's secret out of what the server in front writes down; the request has read it already."""
    for prefix in SECRET_PATHS:
        if request.path.startswith(prefix):
            for name in ("PATH_INFO", "RAW_URI", "REQUEST_URI"):
                if name in request.environ:
                    request.environ[name] = f"{prefix}-"


def refuse_odd_fields(rule: Rule) -> None:
    """Answer 400 to what no form of ours sends: JSON, a file where text is expected, and zero signs."""
    if request.method in SAFE_METHODS:
        return
    if request.is_json:
        # A form would read it, with lists and numbers where it expects text.
        abort(400)
    if request.files and not rule.takes_files:
        abort(400)
    refuse_zero_signs()


def refuse_zero_signs() -> None:
    """Answer 400 to text that no database of ours can hold; no keyboard types it."""
    texts = [*request.form.values(), *(upload.filename or "" for upload in request.files.values())]
    if any("\x00" in text for text in texts):
        abort(400)


def comes_from_elsewhere() -> bool:
    """Whether a browser says that another site made this request; the form's token is checked besides."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    try:
        return urlsplit(origin).netloc != request.host
    except ValueError:
        return True


def lead_to_door(rule: Rule) -> BaseResponse:
    """Tell a visitor to sign in: a page leads there, a form shows what it held, callbacks are told 401."""
    if rule.answers == "page" and request.method in SAFE_METHODS:
        wanted = request.full_path.rstrip("?") if request.query_string else request.path
        return redirect(url_for("door.sign_in", next=safe_next(wanted)))
    if rule.answers == "page":
        abort(401)
    response: Response = jsonify(error="Sign in first.")
    response.status_code = 401
    return response
