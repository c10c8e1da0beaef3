"""Importing in a real browser: corrected by tapping, recounted at once, with and without script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.accessible import assert_accessible
from tests.support.browser import PageLog
from tests.support.people import PASSWORD
from tests.support.server import LiveServer
from tests.web.import_forms import UNSURE

PASTE = """([text]) => {
  const held = new DataTransfer();
  held.setData("text/plain", text);
  document.body.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: held, bubbles: true, cancelable: true }));
}"""
FILE = {"name": "my tracker.csv", "mimeType": "text/csv", "buffer": UNSURE.encode()}
DROP = """([text]) => {
  const held = new DataTransfer();
  held.items.add(new File([text], "my tracker.csv", { type: "text/csv" }));
  document.body.dispatchEvent(
    new DragEvent("drop", { dataTransfer: held, bubbles: true, cancelable: true }));
}"""


def open_form(page: Page, server: LiveServer) -> None:
    page.goto(f"{server.address}/sign-in")
    page.get_by_label("Email").fill(server.people.bob.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).not_to_have_url(re.compile("sign-in"))
    page.goto(f"{server.address}/imports/new")
    page.get_by_label("Whose search is it?").select_option(label="Carol")


def assert_fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (320, "dark")])
def test_a_dropped_file_is_corrected_recounted_added_and_taken_back(
    live_server: LiveServer, new_page: Callable[..., Page], width: int, theme: str
) -> None:
    page = new_page(viewport={"width": width, "height": 844}, color_scheme=theme)
    open_form(page, live_server)
    assert_accessible(page)
    assert_fits(page)
    page.evaluate(DROP, [UNSURE])
    page.get_by_role("button", name="Read the tracker").press("Enter")
    title, lead = page.locator("#read h1"), page.locator("#read .lead").first
    expect(title).to_have_text(
        "4 applications from March to June: 3 still open, 1 rejected, 1 interview; month before day"
    )
    assert_accessible(page)
    assert_fits(page)

    place = page.url
    page.get_by_role("radio", name="3 February").check()
    expect(title).to_contain_text("4 applications in February")
    # The next question takes the place of the answered one.
    expect(page.locator(".ask > summary").first).to_be_focused()
    page.get_by_label("What “zugzwang” means").focus()
    page.get_by_label("What “zugzwang” means").select_option(label="rejected, reached the interview")
    expect(title).to_contain_text("2 rejected, 2 interviews")
    page.get_by_role("button", name="Ask again (Date Applied)").click()
    expect(title).to_contain_text("from March to June")
    page.get_by_role("button", name="Leave it out").click()
    expect(title).to_contain_text("3 applications from")
    expect(lead).to_contain_text("Nothing is saved until you say so.")
    expect(page.locator("#progress")).to_contain_text("3 applications from")
    assert page.url == place
    assert_accessible(page)
    assert_fits(page)

    page.get_by_role("button", name="Add 3 applications").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("3 applications were added")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("link", name="Take this import back").click()
    assert_accessible(page)
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("3 applications were taken back.")).to_be_visible()
    page.get_by_role("link", name="What was brought before").click()
    expect(page.get_by_text("taken back", exact=True)).to_be_visible()
    assert_accessible(page)
    assert_fits(page)


def test_what_is_pasted_is_read_and_what_is_refused_says_so_in_place(
    live_server: LiveServer, new_page: Callable[..., Page], page_log: PageLog
) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    open_form(page, live_server)
    page_log.allow("422")
    page.evaluate(PASTE, ["no table\nat all"])
    expect(page.locator("#progress")).to_contain_text("Rows that are pasted: 1")
    page.get_by_role("button", name="Read the tracker").click()
    expect(page.get_by_label("The rows")).to_be_focused()
    expect(page.get_by_label("Whose search is it?")).to_contain_text("Carol")
    page.get_by_label("The rows").fill(UNSURE.replace(",", "\t"))
    page.get_by_role("button", name="Read the tracker").click()
    expect(page.locator("#read h1")).to_contain_text("4 applications from March to June")
    expect(page.get_by_text("pasted.tsv")).to_be_visible()
    # More than a field of text may hold.
    page.goto(f"{live_server.address}/imports/new")
    page.get_by_label("Whose search is it?").select_option(label="Carol")
    row = f"{'Acme ' * 40}\tCook\t2026-03-02\tApplied\n"
    page.evaluate(PASTE, ["Company\tRole\tDate applied\tStatus\n" + row * 6_000])
    expect(page.locator("#progress")).to_contain_text("6,000")
    page.get_by_role("button", name="Read the tracker").click()
    expect(page.locator("#read h1")).to_contain_text("6000 applications on 2 March", timeout=30_000)


def test_without_script_the_buttons_do_the_same(
    live_server: LiveServer, new_page: Callable[..., Page]
) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 390, "height": 844})
    open_form(page, live_server)
    page.get_by_label("The tracker").set_input_files(FILE)  # type: ignore[arg-type]
    page.get_by_role("button", name="Read the tracker").click()
    page.get_by_role("radio", name="3 February").check()
    page.get_by_role("button", name="Read again with these").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("4 applications in February")
    page.get_by_label("Company", exact=True).last.fill("Elm")
    page.get_by_label("Company", exact=True).last.press("Enter")
    expect(page.get_by_text("You decided about 1 row")).to_be_visible()
    page.get_by_role("button", name="Add 4 applications").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("4 applications were added")


def test_a_file_that_is_too_large_is_told_before_it_is_sent(
    live_server: LiveServer, new_page: Callable[..., Page], tmp_path: object
) -> None:
    page = new_page()
    open_form(page, live_server)
    page.evaluate(DROP, ["x" * (25 * 1024 * 1024 + 1)])
    expect(page.locator("#progress")).to_contain_text("larger than 25 MB")
    page.get_by_role("button", name="Read the tracker").click()
    expect(page).to_have_url(f"{live_server.address}/imports/new")
    expect(page.get_by_label("Whose search is it?")).to_contain_text("Carol")
