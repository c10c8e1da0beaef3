"""A coach works on the Client screen in a real browser: agree, tick, one tap, a note, a session, the end."""

from playwright.sync_api import Page, expect

from coachhub import clock
from coachhub.queries.attributions import list_statements
from coachhub.services import focuses
from tests.queries.histories import client_of
from tests.services.searches import bring
from tests.support.accessible import assert_accessible
from tests.support.browser import PageLog
from tests.support.people import PASSWORD
from tests.support.server import LiveServer
from tests.support.trackers import jennifer

ZONE = "America/Toronto"


def open_carol(server: LiveServer, page: Page) -> str:
    """Bring a search that leans to the application, sign in as Bob and go to it."""
    with server.app.app_context():
        today = clock.today(ZONE)
        bring(server.people.carol.scope, jennifer(today).decode(), today=today)
    page.goto(server.address)
    page.get_by_label("Email").fill(server.people.bob.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    address = f"{server.address}/dash/clients/{client_of(server.people.carol)}"
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Carol")
    return address


def test_the_screen_is_worked_with(live_server: LiveServer, page: Page, page_log: PageLog) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    address = open_carol(live_server, page)
    notices = page.locator("#notices")

    # A lean asks for a look first: the button leads to the rejection, and one tap answers it.
    page.get_by_role("link", name="Look at three rejections").click()
    card = page.locator("#settle")
    expect(card).to_be_focused()
    first_asked = card.locator("p.strong.words").inner_text()
    card.get_by_role("button", name="Application").click()
    expect(notices).to_contain_text("Kept for")
    expect(page.get_by_role("heading", name="Somebody has said why for 1 of 8 rejections")).to_be_visible()
    with live_server.app.app_context():
        [said] = list_statements(live_server.people.bob.scope, client_of(live_server.people.carol))
    assert said.made_by == live_server.people.bob.scope.user_id
    expect(page.locator(".said", has_text="You")).to_contain_text("counts")
    # Then the next one comes up, and the last tap can be taken back.
    expect(card.locator("p.strong.words")).not_to_have_text(first_asked)
    expect(card).to_contain_text("You said for")
    assert_accessible(page)
    card.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("heading", name="8 rejections have no reason yet")).to_be_visible()
    card.get_by_role("button", name="I cannot tell").click()
    expect(notices).to_contain_text("is put aside")
    expect(card.locator("p.strong.words")).not_to_have_text(first_asked)

    # The four questions are a page of their own.
    page.get_by_role("link", name="Rate four things").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How strong does each of the four look today?")
    page.locator("label.opt", has_text="Some results with numbers").click()
    assert_accessible(page)
    page.get_by_role("button", name="Keep my view").click()
    expect(notices).to_contain_text("Kept. Your view of Carol counts from now on; only staff sees it.")

    page.get_by_role("button", name="Agree this focus").click()
    expect(notices).to_contain_text("Agreed: Turn your résumé from duties into results. Carol sees it")
    expect(page.get_by_text("Day 1 of 28.")).to_be_visible()
    expect(page.get_by_text("You agreed on it with Carol")).to_be_visible()
    first = page.locator(".tick").first
    first.click()
    expect(page.get_by_role("heading", name="1 of 6 steps done")).to_be_visible()
    expect(first).to_have_attribute("aria-pressed", "true")
    first.click()
    expect(page.get_by_role("heading", name="0 of 6 steps done")).to_be_visible()

    page.get_by_role("button", name="We met today").click()
    expect(page.get_by_text("You met today")).to_be_visible()

    page.get_by_role("link", name="Write a note").click()
    page.get_by_label("Your note").fill("Numbers come easily\nwhen Carol talks.")
    assert_accessible(page)
    page.get_by_role("button", name="Keep this note").click()
    expect(page.locator(".note")).to_contain_text("private to you")
    expect(page).to_have_url(f"{address}#notes")

    page.get_by_text("End this focus").click()
    page.get_by_label("Why, in a sentence").fill("She found a better idea")
    assert_accessible(page)
    page.get_by_role("button", name="Set it aside").click()
    expect(notices).to_contain_text("Set aside.")
    expect(page.get_by_text("Worked on before: 1 focus")).to_be_visible()
    expect(page.get_by_role("button", name="Agree this focus")).to_be_visible()
    assert page_log.problems == []


def test_a_focus_that_somebody_else_agreed_meanwhile_is_shown_instead(
    live_server: LiveServer, page: Page, page_log: PageLog
) -> None:
    page_log.allow("409")
    address = open_carol(live_server, page)
    people = live_server.people
    with live_server.app.app_context():
        focuses.agree_focus(
            people.alice.scope,
            client_of(people.carol),
            "mock_interviews",
            today=clock.today(ZONE),
            reason="She asked for it",
        )
    page.get_by_role("button", name="Agree this focus").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Alice agreed on “Practise interviews")
    assert_accessible(page)
    page.get_by_role("link", name="Look at it").click()
    expect(page).to_have_url(address)
    expect(page.get_by_text("Alice agreed on it with Carol")).to_be_visible()
    expect(page.get_by_text("“She asked for it”")).to_be_visible()
    page.get_by_role("link", name="Reasons").first.click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Carol")


def test_a_form_that_comes_after_the_session_says_that_nothing_was_changed(
    live_server: LiveServer, page: Page, page_log: PageLog
) -> None:
    page_log.allow("401")
    address = open_carol(live_server, page)
    page.context.clear_cookies()
    page.get_by_role("button", name="We met today").click()
    expect(page.get_by_role("heading", name="You are signed out, so nothing was changed")).to_be_visible()
    page.get_by_role("link", name="Sign in again").click()
    page.get_by_label("Email").fill(live_server.people.bob.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(address)
    expect(page.get_by_text("You met today")).to_have_count(0)
