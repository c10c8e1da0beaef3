"""Whose search a page shows, who looks at it, and what day it is where its client lives."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import abort, g, render_template, request, url_for

from coachhub import access, clock
from coachhub.access.language import gettext as _
from coachhub.queries.applications import ApplicationDetail, find_application
from coachhub.queries.clients import ClientRow, find_client
from coachhub.scope import Role, Scope
from coachhub.services import identity
from coachhub.web.search.days import name_day


@dataclass(frozen=True, slots=True)
class Whose:
    """The client of a page, and the eyes that read it."""

    scope: Scope
    client: ClientRow
    zone: ZoneInfo
    today: date

    @property
    def by_staff(self) -> bool:
        """Whether somebody of the practice writes this down for the client."""
        return self.scope.role is not Role.CLIENT

    @property
    def first_name(self) -> str:
        """What the page calls the client."""
        return self.client.name.split()[0] if self.client.name.split() else self.client.name

    def say(self, to_client: str, to_staff: str) -> str:
        """The sentence for whoever reads: the client himself, or somebody who writes down for him."""
        return to_staff if self.by_staff else to_client


def take_client(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """The client of a staff address, kept aside so that both addresses share their views."""
    if values is not None and "client_id" in values:
        g.search_of = values.pop("client_id")


def add_client(_endpoint: str, values: dict[str, Any]) -> None:
    """Addresses on a staff page lead to pages of the same client."""
    if "search_of" in g:
        values.setdefault("client_id", g.search_of)


def find_whose() -> Whose:
    """The client whom this request is about; a client who is not this person's to see is not there."""
    scope = access.current_scope()
    client_id: UUID | None = g.get("search_of") or scope.client_id
    client = find_client(scope, client_id) if client_id else None
    person = access.current_person()
    if client is None or person is None:
        abort(404)
    # A search has one calendar, its client's, whoever writes into it: else what he sent today is of
    # tomorrow for a coach to the west of him, and nothing could be noted about it.
    zone = clock.find_zone(client.timezone, person.timezone)
    return Whose(scope, client, zone, clock.today(zone.key))


def find_own(whose: Whose, application_id: UUID) -> ApplicationDetail:
    """An application of this client; everything else is not there."""
    found = find_application(whose.scope, application_id)
    if found is None or found.client_id != whose.client.id:
        abort(404)
    return found


def name_coach(whose: Whose) -> str:
    """The first name of the client's coach, or a word for her."""
    name = identity.name_staff(whose.scope.practice_id).get(whose.client.coach_id or whose.client.id, "")
    return name.split()[0] if name.split() else _("your coach")


def draw(template: str, whose: Whose, **values: Any) -> str:
    """A page of the search, with what all of them show."""

    def say_day(day: date | None) -> str:
        return name_day(day, whose.today)

    place = (request.endpoint or "").rpartition(".")[2]
    return render_template(f"search/{template}", whose=whose, place=place, say_day=say_day, **values)


def address_of(view: str, **values: Any) -> str:
    """The address of another page of the same search, under the same prefix."""
    return url_for(f".{view}", **values)
