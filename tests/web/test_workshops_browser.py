"""From Reasons to a planned workshop and back in a browser: by keyboard, on a phone, read by everybody."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final, Literal

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from coachhub import clock
from coachhub.services.clients import add_client
from coachhub.services.workshop_guests import note_attendance
from tests.journeys.looking import assert_fits
from tests.services.gatherings import add_stuck, plan
from tests.support.accessible import assert_accessible
from tests.support.people import PASSWORD
from tests.support.server import LiveServer

ZONE = "America/Toronto"
PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
DESK: Final[ViewportSize] = {"width": 1440, "height": 900}
WINDOWS: Final[tuple[tuple[Literal["light", "dark"], ViewportSize], ...]] = (("light", PHONE), ("dark", DESK))


def come_in(page: Page, server: LiveServer, email: str) -> None:
    page.goto(f"{server.address}/sign-in")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def test_a_coach_plans_a_workshop_and_her_client_reads_of_it(
    live_server: LiveServer, new_page: Callable[..., Page]
) -> None:
    with live_server.app.app_context():
        people, today = live_server.people, clock.today(ZONE)
        add_stuck(people.bob, ["Ada Byron", "Ben Novak", "Cid Rey"], today=today)
    page = new_page()
    come_in(page, live_server, people.bob.email)
    page.goto(f"{live_server.address}/dash/reasons")
    proposal = page.locator("#workshops")
    expect(proposal.get_by_role("heading", name="One workshop would serve three people")).to_be_visible()
    expect(proposal.get_by_role("link", name="Ada Byron")).to_be_visible()
    proposal.get_by_role("link", name="Plan this workshop").press("Enter")
    expect(page.get_by_role("heading", name="Plan the workshop")).to_be_visible()
    expect(page.get_by_label("Ada Byron")).to_be_checked()
    assert "Several of you are looking for work in Marketing" in page.get_by_label("Invitation").input_value()
    page.get_by_label("Cid Rey").uncheck()
    page.get_by_text("2 more whose search is on").click()
    page.get_by_label("Carol").check()
    page.get_by_label("Title").fill("An hour with letters")
    page.get_by_label("Day").fill((today + timedelta(days=9)).isoformat())
    page.get_by_label("Day").press("Enter")
    expect(page.get_by_role("heading", name="An hour with letters")).to_be_visible()
    expect(page.get_by_role("heading", name="3 guests are invited")).to_be_visible()
    expect(page.get_by_text("Planned. Guests who sign in")).to_be_visible()
    page.locator("summary", has_text="Ada Byron").click()
    letter = page.locator(".copyable:visible")
    expect(letter).to_contain_text("Hello Ada,")
    expect(letter).not_to_contain_text("Ben")
    page.goto(f"{live_server.address}/dash/reasons")
    expect(proposal.get_by_role("link", name="Planned for")).to_be_visible()
    phone = new_page(viewport=PHONE, java_script_enabled=False)
    come_in(phone, live_server, people.carol.email)
    expect(phone.get_by_role("heading", name="An hour with letters")).to_be_visible()
    phone.get_by_text("Read the invitation").click()
    expect(phone.get_by_text("Several of you are looking for work")).to_be_visible()


@pytest.mark.parametrize("thorough", [False, pytest.param(True, marks=pytest.mark.soak)])
def test_its_pages_fit_and_are_read_by_everybody(
    live_server: LiveServer, new_page: Callable[..., Page], thorough: bool
) -> None:
    with live_server.app.app_context():
        people, today = live_server.people, clock.today(ZONE)
        guests = [
            add_client(people.bob.scope, name=f"{'Long' * 12} Number {number}", field="Law")
            for number in range(40)
        ]
        none, held = plan(people.bob.scope), plan(people.bob.scope, guests, today - timedelta(days=9))
        three = plan(people.bob.scope, guests[:3], today - timedelta(days=1))
        note_attendance(people.bob.scope, held, 1, held_on=today, came=guests[:9], today=today)
    places = [
        "/workshops",
        "/workshops/new",
        "/workshops/new?cause=interview",
        f"/workshops/{none}",
        f"/workshops/{three}",
        f"/workshops/{held}",
        f"/workshops/{three}/edit",
        f"/workshops/{three}/cancel",
    ]
    page = new_page()
    come_in(page, live_server, people.bob.email)
    for number, place in enumerate(places):
        # Each in one of the two, by turns; in both by `make soak`.
        for theme, size in WINDOWS if thorough else (WINDOWS[number % 2],):
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size(size)
            page.goto(live_server.address + place)
            page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
            assert_fits(page)
            assert_accessible(page)
            assert page.locator("main .btn-primary:visible").count() <= 1, place
