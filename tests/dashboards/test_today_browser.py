"""Today in a real browser: a line is put away and brought back, somebody is found, columns are sorted."""

from datetime import timedelta
from itertools import product
from typing import Final, Literal

import pytest
from playwright.sync_api import Page, expect

from coachhub import clock
from coachhub.analysis.vocabulary import Stage
from coachhub.services import clients
from tests.dashboards.today_practice import add_window, log
from tests.queries.histories import client_of
from tests.support.accessible import assert_accessible
from tests.support.browser import PageLog
from tests.support.people import PASSWORD
from tests.support.server import LiveServer

THEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")


def fill(server: LiveServer) -> None:
    """Carol has a window that closes, Dan is quiet, Erin has not begun."""
    bob, now = server.people.bob.scope, clock.now()
    today = clock.today("America/Toronto")
    with server.app.app_context():
        carol, dan = client_of(server.people.carol), client_of(server.people.dan)
        add_window(bob, carol, "Alder & Finch", now + timedelta(hours=5, minutes=30), Stage.FINAL)
        log(bob, carol, 3, today=today)
        log(bob, dan, 20, 21, 22, 23, today=today)
        clients.add_client(bob, name="Erin Shaw", field="Marketing", email="erin@example.org")


def sign_in(server: LiveServer, page: Page) -> None:
    page.goto(server.address)
    page.get_by_label("Email").fill(server.people.bob.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#page h1")).to_be_visible()


def test_a_coach_works_through_her_lines(live_server: LiveServer, page: Page, page_log: PageLog) -> None:
    fill(live_server)
    sign_in(live_server, page)
    heading = page.locator("#page h1")
    expect(page).to_have_url(f"{live_server.address}/dash/today")
    expect(heading).to_have_text("Two people need a word from you")
    expect(page.locator(".queue > li").first).to_contain_text("5 hours left")

    quiet = page.locator(".queue > li", has_text="Dan")
    quiet.get_by_text("Put away").click()
    quiet.get_by_role("button", name="Done").click()
    expect(heading).to_have_text("One person needs a word from you")
    expect(page.locator("#notices")).to_contain_text("Done for Dan.")
    page.set_viewport_size({"width": 390, "height": 500})
    page.locator(".everyone").scroll_into_view_if_needed()
    expect(page.locator("#notices .notice")).to_be_in_viewport()
    page.set_viewport_size({"width": 1280, "height": 720})
    expect(page.locator(".queue")).not_to_contain_text("Dan")

    page.locator("#put-away summary").click()
    page.get_by_role("button", name="Undo the line of Dan").click()
    expect(heading).to_have_text("Two people need a word from you")
    expect(page.locator("#notices")).to_contain_text("The line of Dan is back.")
    expect(page.locator("#put-away")).to_have_count(0)

    quiet.get_by_text("Put away").click()
    quiet.get_by_role("link", name="Another day").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Until when can Dan wait?")
    assert_accessible(page)
    day = clock.today("America/Toronto") + timedelta(days=12)
    page.get_by_label("The day it comes back").fill(day.isoformat())
    page.get_by_role("button", name="Put it away").click()
    expect(heading).to_have_text("One person needs a word from you")
    expect(page.locator("#notices")).to_contain_text(f"Dan is put away until {day.day} {day:%B}")


def test_a_coach_finds_sorts_and_keeps_a_choice(
    live_server: LiveServer, page: Page, page_log: PageLog
) -> None:
    fill(live_server)
    sign_in(live_server, page)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if one.resource_type == "document" else None)
    page.get_by_role("link", name="Everyone 3 clients").click()
    names = page.locator(".grid .name")
    expect(names).to_have_text(["Carol", "Dan", "Erin Shaw"])

    page.get_by_role("link", name="Sent, 28 days").click()
    expect(names).to_have_text(["Dan", "Carol", "Erin Shaw"])
    expect(page.locator("[aria-sort=descending]")).to_contain_text("Sent, 28 days")

    page.get_by_label("Find in everyone").fill("market")
    page.get_by_label("Find in everyone").press("Enter")
    expect(names).to_have_text(["Erin Shaw"])
    expect(page.get_by_role("link", name="No focus yet 1")).to_be_visible()
    page.locator("summary", has_text="Keep this choice").click()
    page.get_by_label("A name for this choice").fill("Marketing")
    page.get_by_role("button", name="Keep this choice").click()
    kept = page.get_by_role("link", name="Marketing", exact=True)
    expect(kept).to_have_attribute("aria-current", "true")

    page.get_by_role("link", name="Quiet 0").click()
    expect(page.locator(".nobody")).to_contain_text("No client fits.")
    page.get_by_role("link", name="Show everyone").click()
    expect(names).to_have_count(3)
    kept.click()
    expect(names).to_have_text(["Erin Shaw"])
    page.get_by_role("button", name="Remove Marketing").click()
    expect(kept).to_have_count(0)
    page.go_back()
    expect(names).to_have_count(3)
    assert asked == [], "the frame was loaded again"


@pytest.mark.parametrize("thorough", [False, pytest.param(True, marks=pytest.mark.soak)])
def test_nothing_is_in_the_way_of_reading_it(
    live_server: LiveServer, page: Page, page_log: PageLog, thorough: bool
) -> None:
    fill(live_server)
    sign_in(live_server, page)
    page.goto(f"{live_server.address}/dash/today?everyone=1&sort=-sent")
    expect(page.locator(".grid .name")).to_have_count(3)
    page.locator(".queue .away summary").first.click()
    windows = list(product((1440, 390), THEMES))
    # One of each width and of each theme; all four by `make soak`.
    for width, theme in windows if thorough else (windows[0], windows[-1]):
        page.set_viewport_size({"width": width, "height": 900})
        # Without motion no colour is caught half-way to the other theme.
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        assert_accessible(page)
    small = page.locator("#page :is(a, button, summary):visible").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().height < 40).map(one => one.textContent)"
    )
    assert small == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
