"""A week of use, in a real browser: a sheet, an invitation, a phone, a reason, a focus."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import Locator, Page, expect

from coachhub import clock
from tests.journeys.looking import assert_fits
from tests.support.accessible import assert_accessible
from tests.support.people import PASSWORD
from tests.support.server import LiveServer
from tests.support.trackers import jennifer

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
WORDS = "four quiet words of hers"


class Thumb:
    """A person with a phone: counts how often she taps buttons and links; typing is not a tap."""

    def __init__(self) -> None:
        self.taps = 0

    def tap(self, target: Locator) -> None:
        """Tap it."""
        self.taps += 1
        target.click()


Look = Callable[[Page], None]


def assert_good(page: Page) -> None:
    """The page can be read, and nothing scrolls sideways."""
    assert_accessible(page)
    assert_fits(page)


def sign_in(page: Page, address: str, email: str, password: str) -> None:
    page.goto(f"{address}/sign-in")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def go_to(page: Page, name: str) -> None:
    """Another screen, by the navigation that this width shows."""
    page.get_by_role("navigation").get_by_role("link", name=name, exact=True).locator("visible=true").click()


def bring_sheet(page: Page, look: Look) -> None:
    """Upload, look at what was understood, add it."""
    go_to(page, "Bring a tracker")
    page.get_by_label("Whose search is it?").select_option(label="Somebody new")
    page.get_by_label("Name").fill("Jennifer Hale")
    page.get_by_label("Email").fill("jennifer@example.org")
    data = jennifer(clock.today("America/Toronto"))
    page.get_by_label("The tracker").set_input_files(
        {"name": "my applications.csv", "mimeType": "text/csv", "buffer": data}
    )
    page.get_by_role("button", name="Read the tracker").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("20")
    look(page)
    page.get_by_role("button", name=re.compile("Add 20 applications")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("20 applications were added")
    look(page)


def read_proposal(page: Page, look: Look) -> None:
    """What the sheet says about her: the article's worked example, a lean with its numbers."""
    page.get_by_role("link", name="See what it says about Jennifer Hale").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jennifer Hale")
    for words in ("a lean", "45 %", "26 %", "20 sent, worth 11.9 decided", "0 positive answers"):
        expect(page.get_by_text(words).first).to_be_visible()
    look(page)
    page.go_back()


def invite(page: Page, look: Look) -> str:
    """Make the invitation from the result of the import; returns its link."""
    page.get_by_role("link", name="Invite Jennifer").click()
    page.get_by_role("button", name="Invite Jennifer").click()
    link = page.get_by_text(re.compile(r"https?://\S+/invitation/\S+")).first
    expect(link).to_be_visible()
    look(page)
    return str(link.inner_text()).strip()


def accept(page: Page, look: Look, address: str, link: str) -> None:
    """Open the link as a mail program's scanner did before, choose a password, come in."""
    path = urlsplit(link).path
    for method in ("GET", "HEAD"):
        assert requests.request(method, address + path, timeout=10).status_code == 200
    page.goto(address + path)
    look(page)
    page.get_by_label("Password").fill(WORDS)
    page.get_by_role("button", name="Accept and come in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jennifer")
    look(page)


def log_application_and_no(page: Page, look: Look) -> int:
    """Log an application and the answer that it got; returns how many taps that took after opening."""
    thumb = Thumb()
    thumb.tap(page.get_by_role("navigation").get_by_role("link", name="Log").locator("visible=true"))
    page.get_by_label("Company").fill("Halden Health")
    page.get_by_label("Role").fill("Brand coordinator")
    look(page)
    thumb.tap(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("Halden Health").first).to_be_visible()
    look(page)
    line = page.get_by_role("listitem").filter(has_text="Halden Health")
    thumb.tap(line.get_by_role("button", name="It is a no"))
    expect(page.get_by_role("heading", name="How are you?")).to_be_visible()
    taps = thumb.taps
    look(page)
    # What follows is offered, not asked: the rejection is in the log already.
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="How far did it get?")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Go on").click()
    group = page.get_by_role("group", name=re.compile("application show it"))
    group.get_by_text("No", exact=True).click()
    look(page)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("nobody to ask")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return taps


@pytest.mark.parametrize(
    "database", ["live_server", pytest.param("live_server_on_postgres", marks=pytest.mark.soak)]
)
def test_a_sheet_an_invitation_a_phone_a_reason_and_a_focus(
    request: pytest.FixtureRequest, new_page: Callable[..., Page], database: str
) -> None:
    server: LiveServer = request.getfixturevalue(database)
    # On the other database the same pages come; `test_every_screen` and the first database look at them.
    look = assert_good if database == "live_server" else assert_fits
    coach = new_page(viewport=DESK)
    sign_in(coach, server.address, server.people.bob.email, PASSWORD)
    expect(coach).to_have_url(f"{server.address}/dash/today")
    bring_sheet(coach, look)
    read_proposal(coach, look)
    link = invite(coach, look)

    client = new_page(viewport=PHONE)
    accept(client, look, server.address, link)
    assert log_application_and_no(client, look) <= 6

    go_to(coach, "Today")
    line = coach.get_by_role("listitem").filter(has_text="Jennifer Hale").first
    expect(line).to_contain_text("applications in 4 weeks")
    look(coach)
    coach.get_by_role("link", name="Reasons").locator("visible=true").first.click()
    expect(coach.locator("#page")).to_contain_text("9 rejections by week of sending")
    look(coach)

    card = coach.get_by_role("region", name=re.compile("tipped", re.IGNORECASE))
    card.get_by_role("button", name="Application").click()
    expect(coach.get_by_role("heading", level=1)).to_contain_text("only 2 rejections have a reason")
    expect(coach.locator("#page form[aria-busy=true]")).to_have_count(0)
    look(coach)

    coach.get_by_role("link", name="Jennifer Hale").first.click()
    expect(coach.get_by_role("heading", level=1)).to_have_text("Jennifer Hale")
    look(coach)
    coach.get_by_role("button", name="Agree this focus").click()
    expect(coach.get_by_text(re.compile("day 1 of 28", re.IGNORECASE)).first).to_be_visible()
    look(coach)

    client.goto(f"{server.address}/search")
    expect(client.get_by_text("Your one thing")).to_be_visible()
    expect(client.get_by_role("button", name="I did this step")).to_be_visible()
    look(client)
    client.get_by_role("button", name="I did this step").click()
    expect(client.get_by_text(re.compile("1 of 6 steps done")).first).to_be_visible()

    coach.reload()
    expect(coach.get_by_text(re.compile("1 of 6")).first).to_be_visible()
