"""The demo practice: trackers as clients bring them, rendered for today and loaded through the front door."""

import csv
import hashlib
import io
import re
import tomllib
from datetime import date, timedelta
from typing import Any, Final

from coachhub.settings import ROOT

SEED: Final = ROOT / "seed_data"
PASSWORD: Final = "four quiet demo words"  # noqa: S105  printed on the screen: it protects invented people
SIGN_INS: Final = (
    ("owner", "alice@demo.example", PASSWORD),
    ("coach", "bob@demo.example", PASSWORD),
    ("client", "jennifer@demo.example", PASSWORD),
)
DAY_MARK: Final = re.compile(r"\{day([+-]\d+)\}")


def prepare_demo() -> bool:
    """Migrate the database and load the demo practice when there is none; returns whether it was loaded."""
    from coachhub.cli.database import make_app, migrate, read_settings
    from coachhub.cli.demo_loading import forget_unfinished, one_at_a_time
    from coachhub.queries.health import is_ready
    from coachhub.scope import SystemScope
    from coachhub.services import identity

    settings = read_settings()
    app = make_app(settings)
    with one_at_a_time(settings.data_folder):
        with app.app_context():
            ready = is_ready(SystemScope("demo"))
        if not ready:
            migrate(app)
        with app.app_context():
            forget_unfinished()
            if identity.has_practice():
                return False
            load_demo()
    return True


def load_demo() -> None:
    """Make the practice, its people and their searches; needs an application context."""
    from coachhub import clock
    from coachhub.cli.demo_loading import begin_loading, end_loading
    from coachhub.scope import Role, Scope
    from coachhub.services import clients, identity
    from coachhub.services.identity.sign_in import Cost

    seed = tomllib.loads((SEED / "practice.toml").read_text(encoding="utf-8"))
    cost = Cost(19 * 1024, 2)
    practice_id = begin_loading(seed["name"], seed["timezone"])
    staff: dict[str, Scope] = {}
    for person in seed["staff"]:
        user_id = identity.create_user(person["email"], person["name"], PASSWORD, cost=cost)
        identity.add_member(practice_id, user_id, Role(person["role"]))
        staff[person["email"]] = Scope(practice_id, user_id, Role(person["role"]))
    today = clock.today(seed["timezone"])
    for person in seed["clients"]:
        coach = staff[person["coach"]]
        client_id = clients.add_client(
            coach,
            name=person["name"],
            email=person["email"],
            field=person.get("field"),
            seniority=person.get("seniority"),
            search_started_on=today + timedelta(days=person["started"]),
        )
        if person.get("signs_in"):
            user_id = identity.create_user(person["email"], person["name"], PASSWORD, cost=cost)
            identity.add_member(practice_id, user_id, Role.CLIENT)
            clients.connect_user(coach, client_id, user_id)
        bring_tracker(coach, client_id, person, today)
    end_loading(practice_id)


def bring_tracker(coach: Any, client_id: Any, person: dict[str, Any], today: date) -> None:
    """Import a client's tracker as if it came today, and record what people said about its rejections."""
    from coachhub.analysis.vocabulary import Cause, Source
    from coachhub.intake import read_tracker
    from coachhub.queries.applications import list_applications
    from coachhub.services.attributions import attribute
    from coachhub.services.imports import import_tracker

    name, data = render_tracker(person, today)
    tracker = read_tracker(data, filename=name, today=today)
    import_tracker(
        coach, client_id, tracker, file_name=name, file_sha256=hashlib.sha256(data).hexdigest(), today=today
    )
    by_company = {row.company: row.id for row in list_applications(coach, client_id)}
    for said in person.get("said", ()):
        attribute(
            coach,
            by_company[said["company"]],
            [Cause[cause.upper()] for cause in said["causes"]],
            Source[said["source"].upper()],
            made_on=today + timedelta(days=said["day"]),
            verbatim=said.get("words"),
        )


def render_tracker(person: dict[str, Any], today: date) -> tuple[str, bytes]:
    """The file's name and bytes: day marks become dates in the person's own way of writing them."""
    path = SEED / "trackers" / person["tracker"]
    style = person.get("dates", "%Y-%m-%d")
    text = DAY_MARK.sub(
        lambda mark: write_day(today + timedelta(days=int(mark[1])), style), path.read_text(encoding="utf-8")
    )
    if person.get("as_workbook"):
        return path.with_suffix(".xlsx").name, write_workbook(text, person["as_workbook"])
    return path.name, text.encode(person.get("encoding", "utf-8"))


def write_day(day: date, style: str) -> str:
    """A day in a style of strftime; `%-m` and `%-d` leave out the zero everywhere."""
    return day.strftime(style.replace("%-m", str(day.month)).replace("%-d", str(day.day)))


def write_workbook(text: str, sheet: str) -> bytes:
    """The same table as an Excel workbook."""
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(csv.reader(io.StringIO(text))):
            page.write_row(number, 0, row)
    return target.getvalue()
