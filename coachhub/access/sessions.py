"""The session behind a request: a row for who is signed in, a signed cookie for visitors at the door."""

from typing import Any, Final

from flask import Flask, Request, Response, g
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_login import UserMixin

from coachhub.scope import Scope
from coachhub.services import identity
from coachhub.services.identity import Person
from coachhub.settings import Settings

CSRF_COOKIE: Final = "_csrf_token"
"""The token that Dash's scripts read and send back; worth nothing without the session it was made for."""

WITHOUT_SESSION: Final = ("/static/", "/bootstrap/static/", "/dash/_dash-component-suites/", "/dash/assets/")
"""Files for everybody: reading them asks the database nothing."""


class PersonSession(SecureCookieSession):
    """What Flask sees of a signed-in person's row: her CSRF secret and the sentences for the next page."""

    def __init__(self, person: Person) -> None:
        super().__init__({"csrf_token": person.csrf_secret, "_flashes": list(person.notices)})
        self.person = person
        self.notices = list(person.notices)

    @property
    def changed_notices(self) -> list[Any] | None:
        """The sentences for the next page, when this request changed them."""
        now = list(self.get("_flashes", []))
        return now if now != self.notices else None


class NoSession(SecureCookieSession):
    """What goes with a file for everybody: read from nothing and kept nowhere."""


class PersonSessionInterface(SecureCookieSessionInterface):
    """Reads the cookie of a signed-in person, or the visitor's cookie, and writes back what changed."""

    def get_cookie_name(self, app: Flask) -> str:
        """The visitor's cookie, which holds nothing but a CSRF secret and sentences."""
        return settings_of(app).session_cookie_name + "-visitor"

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of this request; a file for everybody gets an empty one, unasked."""
        if request.path.startswith(WITHOUT_SESSION):
            return NoSession()
        settings = settings_of(app)
        token = request.cookies.get(settings.session_cookie_name)
        if token:
            try:
                person = identity.resolve_session(token, idle_minutes=settings.idle_minutes)
            except Exception as error:
                # Raised here it would leave no session to draw the error page with: the gate raises it.
                g.session_error = error
                return NoSession()
            if person is not None:
                return PersonSession(person)
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Set, keep or delete cookies and rows after the request."""
        if isinstance(session, NoSession):
            return
        settings = settings_of(app)
        began: str | None = g.get("session_began")
        if began is not None or g.get("session_ended"):
            response.delete_cookie(self.get_cookie_name(app), path="/", **cookie_flags(settings))
        if began is not None:
            response.set_cookie(settings.session_cookie_name, began, path="/", **cookie_flags(settings))
        elif g.get("session_ended"):
            response.delete_cookie(settings.session_cookie_name, path="/", **cookie_flags(settings))
            response.delete_cookie(CSRF_COOKIE, path="/dash/")
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        elif isinstance(session, PersonSession):
            if session.changed_notices is not None:
                identity.keep_notices(session.person.session_hash, session.changed_notices)
        else:
            super().save_session(app, session, response)


def settings_of(app: Flask) -> Settings:
    """The settings that the application was made with."""
    settings = app.config["COACHHUB"]
    assert isinstance(settings, Settings)  # noqa: S101  create_app puts it there
    return settings


def cookie_flags(settings: Settings) -> dict[str, Any]:
    """Out of reach of scripts and of other sites; over HTTPS only in production."""
    return {"secure": settings.production, "httponly": True, "samesite": "Lax"}


def current_person() -> Person | None:
    """Who is signed in on this request."""
    from flask import session  # noqa: PLC0415  the proxy, not the class of that name

    return getattr(session, "person", None)


def current_scope() -> Scope:
    """The scope of this request; only behind the gate, where somebody is signed in."""
    person = current_person()
    if person is None:
        raise LookupError("Nobody is signed in: this code runs in front of the gate.")
    return person.scope


def begin(token: str) -> None:
    """The answer to this request carries the cookie of a new session; the one it came with is over."""
    person = current_person()
    if person is not None:
        identity.end_session(person.session_hash)
    g.session_began = token


def end() -> None:
    """End the session of this request: its row is gone, so a copy of the cookie is dead too."""
    person = current_person()
    if person is not None:
        identity.end_session(person.session_hash)
    g.session_ended = True


class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """Flask-Login's view of a person, for `current_user`; the session itself is ours."""

    def __init__(self, person: Person) -> None:
        self.id = str(person.user_id)
        self.person = person


def load_user(_request: Request) -> SignedIn | None:
    """Who is signed in, for Flask-Login."""
    person = current_person()
    return SignedIn(person) if person else None
