"""Settings, read once from the environment; production refuses to start on a bad value and says which."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

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
ROOT: Final = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """A setting that the program cannot start with; the message names it and says what to do."""


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
    path = environment.get("SECRET_KEY_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SettingsError(f"SECRET_KEY_FILE cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise SettingsError("SECRET_KEY_FILE cannot be read: it is not text.") from error
    return environment.get("SECRET_KEY") or DEVELOPMENT_SECRET


def read_count(environment: Mapping[str, str], name: str, default: int) -> int:
    """A whole number from 0 on."""
    text = environment.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
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
