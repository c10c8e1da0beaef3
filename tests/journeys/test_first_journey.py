"""The first journey, in a real browser: from a client's sheet to one proposal with its reasons."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from coachhub import clock
from tests.support.accessible import assert_accessible
from tests.support.people import PASSWORD
from tests.support.server import LiveServer
from tests.support.trackers import jennifer

WIDTHS = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


def assert_fits(page: Page) -> None:
    """Nothing scrolls sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than the window"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_coach_brings_a_sheet_and_reads_what_to_work_on(
    live_server: LiveServer, new_page: Callable[..., Page], width: str, theme: str
) -> None:
    page = new_page(viewport=WIDTHS[width], color_scheme=theme)
    page.goto(live_server.address)
    expect(page).to_have_url(f"{live_server.address}/sign-in")
    assert_accessible(page)
    assert_fits(page)

    page.get_by_label("Email").fill(live_server.people.bob.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{live_server.address}/dash/reasons")
    expect(page.locator("#page h1")).to_be_visible()
    assert_accessible(page)

    page.get_by_role("link", name="Bring a tracker").locator("visible=true").first.click()
    page.get_by_label("Whose search is it?").select_option(label="Somebody new")
    page.get_by_label("Name").fill("Jennifer Hale")
    page.get_by_label("The tracker").set_input_files(
        {
            "name": "my applications.csv",
            "mimeType": "text/csv",
            "buffer": jennifer(clock.today("America/Toronto")),
        }
    )
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Read the tracker").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jennifer’s tracker: 20 applications")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Add 20 applications").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("20 applications were added")
    assert_accessible(page)
    assert_fits(page)

    page.get_by_role("link", name="Reasons").locator("visible=true").first.click()
    expect(page.get_by_text("0 of 8").first).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("link", name="Jennifer Hale").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Jennifer Hale")
    expect(page.get_by_text("a lean").first).to_be_visible()
    expect(page.get_by_text("45 %").first).to_be_visible()
    expect(page.get_by_text("26 %").first).to_be_visible()
    expect(page.get_by_text("20 sent, worth 11.9 decided, 0 positive answers").first).to_be_visible()
    assert_accessible(page)
    assert_fits(page)

    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{live_server.address}/sign-in")
