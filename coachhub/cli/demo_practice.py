"""The demo practice: people, the trackers they bring and what they told, loaded through the front door."""

import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum
from typing import Any, Final
from uuid import UUID

from coachhub.settings import ROOT

SEED: Final = ROOT / "seed_data"
TRACKERS: Final = SEED / "trackers"
PASSWORD: Final = "four quiet demo words"  # noqa: S105  printed on the screen: it protects invented people
SIGN_INS: Final = (
    ("owner", "alice@demo.example", PASSWORD),
    ("coach", "bob@demo.example", PASSWORD),
    ("client", "jennifer@demo.example", PASSWORD),
    ("client", "priya@demo.example", PASSWORD),
)


class Prepared(Enum):
    """What a start found, and did."""

    LOADED = "the demo practice was loaded"
    KEPT = "there is a practice, and it is recent or not the demo's"
    STANDING_STILL = "the demo practice is old, but somebody changed it: it is kept as it is"


def prepare_demo() -> Prepared:
    """Migrate the database; load the demo practice when there is none, or an old one that nobody changed."""
    from coachhub.cli.database import make_app, migrate, read_settings
    from coachhub.cli.demo_loading import forget_unfinished, one_at_a_time
    from coachhub.queries.health import is_ready
    from coachhub.scope import SystemScope

    settings = read_settings()
    app = make_app(settings)
    with one_at_a_time(settings.data_folder):
        with app.app_context():
            ready = is_ready(SystemScope("demo"))
        if not ready:
            migrate(app)
        with app.app_context():
            forget_unfinished()
            return load_or_keep()


def load_or_keep() -> Prepared:
    """Load the demo practice unless there is one to keep; needs an application context."""
    from coachhub.cli.demo_loading import Standing, find_standing, forget_demo
    from coachhub.services import identity

    standing = find_standing()
    if standing is Standing.OUTDATED:
        forget_demo()
    elif identity.has_practice():
        return Prepared.STANDING_STILL if standing is Standing.CHANGED else Prepared.KEPT
    load_demo()
    return Prepared.LOADED


def load_demo() -> None:
    """Make the practice, its people and their searches; needs an application context."""
    from coachhub import clock
    from coachhub.cli.demo_loading import begin_loading, end_loading
    from coachhub.cli.demo_workshops import hold_workshop
    from coachhub.scope import Role, Scope

    seed = tomllib.loads((SEED / "practice.toml").read_text(encoding="utf-8"))
    practice_id = begin_loading(seed["name"], seed["timezone"])
    staff: dict[str, Scope] = {}
    for person in seed["staff"]:
        user_id = let_sign_in(practice_id, person, Role(person["role"]))
        staff[person["email"]] = Scope(practice_id, user_id, Role(person["role"]))
    today = clock.today(seed["timezone"])
    for path in sorted((SEED / "clients").glob("*.toml")):
        person = tomllib.loads(path.read_text(encoding="utf-8"))
        add_client(staff[person["coach"]], person, today, seed["timezone"])
    for draft in seed["drafts"]:
        keep_waiting(staff[draft["coach"]], draft, today)
    for workshop in seed["workshops"]:
        hold_workshop(staff[workshop["coach"]], workshop, today)
    end_loading(practice_id, today)


def let_sign_in(practice_id: UUID, person: Mapping[str, Any], role: Any) -> UUID:
    """Give a person an account with the demo's password."""
    from coachhub.services import identity
    from coachhub.services.identity.sign_in import Cost

    user_id = identity.create_user(person["email"], person["name"], PASSWORD, cost=Cost(19 * 1024, 2))
    identity.add_member(practice_id, user_id, role)
    return user_id


def add_client(coach: Any, person: Mapping[str, Any], today: date, timezone: str) -> None:
    """Add a client with his tracker and his history."""
    from coachhub import clock
    from coachhub.cli.demo_histories import Teller, tell_history
    from coachhub.scope import Role, Scope
    from coachhub.services import clients

    client_id = clients.add_client(
        coach,
        name=person["name"],
        email=person["email"],
        field=person.get("field"),
        seniority=person.get("seniority"),
        location=person.get("location"),
        weekly_target=person.get("weekly_target"),
        search_started_on=today + timedelta(days=person["started"]),
        # An owner may add a client for anybody; here she is his coach herself.
        coach_id=coach.user_id,
    )
    client = coach
    if person.get("signs_in"):
        user_id = let_sign_in(coach.practice_id, person, Role.CLIENT)
        clients.connect_user(coach, client_id, user_id)
        client = Scope(coach.practice_id, user_id, Role.CLIENT, client_id)
    bring_tracker(coach, client_id, person, today)
    tell_history(Teller(coach, client, client_id, today, clock.find_zone(timezone)), person)
    for draft in person.get("drafts", ()):
        keep_waiting(coach, draft, today, client_id)


def bring_tracker(coach: Any, client_id: UUID, person: Mapping[str, Any], today: date) -> None:
    """Import a client's tracker as if it came today."""
    from coachhub.cli.demo_trackers import render_tracker
    from coachhub.intake import read_tracker
    from coachhub.services.imports import import_tracker

    name, data = render_tracker(TRACKERS / person["tracker"], person, today)
    import_tracker(
        coach,
        client_id,
        read_tracker(data, filename=name, today=today),
        file_name=name,
        file_sha256=hashlib.sha256(data).hexdigest(),
        today=today,
    )


def keep_waiting(coach: Any, draft: Mapping[str, Any], today: date, client_id: UUID | None = None) -> None:
    """Bring a file that has a question, and leave the question open."""
    from coachhub.cli.demo_trackers import render_tracker
    from coachhub.intake import read_tracker
    from coachhub.services.import_drafts import keep_draft

    name, data = render_tracker(TRACKERS / draft["tracker"], draft, today)
    keep_draft(
        coach,
        client_id=client_id,
        new_client=draft.get("newcomer"),
        file_name=name,
        data=data,
        tracker=read_tracker(data, filename=name, today=today, explain=True),
    )
