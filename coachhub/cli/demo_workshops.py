"""The demo's workshops: planned and held through the services, as their coach would."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from coachhub.analysis.vocabulary import Cause
from coachhub.queries.clients import find_client_by_email
from coachhub.scope import Scope
from coachhub.services.workshop_guests import note_attendance
from coachhub.services.workshops import plan_workshop


def hold_workshop(coach: Scope, told: Mapping[str, Any], today: date) -> None:
    """A workshop that took place some days ago, with those who were invited and those who came."""
    day = today + timedelta(days=told["day"])
    workshop_id = plan_workshop(
        coach,
        cause=Cause[told["cause"].upper()],
        title=told["title"],
        invitation=told["invitation"],
        field=told.get("field"),
        held_on=day,
        guests=_find_clients(coach, told["guests"]),
    )
    came = _find_clients(coach, told["came"])
    note_attendance(coach, workshop_id, 1, held_on=day, came=came, today=today)


def _find_clients(coach: Scope, addresses: list[str]) -> list[UUID]:
    """The clients with these addresses."""
    found = [find_client_by_email(coach, address) for address in addresses]
    return [client.id for client in found if client is not None]
