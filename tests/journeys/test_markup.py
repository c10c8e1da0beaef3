"""Markup in every text that people can write: read by everybody who may, it is shown and never runs."""

from collections.abc import Callable, Iterator
from uuid import UUID

from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import update

from coachhub.analysis.vocabulary import Cause, Source
from coachhub.models import (
    Application,
    Attribution,
    CheckIn,
    Client,
    Focus,
    FocusStep,
    ImportBatch,
    ImportDraft,
    Milestone,
    Note,
    Practice,
    Rejection,
    SavedFilter,
    User,
)
from coachhub.services.attributions import attribute
from coachhub.services.checkins import check_in
from coachhub.services.transaction import writing
from tests.access.browsing import session_token
from tests.access.grounds import Grounds, lay_out
from tests.journeys.looking import open_page
from tests.journeys.places import list_addresses
from tests.support.browser import PageLog
from tests.support.people import TestPerson, sign_in_as
from tests.support.server import LiveServer
from tests.web.search_pages import TODAY, find

MARK = '"><img src=x onerror="window.ran=1"><script>window.ran=1</script>'
LINK = "javascript:window.ran=1"
COLUMNS = (
    (Client, ("name", "field", "seniority", "location")),
    (Application, ("company", "role_title", "location", "notes")),
    (Note, ("words",)),
    (CheckIn, ("words",)),
    (Milestone, ("words",)),
    (Attribution, ("verbatim",)),
    (Rejection, ("reflection", "feedback_verbatim")),
    (Focus, ("override_reason",)),
    (FocusStep, ("words",)),
    (ImportBatch, ("file_name",)),
    (ImportDraft, ("file_name",)),
    (SavedFilter, ("name", "query")),
)
FOUND = """
() => [...document.querySelectorAll("body img[src=x], #main script, a[href^='javascript' i], [onerror]")]
    .map((part) => part.outerHTML).concat(window.ran ? ["it ran"] : [])
"""


def write_markup(app: Flask, grounds: Grounds) -> None:
    """Put the markup into every text of the home practice."""
    people = grounds.people
    home, carol = people.alice.scope.practice_id, people.carol.scope
    rejected = find(app, carol, UUID(grounds.ids["rejected"])).id
    with app.app_context():
        attribute(people.bob.scope, rejected, [Cause.FIT], Source.COACH, made_on=TODAY, verbatim=MARK)
        check_in(carol, UUID(grounds.ids["client"]), 2, words=MARK, shared=True, today=TODAY)
        with writing(people.alice.scope, UUID(grounds.ids["client"])) as session:
            for table, names in COLUMNS:
                for name in names:
                    longest = getattr(table.__table__.c[name].type, "length", None) or 200
                    session.execute(
                        update(table)
                        .where(table.practice_id == home)
                        .values({name: MARK[:longest]})
                        .execution_options(synchronize_session=False)
                    )
            session.execute(update(Application).where(Application.practice_id == home).values(url=LINK))
            session.execute(update(Practice).where(Practice.id == home).values(name=MARK))
            for person in (people.alice, people.bob, people.carol):
                mine = User.id == person.scope.user_id
                session.execute(update(User).where(mine).values(name=MARK))


def list_places(grounds: Grounds) -> Iterator[tuple[str, str]]:
    """Each page with who opens it; the owner those that no coach has."""
    ids = {**grounds.ids, "application": grounds.ids["rejected"]}
    coach = list_addresses("coach", ids)
    yield from (("bob", address) for address in coach)
    yield from (("carol", address) for address in list_addresses("client", ids))
    yield from (("alice", address) for address in list_addresses("owner", ids) if address not in coach)


def open_as(live: LiveServer, person: TestPerson, new_page: Callable[..., Page]) -> Page:
    """A page in which somebody is signed in."""
    page = new_page()
    token = session_token(live.app, sign_in_as(live.app, person)) or ""
    name = live.app.config["COACHHUB"].session_cookie_name
    page.context.add_cookies([{"name": name, "value": token, "url": live.address}])
    return page


def test_markup_is_shown_and_never_runs(live_server: LiveServer, new_page: Callable[..., Page]) -> None:
    app = live_server.app
    grounds = lay_out(app, live_server.people)
    write_markup(app, grounds)
    pages: dict[str, Page] = {}
    shown, found = set(), []
    for name, address in list_places(grounds):
        if name not in pages:
            pages[name] = open_as(live_server, getattr(grounds.people, name), new_page)
        page = pages[name]
        open_page(page, live_server.address + address)
        if "onerror" in page.inner_text("body"):
            shown.add(address)
        found += [f"{address} as {name}: {part}" for part in page.evaluate(FOUND)]
    assert not found
    # The screens and most pages say something of what was written: otherwise nothing is proved.
    client = grounds.ids["client"]
    assert {"/dash/today", "/dash/reasons", f"/dash/clients/{client}", "/search", "/imports/new"} <= shown


def test_an_answer_that_takes_the_place_of_a_screen_runs_nothing(
    live_server: LiveServer, new_page: Callable[..., Page], page_log: PageLog
) -> None:
    page_log.allow("422|404|[Cc]ontent.[Ss]ecurity.[Pp]olicy|content policy")
    app = live_server.app
    grounds = lay_out(app, live_server.people)
    write_markup(app, grounds)
    page = open_as(live_server, grounds.people.bob, new_page)
    open_page(page, f"{live_server.address}/dash/clients/{grounds.ids['client']}")
    # What no page sends: words that are too long come back on a page of their own, markup and all.
    page.evaluate(
        """(words) => {
            const form = document.querySelector("form[action^='/focuses/']");
            form.querySelector("[name=why]").value = words;
            form.requestSubmit(form.querySelector("button"));
        }""",
        MARK * 20,
    )
    expect(page.locator("#page")).to_have_count(0)
    assert "onerror" in page.locator("#main").inner_html()
    assert page.evaluate(FOUND) == []
    # The violation: put in as markup it would be found; and even then the content policy runs none of it.
    page.evaluate(
        """(words) => new Promise((refused) => {
            document.addEventListener("securitypolicyviolation", () => refused(), { once: true });
            document.body.insertAdjacentHTML("beforeend", words);
        })""",
        MARK,
    )
    (planted,) = page.evaluate(FOUND)
    assert planted.startswith("<img")
