"""What tipped this one? In a real browser: one tap, the next one stands there, the table counts it."""

import re

from playwright.sync_api import Page, expect

from tests.dashboards.test_moving_between_screens import bring_jennifer
from tests.support.accessible import assert_accessible
from tests.support.browser import PageLog
from tests.support.server import LiveServer


def test_a_tap_explains_one_rejection_and_shows_the_next(
    live_server: LiveServer, page: Page, page_log: PageLog
) -> None:
    bring_jennifer(live_server, page)
    page.goto(f"{live_server.address}/dash/reasons?channel=cold")
    card = page.locator("#next")
    expect(card).to_contain_text("1 of 8 without a reason")
    first = card.locator("p.muted, span.muted").first.inner_text()

    # A double click is one answer: its second half does not fall on the rejection that comes next.
    card.get_by_role("button", name="Application").dblclick()
    expect(card).to_contain_text("1 of 7 without a reason")
    expect(card).to_be_focused()
    expect(page.locator("#notices")).to_contain_text("the application.")
    expect(page.locator(".coverage-words")).to_contain_text("1 of 8 rejections have a reason")
    expect(page).to_have_url(re.compile(r"/dash/reasons\?channel=cold$"))
    expect(page.get_by_role("link", name="Application, applied: 1 rejection, show it")).to_be_visible()
    assert card.locator("p.muted, span.muted").first.inner_text() != first

    card.get_by_role("button", name="I cannot tell").click()
    expect(card).to_contain_text("1 of 6 without a reason")
    expect(card).to_contain_text("1 is put aside")
    card.get_by_role("button", name="Take it back").click()
    expect(card).to_contain_text("1 of 7 without a reason")
    card.get_by_role("button", name="Take it back").click()
    expect(card).to_contain_text("1 of 8 without a reason")
    expect(page.locator(".coverage-words")).to_contain_text("0 of 8 rejections have a reason")

    card.get_by_text("A second reason, or your words").click()
    card.get_by_label("And also").select_option("fit")
    card.get_by_label("In your words").fill("They wanted <b>somebody</b> older")
    assert_accessible(page)
    card.get_by_role("button", name="Interview").click()
    expect(card).to_contain_text("the interview itself, the fit.")
    # What was typed for one rejection does not stay for the next.
    expect(card.locator("textarea")).to_have_value("")
    expect(page.get_by_role("link", name="Fit, applied: 0.5 rejection, show it")).to_be_visible()


def test_every_mark_opens_what_is_behind_it(live_server: LiveServer, page: Page, page_log: PageLog) -> None:
    bring_jennifer(live_server, page)
    page.goto(f"{live_server.address}/dash/reasons")
    title = page.locator("#behind h2")
    page.locator(".bars a.seg").first.click()
    expect(title).to_have_text("Jennifer Hale, No reason yet: 8 rejections")
    assert_accessible(page)
    page.locator("#behind").get_by_role("link", name="Close").click()
    expect(page.locator("#behind")).to_have_count(0)
    page.locator(".columns a.seg").first.click()
    expect(title).to_contain_text("sent in the week from")
    # The same numbers in the table behind the chart, for who does not point.
    page.locator("#people summary").click()
    page.locator("#people table").get_by_role("link", name="8", exact=True).first.click()
    expect(title).to_contain_text("8 rejections")
    page.goto(f"{live_server.address}/dash/reasons?explore=weeks")
    columns = page.locator(".figure-weeks .bars path")
    expect(columns.first).to_be_attached()
    page.locator(".figure-weeks").scroll_into_view_if_needed()
    places = [box for box in (one.bounding_box() for one in columns.all()) if box and box["height"] > 9]
    middle = (places[0]["x"] + places[0]["width"] / 2, places[0]["y"] + places[0]["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.click(*middle)
    expect(title).to_contain_text("sent in the week from")
