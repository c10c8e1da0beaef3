"""Moving between screens in a real browser: the frame stays, the address, title and focus follow."""

import re

from playwright.sync_api import Page, expect

from coachhub import clock
from coachhub.services import clients
from tests.services.searches import bring
from tests.support.browser import PageLog
from tests.support.people import PASSWORD
from tests.support.server import LiveServer
from tests.support.trackers import jennifer


def bring_jennifer(server: LiveServer, page: Page) -> None:
    """Sign in as Bob and bring Jennifer's tracker."""
    page.goto(server.address)
    page.get_by_label("Email").fill(server.people.bob.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile("/dash/|/$"))
    with server.app.app_context():
        bob, today = server.people.bob.scope, clock.today("America/Toronto")
        client_id = clients.add_client(bob, name="Jennifer Hale")
        bring(bob, jennifer(today).decode(), today=today, client_id=client_id)


def test_filters_cells_and_clients_change_the_page_within_its_frame(
    live_server: LiveServer, page: Page, page_log: PageLog
) -> None:
    bring_jennifer(live_server, page)
    page.goto(f"{live_server.address}/dash/reasons")
    expect(page.locator("#page h1")).to_be_visible()
    asked: list[tuple[str, str]] = []
    page.on("request", lambda request: asked.append((request.resource_type, request.url)))

    page.get_by_label("Channel").select_option("cold")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page).to_have_url(re.compile(r"/dash/reasons\?channel=cold$"))
    expect(page.get_by_role("link", name="Clear filters")).to_be_visible()

    page.get_by_role("link", name="No reason yet, applied: 8 rejections, show them").click()
    expect(page.locator("#behind")).to_be_focused()
    expect(page.locator("#behind h2")).to_have_text("No reason yet, applied: 8 rejections")

    page.locator("#behind").get_by_role("link", name="Jennifer Hale").first.click()
    expect(page).to_have_title("Jennifer Hale · CoachHub")
    expect(page.locator("#main")).to_be_focused()
    expect(page.locator("#announced")).to_have_text("Jennifer Hale")
    expect(page.locator("[aria-current=page]")).to_have_count(0)

    page.go_back()
    expect(page.locator("#behind h2")).to_be_visible()
    expect(page.get_by_label("Channel")).to_have_value("cold")
    page.go_back()
    page.go_back()
    expect(page.get_by_label("Channel")).to_have_value("")
    assert not [url for kind, url in asked if kind == "document" or "plotly" in url]

    page.get_by_role("link", name="Explore the weeks").click()
    expect(page.locator(".figure-weeks .main-svg").first).to_be_visible()
    assert [url for _kind, url in asked if "plotly.min.js" in url], "the large library comes when it is used"

    page_log.allow("401")
    page.context.clear_cookies()
    page.get_by_role("link", name=re.compile("Jennifer Hale")).first.click()
    expect(page).to_have_url(re.compile(r"/sign-in\?next=/dash/clients/"))


def test_what_could_not_be_read_is_said_and_can_be_tried_again(
    live_server: LiveServer, page: Page, page_log: PageLog
) -> None:
    page_log.allow("Failed to load|Callback error|Failed to fetch")
    bring_jennifer(live_server, page)
    page.route("**/_dash-update-component*", lambda route: route.fulfill(status=500, body="{}"))
    page.goto(f"{live_server.address}/dash/reasons")
    expect(page.get_by_role("alert")).to_contain_text("could not be read just now")
    page.unroute("**/_dash-update-component*")
    page.get_by_role("link", name="Try again").click()
    expect(page.locator("#page h1")).to_be_visible()
    expect(page.get_by_role("alert")).to_be_hidden()
