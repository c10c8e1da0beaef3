"""Names as long as some are, with marks and pictures in them: every page of their search holds them."""

from playwright.sync_api import Page

from coachhub import clock
from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.queries.clients import find_client
from coachhub.services import clients
from tests.dashboards.today_practice import log
from tests.journeys.looking import assert_fits, open_page
from tests.queries.histories import client_of
from tests.support.people import PASSWORD
from tests.support.server import LiveServer

NAME = "Maximiliana-Theodora Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"
COMPANY = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft <b>& Söhne</b> 🚢"
PAGES = (
    "/dash/today?everyone=1",
    "/dash/reasons?cause=unknown",
    "/dash/clients/{client}",
    "/clients/{client}/edit",
    "/clients/{client}/coach",
    "/clients/{client}/invitation",
    "/clients/{client}/notes/new",
    "/clients/{client}/focus/choose",
    "/clients/{client}/search/applications",
)


def test_long_names_stay_on_the_page(live_server: LiveServer, page: Page) -> None:
    bob, today = live_server.people.bob.scope, clock.today("America/Toronto")
    with live_server.app.app_context():
        carol = client_of(live_server.people.carol)
        log(bob, carol, 3, today=today, company=COMPANY)
        log(bob, carol, 40, today=today, company=COMPANY, moved=9, outcome=Outcome.REJECTED)
        log(bob, carol, 20, today=today, company=COMPANY, moved=3, stage=Stage.INTERVIEW)
        row = find_client(bob, carol)
        assert row is not None
        clients.update_client(bob, carol, row.version, name=NAME, field=NAME)
    open_page(page, live_server.address)
    page.get_by_label("Email").fill(live_server.people.bob.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/dash/today")
    for address in PAGES:
        open_page(page, live_server.address + address.replace("{client}", str(carol)))
        for width in (768, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert_fits(page)
