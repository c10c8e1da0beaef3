"""Settings, read once from the environment; production refuses to start on a bad value and says which."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

DEVELOPMENT_SECRET: Final = "only-for-this-machine-never-for-people"  # noqa: S105  refused in production
FORBIDDEN_IN_PRODUCTION: Final = (
    "FLASK_DEBUG",
    "DASH_DEBUG",
    "DASH_MCP_ENABLED",
    "DASH_HOT_RELOAD",
    "DASH_UI",
)
ENVIRONMENTS: Final = ("development", "production")
KNOWN_SECRETS: Final = ("change", "secret", "example", "password", "default", "insecure", "your-")
"""How secrets begin that were copied from a manual."""
HOST: Final = re.compile(r"\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d+)?|\[[0-9A-Fa-f:]+\](:\d+)?")
MINIMUM_SECRET_BYTES: Final = 32
MAIL_PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}
"""How a mail server is spoken to, and on which port unless another is named."""
THIS_MACHINE: Final = ("localhost", "127.0.0.1", "::1")
SENDER: Final = re.compile(r"[^@\s<>\",;:]+@[^@\s<>\",;:]+")
ROOT: Final = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """A setting that the program cannot start with; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """The server that takes our mail."""

    host: str
    port: int
    sender: str
    """The address that mail comes from."""
    security: str = "starttls"
    """`starttls`, `tls`, or `none` for a server on this machine."""
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between one installation and another."""

    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    production: bool = False
    trusted_hosts: tuple[str, ...] = ("localhost", "127.0.0.1")
    proxies: int = 0
    """How many proxies of ours stand in front; their X-Forwarded headers are believed, no others."""
    demo: bool = False
    """Shows the demo's sign-ins on the sign-in page; never in production."""
    tripwire: bool = False
    """Raise on a SELECT of an owned table without a practice condition: tests and development."""
    password_hash_memory_kib: int = 19 * 1024
    password_hash_rounds: int = 2
    idle_minutes: int = 30
    absolute_hours: int = 12
    data_folder: Path = field(default_factory=lambda: ROOT / "var")
    mail: MailSettings | None = None
    """None: nothing is mailed, and links are shown to be copied."""
    public_url: str = ""
    """Where people reach this server, for the links in mails; without a slash at the end."""

    @classmethod
    def from_env(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read the environment; SettingsError names the first value that cannot be used."""
        name = environment.get("COACHHUB_ENV") or "development"
        if name not in ENVIRONMENTS:
            raise SettingsError(f"COACHHUB_ENV is {name!r}; it must be development or production.")
        production = name == "production"
        data_folder = Path(environment.get("COACHHUB_DATA", str(ROOT / "var")))
        default_url = f"sqlite:///{data_folder / 'coachhub.db'}"
        settings = cls(
            database_url=read_database_url(environment, default_url),
            secret_key=read_secret(environment),
            production=production,
            trusted_hosts=read_hosts(environment),
            proxies=read_count(environment, "COACHHUB_PROXIES", 0),
            demo=environment.get("COACHHUB_DEMO", "") == "1",
            tripwire=environment.get("COACHHUB_TRIPWIRE", "" if production else "1") == "1",
            data_folder=data_folder,
            mail=read_mail(environment),
            public_url=read_public_url(environment),
        )
        if settings.mail is not None and not settings.public_url:
            raise SettingsError(
                "COACHHUB_URL is not set: links in mails begin with it, for example https://coach.example.org."
            )
        if production:
            refuse_unsafe(settings, environment)
        return settings

    @property
    def session_cookie_name(self) -> str:
        """The cookie of signed-in people; the __Host- prefix binds it to HTTPS and this host."""
        return "__Host-coachhub" if self.production else "coachhub"


def read_database_url(environment: Mapping[str, str], default: str) -> str:
    """The database's address, with the driver that we ship for PostgreSQL."""
    url = environment.get("DATABASE_URL") or default
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingsError("DATABASE_URL must begin with postgresql:// or sqlite:///.")
    return url


def read_hosts(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The names that this server answers to."""
    named = environment.get("TRUSTED_HOSTS") or "localhost,127.0.0.1"
    hosts = tuple(host.strip() for host in named.split(",") if host.strip())
    if not hosts:
        raise SettingsError("TRUSTED_HOSTS names no host: write names such as coach.example.org.")
    for host in hosts:
        if not HOST.fullmatch(host):
            raise SettingsError(f"TRUSTED_HOSTS holds {host!r}: write names such as coach.example.org.")
    return hosts


def read_secret(environment: Mapping[str, str]) -> str:
    """The signing key, from SECRET_KEY or from the file that SECRET_KEY_FILE names."""
    found = read_kept(environment, "SECRET_KEY_FILE")
    return found if found is not None else environment.get("SECRET_KEY") or DEVELOPMENT_SECRET


def read_kept(environment: Mapping[str, str], name: str) -> str | None:
    """What stands in the file that the setting `name` names; None when it names none."""
    path = environment.get(name)
    if not path:
        return None
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(f"{name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{name} cannot be read: it is not text.") from error


def read_mail(environment: Mapping[str, str]) -> MailSettings | None:
    """The mail server, or None when none is named; half of one is refused."""
    host = environment.get("COACHHUB_MAIL_HOST", "").strip()
    given = {
        name.removeprefix("COACHHUB_MAIL_"): value.strip()
        for name, value in environment.items()
        if name.startswith("COACHHUB_MAIL_") and value.strip()
    }
    if not host:
        if given:
            raise SettingsError(
                f"COACHHUB_MAIL_HOST is not set, but COACHHUB_MAIL_{min(given)} is: set both, or neither."
            )
        return None
    if not HOST.fullmatch(host) or host.startswith("."):
        raise SettingsError(f"COACHHUB_MAIL_HOST is {host!r}; write a name such as mail.example.org.")
    sender = given.get("FROM", "")
    if not SENDER.fullmatch(sender):
        raise SettingsError(
            "COACHHUB_MAIL_FROM is not an address: name where mail comes from, like hello@coach.example.org."
        )
    security = given.get("TLS", "starttls").lower()
    if security not in MAIL_PORTS:
        raise SettingsError(f"COACHHUB_MAIL_TLS is {security!r}; it must be starttls, tls or none.")
    port = read_count(environment, "COACHHUB_MAIL_PORT", MAIL_PORTS[security], longest=5)
    if not 1 <= port <= 65535:
        raise SettingsError(f"COACHHUB_MAIL_PORT is {port}; it must be a port from 1 to 65535.")
    password = read_kept(environment, "COACHHUB_MAIL_PASSWORD_FILE")
    password = password if password is not None else given.get("PASSWORD", "")
    user = given.get("USER", "")
    if bool(user) != bool(password):
        missing = "COACHHUB_MAIL_PASSWORD" if user else "COACHHUB_MAIL_USER"
        raise SettingsError(f"{missing} is not set: a mail server wants a user and a password, or neither.")
    if security == "none" and user and host not in THIS_MACHINE:
        raise SettingsError("COACHHUB_MAIL_TLS is none: the mail password would cross the network in clear.")
    return MailSettings(host, port, sender, security, user, password)


def read_public_url(environment: Mapping[str, str]) -> str:
    """The address of this server for links in mails; empty when it is not set."""
    text = environment.get("COACHHUB_URL", "").strip().rstrip("/")
    if not text:
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    plain = (
        parts.scheme in ("http", "https")
        and HOST.fullmatch(parts.netloc)
        and not parts.netloc.startswith(".")
    )
    if not plain or parts.path or parts.query or parts.fragment:
        raise SettingsError(
            "COACHHUB_URL is not the address of a server: write it like https://coach.example.org."
        )
    return text


def read_count(environment: Mapping[str, str], name: str, default: int, *, longest: int = 4) -> int:
    """A whole number from 0 on, of so many digits at most."""
    text = environment.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and len(text) <= longest):
        raise SettingsError(f"{name} is {text!r}; it must be a whole number, 0 or more.")
    return int(text)


def refuse_unsafe(settings: Settings, environment: Mapping[str, str]) -> None:
    """Raise SettingsError on what production must not start with."""
    if settings.secret_key == DEVELOPMENT_SECRET:
        raise SettingsError("SECRET_KEY is not set: give production a random one of 32 bytes or more.")
    if len(settings.secret_key.encode()) < MINIMUM_SECRET_BYTES:
        raise SettingsError("SECRET_KEY is too short: it needs 32 bytes or more.")
    if len(set(settings.secret_key)) < 10 or settings.secret_key.lower().startswith(KNOWN_SECRETS):
        raise SettingsError("SECRET_KEY is easy to guess: give production a random one of 32 bytes or more.")
    for name in FORBIDDEN_IN_PRODUCTION:
        if environment.get(name, "").strip().lower() not in ("", "0", "false"):
            raise SettingsError(f"{name} is set: unset it, production does not run with it.")
    if not environment.get("TRUSTED_HOSTS", "").strip():
        raise SettingsError("TRUSTED_HOSTS is not set: name the hosts that people reach this server by.")
    if settings.demo:
        raise SettingsError("COACHHUB_DEMO is set: the demo's sign-ins are public, production has none.")
    if settings.tripwire:
        raise SettingsError("COACHHUB_TRIPWIRE is set: it belongs to tests and development.")
    if settings.public_url and not settings.public_url.startswith("https://"):
        raise SettingsError("COACHHUB_URL begins with http: people reach production over https.")
    if (
        settings.mail is not None
        and settings.mail.security == "none"
        and settings.mail.host not in THIS_MACHINE
    ):
        raise SettingsError("COACHHUB_MAIL_TLS is none: mail with links would cross the network in clear.")
