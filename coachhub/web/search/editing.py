"""Correcting what is written about an application; two people at once see both texts."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue

from coachhub.access.language import gettext as _
from coachhub.analysis.vocabulary import Channel, Stage
from coachhub.queries.applications import ApplicationDetail
from coachhub.services.applications import (
    ImpossibleDateError,
    NamelessApplicationError,
    edit_application,
    record_move,
)
from coachhub.services.versions import ChangedMeanwhileError
from coachhub.web.search.days import UnreadableDayError, explain_day, read_day
from coachhub.web.search.forms import EditForm
from coachhub.web.search.whose import Whose, address_of, draw, find_own, find_whose


def register(pages: Blueprint) -> None:
    """Add the routes to the client's pages or to the coach's."""
    pages.add_url_rule(
        "/applications/<uuid:application_id>/edit", view_func=change_application, methods=["GET", "POST"]
    )


def change_application(application_id: UUID) -> ResponseReturnValue:
    """The form; on a post what was corrected is kept."""
    whose = find_whose()
    row = find_own(whose, application_id)
    form = EditForm()
    form.channel.choices = [
        ("", _("Nobody remembers") if whose.by_staff else _("I do not remember")),
        (Channel.COLD.word, _("Job board, or their site")),
        (Channel.REFERRAL.word, whose.say(_("Someone I know"), _("Someone they know"))),
        (Channel.RECRUITER.word, _("Recruiter")),
    ]
    if request.method != "POST":
        fill(form, row)
        return draw("edit.html", whose, row=row, form=form, theirs={})
    theirs: dict[str, str] = {}
    if form.validate() and save(whose, row, form, theirs):
        flash(_("%(company)s is corrected.", company=(form.company.data or "").strip()))
        return redirect(address_of("show_application", application_id=row.id), 303)
    return draw("edit.html", whose, row=row, form=form, theirs=theirs), 409 if theirs else 422


def fill(form: EditForm, row: ApplicationDetail) -> None:
    """Put what stands there into the form."""
    form.version.data = str(row.version)
    for name in ("company", "role_title", "url", "location", "notes"):
        getattr(form, name).data = getattr(row, name) or ""
    form.channel.data = "" if row.channel is None else row.channel.word
    form.applied_on.data = row.applied_on.isoformat() if row.applied_on else ""


def save(whose: Whose, row: ApplicationDetail, form: EditForm, theirs: dict[str, str]) -> bool:
    """Keep the form; False after saying on it what to correct, or in `theirs` what others wrote."""
    channel = next((one for one in Channel if one.word == form.channel.data), None)
    fields: dict[str, Any] = {
        "company": form.company.data or "",
        "role_title": form.role_title.data or "",
        "url": form.url.data or "",
        "location": form.location.data or "",
        "notes": form.notes.data or "",
        "channel": channel,
    }
    day: date | None = None
    version = int(form.version.data) if (form.version.data or "").isdecimal() else 0
    try:
        day = read_day(form.applied_on.data)
        if version != row.version and day not in (None, row.applied_on):
            # The day is kept as a move, so its conflict is seen here and not by the service.
            raise ChangedMeanwhileError(row.version, describe(row))
        edit_application(whose.scope, row.id, version, **fields)
        if day is not None and day != row.applied_on:
            record_move(whose.scope, row.id, stage=Stage.APPLIED, occurred_on=day, today=whose.today)
    except (ImpossibleDateError, UnreadableDayError) as error:
        form.applied_on.errors = [explain_day(error, whose.today)]
        if isinstance(error, ImpossibleDateError):
            # The texts are kept already: the corrected form goes on from there.
            form.version.data = str(find_own(whose, row.id).version)
        return False
    except NamelessApplicationError:
        form.company.errors = [_("Which company is it? Everything else may wait.")]
        return False
    except ChangedMeanwhileError as error:
        form.version.data = str(error.version)
        theirs.update(
            {
                name: spell(value)
                for name, value in error.current.items()
                if spell(value) != spell(fields.get(name, day))
            }
        )
        return False
    return True


def describe(row: ApplicationDetail) -> dict[str, Any]:
    """What stands there, by field."""
    names = ("company", "role_title", "channel", "applied_on", "url", "location", "notes")
    return {name: getattr(row, name) for name in names}


def spell(value: Channel | date | str | None) -> str:
    """A value as a form holds it."""
    if isinstance(value, date):
        return value.isoformat()
    return value.word if isinstance(value, Channel) else (value or "").strip()
