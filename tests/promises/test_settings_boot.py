"""Production refuses to start on a setting that is not safe, in one line that says which and what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coachhub.settings import FORBIDDEN_IN_PRODUCTION, MailSettings, Settings, SettingsError
from tests.support.tree import ROOT

SECRET = "8dT4n0qWzY7rK2mXv5LpB1cJ6hGfSa9E"
GOOD = {
    "COACHHUB_ENV": "production",
    "SECRET_KEY": SECRET,
    "TRUSTED_HOSTS": "coach.example.org",
    "DATABASE_URL": "postgresql://u@db.example.org/coachhub",
}
MAIL = {
    "COACHHUB_MAIL_HOST": "mail.example.org",
    "COACHHUB_MAIL_FROM": "hello@coach.example.org",
    "COACHHUB_MAIL_USER": "coachhub",
    "COACHHUB_MAIL_PASSWORD": "pass-word",
    "COACHHUB_URL": "https://coach.example.org",
}
# What is changed in a good environment, and the setting that the sentence must name.
BAD: dict[str, tuple[dict[str, str], str]] = {
    "no secret": ({"SECRET_KEY": ""}, "SECRET_KEY"),
    "the secret of development": ({"SECRET_KEY": "only-for-this-machine-never-for-people"}, "SECRET_KEY"),
    "a short secret": ({"SECRET_KEY": SECRET[:31]}, "SECRET_KEY"),
    "one sign as secret": ({"SECRET_KEY": "a" * 64}, "SECRET_KEY"),
    "a secret from a manual": ({"SECRET_KEY": "change-me-to-something-random-please"}, "SECRET_KEY"),
    "a secret in no file": ({"SECRET_KEY_FILE": "/nowhere/secret"}, "SECRET_KEY_FILE"),
    "a folder as secret": ({"SECRET_KEY_FILE": "/"}, "SECRET_KEY_FILE"),
    "no hosts": ({"TRUSTED_HOSTS": ""}, "TRUSTED_HOSTS"),
    "blank hosts": ({"TRUSTED_HOSTS": " , "}, "TRUSTED_HOSTS"),
    "any host": ({"TRUSTED_HOSTS": "*"}, "TRUSTED_HOSTS"),
    "an address as host": ({"TRUSTED_HOSTS": "https://coach.example.org/"}, "TRUSTED_HOSTS"),
    "a mistyped environment": ({"COACHHUB_ENV": "prod"}, "COACHHUB_ENV"),
    "a number of proxies in words": ({"COACHHUB_PROXIES": "one"}, "COACHHUB_PROXIES"),
    "a raised number of proxies": ({"COACHHUB_PROXIES": "²"}, "COACHHUB_PROXIES"),
    "fewer proxies than none": ({"COACHHUB_PROXIES": "-1"}, "COACHHUB_PROXIES"),
    "the demo": ({"COACHHUB_DEMO": "1"}, "COACHHUB_DEMO"),
    "the tripwire": ({"COACHHUB_TRIPWIRE": "1"}, "COACHHUB_TRIPWIRE"),
    "another database": ({"DATABASE_URL": "mysql://u:pass-word@db/x"}, "DATABASE_URL"),
    "no address of a database": ({"DATABASE_URL": "coachhub.db"}, "DATABASE_URL"),
    "mail without a server": ({**MAIL, "COACHHUB_MAIL_HOST": ""}, "COACHHUB_MAIL_HOST"),
    "an address as mail server": ({**MAIL, "COACHHUB_MAIL_HOST": "smtp://x"}, "COACHHUB_MAIL_HOST"),
    "mail from nobody": ({**MAIL, "COACHHUB_MAIL_FROM": ""}, "COACHHUB_MAIL_FROM"),
    "mail from two": ({**MAIL, "COACHHUB_MAIL_FROM": "a@b.de, c@d.de"}, "COACHHUB_MAIL_FROM"),
    "a mail user without a password": ({**MAIL, "COACHHUB_MAIL_PASSWORD": ""}, "COACHHUB_MAIL_PASSWORD"),
    "a mail password without a user": ({**MAIL, "COACHHUB_MAIL_USER": ""}, "COACHHUB_MAIL_USER"),
    "a mail password in no file": (
        {**MAIL, "COACHHUB_MAIL_PASSWORD_FILE": "/nowhere"},
        "COACHHUB_MAIL_PASSWORD_FILE",
    ),
    "a mail port in words": ({**MAIL, "COACHHUB_MAIL_PORT": "smtp"}, "COACHHUB_MAIL_PORT"),
    "no mail port at all": ({**MAIL, "COACHHUB_MAIL_PORT": "70000"}, "COACHHUB_MAIL_PORT"),
    "another kind of encryption": ({**MAIL, "COACHHUB_MAIL_TLS": "ssl"}, "COACHHUB_MAIL_TLS"),
    "mail in clear": (
        {**MAIL, "COACHHUB_MAIL_TLS": "none", "COACHHUB_MAIL_USER": "", "COACHHUB_MAIL_PASSWORD": ""},
        "COACHHUB_MAIL_TLS",
    ),
    "mail without an address for links": ({**MAIL, "COACHHUB_URL": ""}, "COACHHUB_URL"),
    "links without encryption": ({**MAIL, "COACHHUB_URL": "http://coach.example.org"}, "COACHHUB_URL"),
    "links to a page": ({"COACHHUB_URL": "https://coach.example.org/x"}, "COACHHUB_URL"),
    "links to a script": ({"COACHHUB_URL": "javascript:alert(1)"}, "COACHHUB_URL"),
    "links with a user": ({"COACHHUB_URL": "https://a@coach.example.org"}, "COACHHUB_URL"),
    **{name.lower(): ({name: "true"}, name) for name in FORBIDDEN_IN_PRODUCTION},
}


def refusal(environment: dict[str, str]) -> str:
    """The sentence with which an environment is refused; empty when it is not."""
    try:
        Settings.from_env(environment)
    except SettingsError as error:
        return str(error)
    return ""


def test_a_good_environment_starts() -> None:
    assert refusal(GOOD) == ""
    made = Settings.from_env(GOOD)
    assert (made.production, made.tripwire, made.demo, made.proxies) == (True, False, False, 0)
    assert made.session_cookie_name == "__Host-coachhub"
    assert made.database_url.startswith("postgresql+psycopg://")
    for hosts in ("a.example,b.example:8443", ".example.org", "127.0.0.1", "[::1]:8000", "localhost"):
        assert refusal({**GOOD, "TRUSTED_HOSTS": hosts}) == ""
    assert refusal({**GOOD, "DASH_DEBUG": "false", "FLASK_DEBUG": "0"}) == ""


def test_a_mail_server_is_read_whole(tmp_path: Path) -> None:
    assert Settings.from_env(GOOD).mail is None
    made = Settings.from_env({**GOOD, **MAIL})
    assert made.mail == MailSettings(
        "mail.example.org", 587, "hello@coach.example.org", "starttls", "coachhub", "pass-word"
    )
    assert made.public_url == "https://coach.example.org"
    kept = tmp_path / "kept"
    kept.write_text("from a file\n", encoding="utf-8")
    other = {
        "COACHHUB_MAIL_TLS": "TLS",
        "COACHHUB_MAIL_PASSWORD_FILE": str(kept),
        "COACHHUB_MAIL_PASSWORD": "",
    }
    read = Settings.from_env({**GOOD, **MAIL, **other}).mail
    assert read is not None
    assert (read.port, read.security, read.password) == (465, "tls", "from a file")
    assert "from a file" not in repr(read)


def test_each_bad_setting_is_refused_by_name_in_one_line() -> None:
    for name, (changes, setting) in BAD.items():
        said = refusal({**GOOD, **changes})
        assert said.startswith(setting), name
        assert "\n" not in said
        assert said.endswith("."), name
        assert len(said) > len(setting) + 15, name


def test_a_refusal_quotes_no_secret() -> None:
    for changes, _ in BAD.values():
        said = refusal({**GOOD, **changes})
        assert SECRET[:8] not in said
        assert "pass-word" not in said
    shown = repr(Settings.from_env({**GOOD, "DATABASE_URL": "postgresql://u:pass-word@db/x"}))
    assert SECRET not in shown
    assert "pass-word" not in shown


def test_the_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text(f"{SECRET}\n", encoding="utf-8")
    environment = {**GOOD, "SECRET_KEY": "", "SECRET_KEY_FILE": str(path)}
    assert Settings.from_env(environment).secret_key == SECRET
    path.write_bytes(b"\xff\xfe\x00")
    assert refusal(environment).startswith("SECRET_KEY_FILE")
    path.write_text("", encoding="utf-8")
    assert refusal(environment).startswith("SECRET_KEY")


def test_development_starts_with_nothing_set_and_watches_itself() -> None:
    made = Settings.from_env({})
    assert (made.production, made.tripwire) == (False, True)
    assert made.session_cookie_name == "coachhub"


def start(changes: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    """A process with this environment, whatever this machine has set."""
    known = (*GOOD, *(name for changed, _ in BAD.values() for name in changed))
    environment = {name: value for name, value in os.environ.items() if name not in known}
    return subprocess.run(
        [sys.executable, *command],
        env={**environment, **GOOD, **changes},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("name", ["no secret", "any host", "dash_mcp_enabled", "the demo"])
def test_the_server_ends_with_that_line_and_no_traceback(name: str) -> None:
    changes, setting = BAD[name]
    ended = start(changes, "-c", "import coachhub.wsgi")
    assert ended.returncode == 3
    assert ended.stdout == ""
    assert ended.stderr.startswith(setting)
    assert ended.stderr.count("\n") == 1


def test_the_command_line_ends_with_that_line_too() -> None:
    changes, setting = BAD["a short secret"]
    ended = start(changes, "-m", "coachhub", "check")
    assert ended.returncode == 1
    assert ended.stderr.startswith(setting)
    assert ended.stderr.count("\n") == 1


@pytest.mark.soak
@pytest.mark.parametrize("name", BAD)
def test_the_server_refuses_every_one_of_them(name: str) -> None:
    changes, setting = BAD[name]
    ended = start(changes, "-c", "import coachhub.wsgi")
    assert (ended.returncode, ended.stderr.count("\n")) == (3, 1)
    assert ended.stderr.startswith(setting)
