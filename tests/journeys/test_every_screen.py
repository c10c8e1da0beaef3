"""Every page as every role, at three widths and in two themes: on the first day, in the demo, in a crowd."""

import random
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from benchmarks.loaded import EMAIL as OLIVIA
from benchmarks.loaded import PASSWORD as OLIVIAS
from benchmarks.loaded import load_practice
from coachhub.cli.demo_practice import SIGN_INS, load_demo
from coachhub.extensions import db
from coachhub.models import Client, ImportDraft, Practice, User
from coachhub.scope import Role
from coachhub.services import identity
from dashboards.router import PLACES
from tests.access.planted import ids_by_kind
from tests.journeys.looking import THEMES, WIDTHS, assert_fits, assert_good, open_page
from tests.journeys.places import list_addresses
from tests.support.database import using_database
from tests.support.people import CHEAP, PASSWORD
from tests.support.server import serving

SEED: Final = 20261123
ROLES: Final = ("visitor", "owner", "coach", "client")


@dataclass(frozen=True)
class Place:
    """A server over one practice, with who can sign in and which rows there are."""

    address: str
    cookies: Mapping[str, Any]
    """What a browser of each role holds."""
    ids: Mapping[str, Mapping[str, str]]
    """The rows that addresses name, for each role."""

    def addresses(self, role: str) -> list[str]:
        """The pages of a role."""
        return list_addresses(role, self.ids.get(role, {}))


def sign_in(browser: Browser, address: str, email: str, password: str) -> Any:
    """The cookies of somebody who signed in by the form."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page).not_to_have_url(f"{address}/sign-in")
    state = context.storage_state()
    context.close()
    return state


def find_ids(name: str | None = None) -> dict[str, str]:
    """The rows of the first client called so."""
    practice_id = db.session.scalars(select(Practice.id)).one()
    wanted = select(Client.id).where(Client.practice_id == practice_id).order_by(Client.id)
    if name is not None:
        wanted = wanted.where(Client.name == name)
    client_id: UUID | None = db.session.scalars(wanted).first()
    return ids_by_kind(practice_id, client_id) if client_id else {}


def find_draft(email: str) -> dict[str, str]:
    """The file that somebody brought and did not add yet."""
    brought_by = User.email == email
    key = db.session.scalars(
        select(ImportDraft.id)
        .join(User, User.id == ImportDraft.user_id)
        .where(brought_by, ImportDraft.practice_id == db.session.scalars(select(Practice.id)).one())
    ).first()
    return {"draft": str(key)} if key else {}


@pytest.fixture(scope="module")
def empty_file(session_app: Flask, fast_folder: Path) -> Path:
    """A migrated database without anything in it."""
    return fast_folder / "template.db"


@contextmanager
def new_database(app: Flask, empty_file: Path, folder: Path) -> Iterator[str]:
    """A database of one module's own in `folder`, which the application uses meanwhile."""
    url = f"sqlite:///{shutil.copyfile(empty_file, folder / 'practice.db')}"
    with using_database(app, url):
        yield url


@pytest.fixture(scope="module")
def demo(
    session_app: Flask, empty_file: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Place]:
    """The demo practice."""
    with new_database(session_app, empty_file, tmp_path_factory.mktemp("demo")) as url:
        with session_app.app_context():
            load_demo()
            jennifer = find_ids("Jennifer Hale")
            drafts = {role: find_draft(email) for role, email, _words in SIGN_INS}
            db.session.remove()
        with serving(url, Path(url.removeprefix("sqlite:///")).parent) as address:
            cookies = {role: sign_in(browser, address, email, words) for role, email, words in SIGN_INS[:3]}
            ids = {role: {**jennifer, **drafts.get(role, {})} for role in ROLES[1:]}
            yield Place(address, {**cookies, "visitor": None}, ids)


@pytest.fixture(scope="module")
def bare(
    session_app: Flask, empty_file: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Place]:
    """A practice on its first day: an owner and a coach, nobody else."""
    with new_database(session_app, empty_file, tmp_path_factory.mktemp("bare")) as url:
        with session_app.app_context():
            practice = identity.create_practice("First Day Coaching", timezone="Europe/Berlin")
            for name, role in (("Ada", Role.OWNER), ("Ben", Role.COACH)):
                user = identity.create_user(f"{name.lower()}@example.org", name, PASSWORD, cost=CHEAP)
                identity.add_member(practice, user, role)
            db.session.remove()
        with serving(url, Path(url.removeprefix("sqlite:///")).parent) as address:
            cookies = {
                "owner": sign_in(browser, address, "ada@example.org", PASSWORD),
                "coach": sign_in(browser, address, "ben@example.org", PASSWORD),
            }
            yield Place(address, cookies, {})


@pytest.fixture(scope="module")
def crowd(
    session_app: Flask, empty_file: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Place]:
    """A thousand clients with forty applications each."""
    with new_database(session_app, empty_file, tmp_path_factory.mktemp("crowd")) as url:
        with session_app.app_context():
            load_practice(session_app, 1000, 40)
            ids = find_ids()
            db.session.remove()
        with serving(url, Path(url.removeprefix("sqlite:///")).parent) as address:
            yield Place(address, {"owner": sign_in(browser, address, OLIVIA, OLIVIAS)}, {"owner": ids})


def assert_leads_on(app: Flask, page: Page) -> None:
    """Every link of a page leads to a page that a GET reaches, or to a part of this page."""
    parts = set(page.locator("[id]").evaluate_all("all => all.map(one => one.id)"))
    for href in set(page.locator("a[href]").evaluate_all("all => all.map(one => one.href)")):
        wanted, here = urlsplit(href), urlsplit(page.url)
        if wanted.netloc != here.netloc:
            continue
        pages = PLACES if wanted.path.startswith("/dash/") else app.url_map
        try:
            pages.bind("").match(wanted.path, method="GET")
        except HTTPException as error:
            pytest.fail(f"{page.url}: the link to {href} leads to no page: {error.name}")
        if wanted.fragment and (wanted.path, wanted.query) == (here.path, here.query):
            assert wanted.fragment in parts, f"{page.url}: there is no part {wanted.fragment}"


def look_at_all(
    place: Place,
    new_page: Callable[..., Page],
    role: str,
    width: str,
    theme: str,
    *,
    only: Sequence[str] = (),
) -> None:
    """Every page of a role, or only some of them, in one window."""
    page = new_page(
        viewport={"width": WIDTHS[width], "height": 900},
        color_scheme=theme,
        storage_state=place.cookies[role],
    )
    for address in only or place.addresses(role):
        assert_good(page, place.address + address)


WINDOWS: Final = [(width, theme) for width in WIDTHS for theme in THEMES]


@pytest.mark.parametrize("role", ROLES)
def test_each_page_of_the_demo_in_a_window_drawn_by_lot(
    session_app: Flask, demo: Place, new_page: Callable[..., Page], role: str
) -> None:
    draw = random.Random(f"{SEED} {role}")  # noqa: S311  a seeded sample; `make soak` looks at all
    # One page for all windows: what it loaded once need not be loaded and compiled again.
    page = new_page(storage_state=demo.cookies[role])
    addresses = demo.addresses(role)
    if role == "owner":
        # What a coach has too is looked at as a coach; the soak looks at all as both.
        shared = {address for address in demo.addresses("coach") if not address.startswith("/dash/")}
        addresses = [address for address in addresses if address not in shared]
    assert addresses
    for address in addresses:
        width, theme = draw.choice(WINDOWS)
        page.set_viewport_size({"width": WIDTHS[width], "height": 900})
        page.emulate_media(color_scheme=theme)
        assert_good(page, demo.address + address)
        assert_leads_on(session_app, page)


@pytest.mark.parametrize("role", ["owner", "coach"])
def test_each_page_on_the_first_day(bare: Place, new_page: Callable[..., Page], role: str) -> None:
    draw = random.Random(f"{SEED} {role}")  # noqa: S311  a seeded sample; `make soak` looks at all
    # Screens say what begins; of the other pages, which look as they do in the demo, an owner has all.
    others = (
        [one for one in bare.addresses("owner") if not one.startswith("/dash/")] if role == "owner" else []
    )
    screens = [one for one in bare.addresses(role) if one.startswith("/dash/")]
    assert screens
    look_at_all(
        bare, new_page, role, *draw.choice(WINDOWS), only=[*screens, *draw.sample(others, len(others) // 2)]
    )


@pytest.mark.soak
@pytest.mark.parametrize(("width", "theme"), WINDOWS)
@pytest.mark.parametrize("role", ROLES)
def test_each_page_of_the_demo_in_each_window(
    demo: Place, new_page: Callable[..., Page], role: str, width: str, theme: str
) -> None:
    look_at_all(demo, new_page, role, width, theme)


@pytest.mark.soak
@pytest.mark.parametrize(("width", "theme"), WINDOWS)
@pytest.mark.parametrize("role", ["owner", "coach"])
def test_each_page_on_the_first_day_in_each_window(
    bare: Place, new_page: Callable[..., Page], role: str, width: str, theme: str
) -> None:
    look_at_all(bare, new_page, role, width, theme)


@pytest.mark.soak
@pytest.mark.parametrize(("width", "theme"), WINDOWS)
def test_each_page_with_a_thousand_clients(
    crowd: Place, new_page: Callable[..., Page], width: str, theme: str
) -> None:
    look_at_all(crowd, new_page, "owner", width, theme)


def test_a_link_that_leads_nowhere_is_caught(session_app: Flask, page: Page, bare: Place) -> None:
    open_page(page, bare.address + "/sign-in")
    assert_leads_on(session_app, page)
    for href in ("/sign-out", "/nowhere", "/dash/nowhere", "#nowhere"):
        page.evaluate("href => { document.querySelector('a').setAttribute('href', href) }", href)
        with pytest.raises((AssertionError, pytest.fail.Exception), match=r"no part|no page"):
            assert_leads_on(session_app, page)


def test_a_page_that_is_too_wide_is_caught(page: Page, bare: Place) -> None:
    open_page(page, bare.address + "/sign-in")
    assert_fits(page)
    page.evaluate("document.querySelector('main').style.minWidth = '3000px'")
    with pytest.raises(AssertionError, match="px wider"):
        assert_fits(page)
