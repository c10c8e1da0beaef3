"""What is asked of every page in a browser: it has come, it fits, it can be read and used by keyboard."""

from typing import Final, Literal

from playwright.sync_api import Page, expect

from tests.support.accessible import assert_accessible

WIDTHS = {"phone": 390, "tablet": 768, "desk": 1440}
THEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
TABS = 12
"""So many stops of the keyboard are looked at on each page."""

# A stop that shows itself has an outline, or a shadow that it lacks without the keyboard on it.
UNSEEN_STOP = """
() => {
  const stop = document.activeElement;
  if (!stop || stop === document.body || stop.id === "main") return "";
  const style = getComputedStyle(stop);
  const box = stop.getBoundingClientRect();
  if (box.width === 0 || box.height === 0) return "";
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  // A radio or checkbox inside its label may hand the ring to the label.
  const label = stop.closest("label");
  const around = label ? getComputedStyle(label) : style;
  const label_outlined = around.outlineStyle !== "none" && parseFloat(around.outlineWidth) > 0;
  if (outlined || label_outlined || style.boxShadow !== "none") return "";
  return stop.outerHTML.slice(0, 160);
}
"""


def assert_fits(page: Page) -> None:
    """Nothing scrolls sideways, and nothing reaches under the edge of the page, where it would be cut off."""
    for part in ("html", "main"):
        wide = page.locator(part).evaluate("part => part.scrollWidth - part.clientWidth")
        assert wide <= 0, f"{page.url} is {wide} px wider than its {part}"


def assert_focus_shows(page: Page) -> None:
    """Each of the first stops of the keyboard can be seen, and there are some."""
    stops = 0
    for _ in range(TABS):
        page.keyboard.press("Tab")
        unseen = page.evaluate(UNSEEN_STOP)
        assert not unseen, f"{page.url}: the keyboard stops unseen at {unseen}"
        stops += 1
    assert stops


def open_page(page: Page, address: str) -> None:
    """Open an address and wait until its heading is there; a screen comes after its frame."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status < 400, f"{address} answers {answer.status}"
    expect(page.locator("h1").first).to_be_visible(timeout=20_000)


def assert_good(page: Page, address: str) -> None:
    """Open an address and ask everything of it."""
    open_page(page, address)
    assert_fits(page)
    assert_accessible(page)
    assert_focus_shows(page)
