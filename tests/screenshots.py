"""`make screenshots`: the README's pictures, taken of the demo in a real browser.

The demo is loaded into a folder that is gone afterwards; what is running on this machine is left alone.
"""

import re
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from uuid import UUID

from playwright.sync_api import Browser, expect

from coachhub.cli.demo_practice import PASSWORD
from coachhub.settings import ROOT
from tests.cli.processes import sign_in
from tests.support.browser import BrowserMissingError, opened_browser, set_up_chromium
from tests.support.demo import running_demo

PICTURES: Final = ROOT / "docs" / "pictures"
ALICE: Final = "alice@demo.example"
BOB: Final = "bob@demo.example"
PRIYA: Final = "priya@demo.example"
DESK: Final = (1440, 1000)
PHONE: Final = (390, 844)
KEYS: Final = {"clients": "name", "applications": "company"}
"""The tables whose keys stand in addresses, and the column that names a row."""


@dataclass(frozen=True)
class Picture:
    """One picture: whose screen, where, and how much of it."""

    name: str
    who: str
    path: str
    """An address; `{clients:Jennifer Hale}` stands for the key of the row with that name."""
    size: tuple[int, int]
    theme: str = "light"
    height: int | None = None
    """Of what is shown from the top; the window where none is given."""


ALL: Final = (
    Picture("today", ALICE, "/dash/today", DESK, height=1280),
    Picture("reasons", BOB, "/dash/reasons", DESK, height=1280),
    Picture("client", BOB, "/dash/clients/{clients:Jennifer Hale}", DESK, height=1280),
    Picture("today-dark", BOB, "/dash/today", DESK, "dark"),
    Picture("phone-search", PRIYA, "/search", PHONE),
    Picture("phone-log", PRIYA, "/search/log", PHONE),
    Picture(
        "phone-rejection",
        PRIYA,
        "/search/applications/{applications:Bellweather Media}/rejection/questions",
        PHONE,
    ),
)


def main() -> int:
    """Take the pictures that are named, or all of them."""
    wanted = set(sys.argv[1:])
    chosen = [picture for picture in ALL if not wanted or picture.name in wanted]
    try:
        program = set_up_chromium()
    except BrowserMissingError as missing:
        print(missing, file=sys.stderr)  # noqa: T201  this is a command
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory() as name,
        running_demo(Path(name)) as address,
        opened_browser(program) as browser,
    ):
        for picture in chosen:
            path = fill_in(picture.path, Path(name) / "data" / "coachhub.db")
            size = take(browser, address, picture, path)
            print(f"{picture.name:<16} {size // 1024:>5} KiB")  # noqa: T201  this is a command
    return 0


def fill_in(path: str, database: Path) -> str:
    """An address with the keys of the rows that it names."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:

        def find_key(mark: re.Match[str]) -> str:
            table, name = mark[1], mark[2]
            question = f"SELECT id FROM {table} WHERE {KEYS[table]} = ?"  # noqa: S608  our own names
            owner = " AND client_id = (SELECT id FROM clients WHERE email = ?)"
            [key] = connection.execute(
                question + (owner if table == "applications" else ""),
                (name, PRIYA) if table == "applications" else (name,),
            ).fetchone()
            return str(UUID(key))

        filled = re.sub(r"\{(\w+):([^}]+)\}", find_key, path)
    connection.close()
    return filled


def take(browser: Browser, address: str, picture: Picture, path: str) -> int:
    """Sign in, open the address, wait until it is drawn, and keep what is seen; returns the bytes."""
    theme: Any = picture.theme
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": picture.height or height},
        color_scheme=theme,
        locale="en-US",
        timezone_id="America/Toronto",
        reduced_motion="reduce",
    )
    with sign_in(address, picture.who, PASSWORD) as session:
        context.add_cookies(
            [
                {"name": one.name, "value": one.value or "", "domain": "127.0.0.1", "path": "/"}
                for one in session.cookies
                if one.path == "/"
            ]
        )
    page = context.new_page()
    page.goto(address + path)
    expect(page.locator("h1").first).to_be_visible(timeout=20_000)
    page.wait_for_load_state("networkidle")
    kept = page.screenshot(path=PICTURES / f"{picture.name}.png", scale="css", animations="disabled")
    context.close()
    return len(kept)


if __name__ == "__main__":
    sys.exit(main())
