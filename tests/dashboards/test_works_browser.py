"""What works in a real browser: found from every page, read at every width, by keyboard and in the dark."""

from itertools import product
from typing import Final, Literal

import pytest
from playwright.sync_api import Page, expect

from coachhub import clock
from coachhub.models import Client
from coachhub.services.transaction import writing
from tests.dashboards.test_today_browser import sign_in
from tests.dashboards.works_practice import NOW, add_focuses
from tests.support.accessible import assert_accessible
from tests.support.browser import PageLog
from tests.support.server import LiveServer

THEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")


def fill(server: LiveServer) -> None:
    """Many more people, and what they worked on."""
    alice, bob = server.people.alice.scope, server.people.bob.scope
    with server.app.app_context():
        with writing(alice) as session:
            session.add_all(
                Client(
                    practice_id=alice.practice_id,
                    coach_id=bob.user_id,
                    name=f"Person {number}",
                    created_at=NOW,
                )
                for number in range(160)
            )
        add_focuses(alice, clock.today("America/Toronto"), each=4)


def test_a_coach_reads_what_works(live_server: LiveServer, page: Page, page_log: PageLog) -> None:
    sign_in(live_server, page)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if one.resource_type == "document" else None)
    page.get_by_role("navigation", name="Main", exact=True).get_by_role("link", name="What works").click()
    heading = page.locator("#page h1")
    expect(heading).to_have_text("What works begins with the first focus")
    assert_accessible(page)
    page.get_by_role("link", name="See who could begin").click()
    expect(page).to_have_url(f"{live_server.address}/dash/today")

    fill(live_server)
    page.go_back()
    expect(heading).not_to_have_text("What works begins with the first focus")
    figure = page.locator("#effects")
    expect(figure.locator("svg[role=img]")).to_have_count(3)
    dot = figure.locator("circle").first.bounding_box()
    assert dot is not None
    assert dot["width"] >= 12
    page.get_by_text("How it is measured").click()
    expect(
        page.get_by_text("Every started focus counts, whether it was finished or set aside")
    ).to_be_visible()
    page.get_by_role("link", name="Jump to the table").click()
    expect(page.locator("#table tbody tr").first).to_be_in_viewport()
    assert asked == [], "the frame was loaded again"


@pytest.mark.parametrize("thorough", [False, pytest.param(True, marks=pytest.mark.soak)])
def test_nothing_is_in_the_way_of_reading_it(
    live_server: LiveServer, page: Page, page_log: PageLog, thorough: bool
) -> None:
    fill(live_server)
    sign_in(live_server, page)
    page.goto(f"{live_server.address}/dash/what-works")
    expect(page.locator("#effects")).to_be_visible()
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
    # What is drawn stays inside its row.
    outside = page.locator(".forest svg").evaluate_all(
        """all => all.flatMap(one => {
          const box = one.getBoundingClientRect();
          return [...one.querySelectorAll("circle, text")].filter(mark => {
            const place = mark.getBoundingClientRect();
            return place.width && (place.left < box.left - 24 || place.right > box.right + 24);
          }).map(mark => mark.outerHTML);
        })"""
    )
    assert outside == []
