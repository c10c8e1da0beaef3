"""The headers of every answer."""

from typing import Final

from flask import Response, current_app, request

from coachhub.access.policy import find_rule
from coachhub.access.sessions import CSRF_COOKIE, current_person

FIXED: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}
FILE_AGE: Final = "public, max-age=31536000, immutable"


def content_policy(*, dash: bool) -> str:
    """The content security policy; only Dash's own style sheets, written at run time, are let through."""
    return write_policy(tuple(current_app.extensions["dash_csp_hashes"]) if dash else (), dash=dash)


def write_policy(hashes: tuple[str, ...], *, dash: bool) -> str:
    """The policy that lets through our own files, and the inline scripts with these hashes."""
    scripts = " ".join(("'self'", *hashes))
    styles = "'self' 'unsafe-inline'" if dash else "'self'"
    return (
        f"default-src 'none'; script-src {scripts}; style-src {styles}; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
        "base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def add_headers(response: Response) -> Response:
    """Set the headers of `response`; registered to run after everything else."""
    dash = request.path.startswith("/dash/")
    response.headers["Content-Security-Policy"] = content_policy(dash=dash)
    for name, value in FIXED.items():
        response.headers[name] = value
    if current_app.config["COACHHUB"].production:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    response.headers.pop("Server", None)
    if is_file() and response.status_code in (200, 206, 304):
        response.headers["Cache-Control"] = FILE_AGE
    else:
        # Who was signed in must not be readable afterwards, by the back button or the next person.
        response.headers["Cache-Control"] = "no-store"
        response.vary.add("Cookie")
    if dash and response.mimetype == "text/html" and current_person() is not None:
        set_callback_token(response)
    return response


def is_file() -> bool:
    """Whether the answer is one of our scripts, style sheets or pictures, which never change under a name."""
    rule = find_rule(request.endpoint)
    return rule is not None and rule.answers == "file"


def set_callback_token(response: Response) -> None:
    """Give the browser the token that Dash sends back in a header with every callback."""
    from flask_wtf.csrf import generate_csrf  # noqa: PLC0415  loads forms, which most answers do not need

    settings = current_app.config["COACHHUB"]
    response.set_cookie(
        CSRF_COOKIE, generate_csrf(), secure=settings.production, samesite="Strict", path="/dash/"
    )
