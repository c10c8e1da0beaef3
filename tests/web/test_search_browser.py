"""A client with his phone: few taps, no script needed, everything can be reached and read."""

from collections.abc import Callable
from typing import Final, Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from coachhub.analysis.vocabulary import Stage
from tests.journeys.looking import assert_fits, assert_focus_shows
from tests.support.accessible import assert_accessible
from tests.support.browser import PageLog
from tests.support.people import PASSWORD
from tests.support.server import LiveServer
from tests.web.search_pages import add, ago, find, move, reject

PHONE = {"width": 390, "height": 844}
WINDOWS: Final[tuple[tuple[Literal["light", "dark"], int], ...]] = (("light", 320), ("dark", 1440))
"""Each page is looked at in one of them, by turns; in both by `make soak`."""


def come_in(page: Page, server: LiveServer) -> None:
    """Carol opens the app on her phone."""
    page.goto(f"{server.address}/sign-in")
    page.get_by_label("Email").fill(server.people.carol.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Hello Carol")).to_be_visible()


def test_an_application_and_its_no_are_logged_in_six_taps(
    live_server: LiveServer, new_page: Callable[..., Page]
) -> None:
    page = new_page(viewport=PHONE, java_script_enabled=False)
    come_in(page, live_server)
    taps = 0

    def tap(what: Locator) -> None:
        nonlocal taps
        what.click()
        taps += 1

    tap(page.get_by_role("navigation", name="Search").get_by_role("link", name="Log"))
    page.get_by_label("Company").fill("Corvid Labs")
    page.get_by_label("Role").fill("Product owner")
    tap(page.get_by_role("button", name="Save"))
    tap(page.locator(".moves li").first.get_by_role("button", name="It is a no"))
    tap(page.get_by_role("button", name="Go on"))
    tap(page.get_by_role("button", name="Go on"))
    tap(page.get_by_role("button", name="Go on"))
    expect(page.get_by_role("heading", name="Did they say why?")).to_be_visible()
    assert taps == 6


@pytest.mark.parametrize("thorough", [False, pytest.param(True, marks=pytest.mark.soak)])
def test_every_page_of_a_search_can_be_read_by_everybody(
    live_server: LiveServer, new_page: Callable[..., Page], thorough: bool
) -> None:
    app, carol = live_server.app, live_server.people.carol.scope
    talk, no, saved = (add(app, carol, name) for name in ("Tallow", "Alder & Finch", "Long" * 40))
    move(app, carol, talk, Stage.INTERVIEW, 1, scheduled_for=ago(-1))
    reject(app, carol, no, Stage.SCREENING)
    places = [
        "/search",
        "/search/log",
        "/search/applications",
        f"/search/applications/{talk}",
        f"/search/applications/{no}",
        f"/search/applications/{saved}/edit",
        *(
            f"/search/applications/{no}/rejection/{one}"
            for one in ("feelings", "stage", "questions", "feedback")
        ),
    ]
    page = new_page()
    come_in(page, live_server)
    for number, place in enumerate(places):
        for theme, width in WINDOWS if thorough else (WINDOWS[number % 2],):
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(live_server.address + place)
            page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
            assert_fits(page)
            assert_accessible(page)
    assert_focus_shows(page)
    # A date field has stops of its own inside.
    page.goto(live_server.address + places[5])
    page.get_by_label("Role").focus()
    assert_focus_shows(page)


def test_a_script_copies_the_message_and_mails_it_as_it_was_edited(
    live_server: LiveServer, new_page: Callable[..., Page]
) -> None:
    app, carol = live_server.app, live_server.people.carol.scope
    no = add(app, carol, "Alder")
    reject(app, carol, no, Stage.SCREENING)
    page = new_page(viewport=PHONE)
    come_in(page, live_server)
    page.goto(f"{live_server.address}/search/applications/{no}/rejection/feedback")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_label("Your message").fill("Dear Ms Falk & team")
    assert page.get_by_role("link", name="Open in my mail").get_attribute("href") == (
        "mailto:?subject=Thank%20you%2C%20and%20one%20question%3A%20Product%20owner"
        "&body=Dear%20Ms%20Falk%20%26%20team"
    )
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "Dear Ms Falk & team"


def test_the_first_page_is_light(live_server: LiveServer, new_page: Callable[..., Page]) -> None:
    for number in range(40):
        add(live_server.app, live_server.people.carol.scope, f"Firm {number}")
    page = new_page(viewport=PHONE)
    come_in(page, live_server)
    # A browser that has never been here: everything comes over the line.
    other = new_page(viewport=PHONE, storage_state=page.context.storage_state())
    line = other.context.new_cdp_session(other)
    line.send("Network.enable")
    sent: list[float] = []
    line.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
    other.goto(f"{live_server.address}/search", wait_until="networkidle")
    assert len(sent) > 4
    assert sum(sent) < 100 * 1024


def test_the_enter_key_goes_on_and_never_leaves_or_moves(
    live_server: LiveServer, new_page: Callable[..., Page], page_log: PageLog
) -> None:
    page_log.allow("422")
    app, carol = live_server.app, live_server.people.carol.scope
    talk, no = (add(app, carol, name) for name in ("Tallow", "Alder"))
    reject(app, carol, no, Stage.SCREENING)
    page = new_page(viewport={"width": 1440, "height": 900}, java_script_enabled=False)
    come_in(page, live_server)
    page.goto(f"{live_server.address}/search/applications/{no}/rejection/feelings")
    page.get_by_label("Flat").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="How far did it get?")).to_be_visible()
    page.get_by_label("Interview", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Four plain questions")).to_be_visible()
    # A date and Enter: nobody said what happened, so nothing happened, and the date is still there.
    page.goto(f"{live_server.address}/search/applications/{talk}")
    page.get_by_text("Another day than today").click()
    day = page.get_by_label("Day of the answer")
    day.fill(ago(2).isoformat())
    day.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Choose what happened.")
    expect(page.get_by_label("Day of the answer")).to_have_value(ago(2).isoformat())
    assert find(app, carol, talk).stage is Stage.APPLIED
