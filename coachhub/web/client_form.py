"""The card of a client as a form: what is shown, what is read from it, and what changed meanwhile."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import ValidationError

from coachhub.access.language import gettext as _
from coachhub.queries.clients import ClientRow
from coachhub.web.forms import PageForm
from coachhub.web.typed import (
    LONGEST_AGO,
    clean,
    fits,
    is_address,
    is_name,
    is_zone,
    read_coming_day,
    read_day,
    read_number,
)

TEXTS: Final = ("name", "field", "seniority", "location")
SHOWN: Final = (
    *TEXTS,
    "email",
    "timezone",
    "search_started_on",
    "weekly_target",
    "last_session_on",
    "next_session_on",
)
MOST_A_WEEK: Final = 200


class ClientForm(PageForm):
    """Who a client is and what he looks for."""

    name = StringField(validators=[is_name, fits(200)])
    email = StringField(validators=[is_address, fits(254)])
    field = StringField(validators=[fits(100)])
    seniority = StringField(validators=[fits(40)])
    location = StringField(validators=[fits(200)])
    timezone = StringField(validators=[fits(64), is_zone])
    search_started_on = StringField(validators=[fits(10)])
    weekly_target = StringField(validators=[fits(6)])
    coach = SelectField(validate_choice=False)


class ClientChangesForm(ClientForm):
    """The same of somebody who is here already, with where he stands."""

    status = SelectField(validate_choice=False)
    last_session_on = StringField(validators=[fits(10)])
    next_session_on = StringField(validators=[fits(10)])
    version = HiddenField()


def list_statuses() -> list[tuple[str, str]]:
    """What a search can be, in words."""
    return [
        ("searching", _("Searching")),
        ("paused", _("Paused for a while")),
        ("placed", _("Found a job")),
        ("closed", _("We work together no longer")),
    ]


def show_client(form: ClientChangesForm, row: ClientRow) -> None:
    """Fill an untouched form with what is known."""
    for name, value in describe(row).items():
        form[name].data = value
    form.status.data = row.status
    form.version.data = str(row.version)


def describe(row: ClientRow) -> dict[str, str]:
    """What is known about a client as the texts of the form's fields."""
    return {name: write_value(getattr(row, name)) for name in SHOWN}


def write_value(value: Any) -> str:
    """A value as a field shows it."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def read_client(form: ClientForm, today: date) -> dict[str, Any] | None:
    """What the form says about a client; None after putting on the fields what has to be corrected."""
    values: dict[str, Any] = {name: clean(form[name].data) for name in TEXTS}
    values["email"] = (form.email.data or "").strip().lower() or None
    values["timezone"] = (form.timezone.data or "").strip() or None
    good = form.validate_on_submit()

    def read_search() -> date | None:
        return read_day(form.search_started_on, earliest=today - LONGEST_AGO, latest=today)

    good &= put(values, form.search_started_on, read_search)
    good &= put(values, form.weekly_target, lambda: read_number(form.weekly_target, 1, MOST_A_WEEK))
    return values if good else None


def read_changes(form: ClientChangesForm, row: ClientRow, today: date) -> dict[str, Any] | None:
    """The same for somebody who is here already."""
    values = read_client(form, today)
    good = values is not None
    values = values or {}

    def read_last() -> date | None:
        return read_day(form.last_session_on, earliest=today - LONGEST_AGO, latest=today)

    def read_next() -> date | None:
        return read_coming_day(form.next_session_on, today, row.next_session_on)

    good &= put(values, form.last_session_on, read_last)
    good &= put(values, form.next_session_on, read_next)
    if form.status.data not in dict(list_statuses()):
        form.status.errors = [_("Choose one of these.")]
        good = False
    values["status"] = form.status.data
    return values if good else None


def put(values: dict[str, Any], field: Any, read: Any) -> bool:
    """Put what a field says among the values; False after putting on the field what has to be corrected."""
    try:
        values[field.name] = read()
    except ValidationError as error:
        field.errors = [*field.errors, str(error)]
        return False
    return True


def list_conflicts(form: ClientChangesForm, current: Mapping[str, Any]) -> dict[str, str]:
    """What somebody else saved meanwhile, by field, where it is not what stands in the form."""
    statuses = dict(list_statuses())
    found = {}
    for name, value in current.items():
        theirs = write_value(value)
        if theirs != (form[name].data or "").strip():
            found[name] = statuses.get(theirs, theirs) if name == "status" else theirs
    return found
