"""The form of a workshop: planned for the first time, changed, or, for a colleague, her own guests alone."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, SelectMultipleField, StringField
from wtforms.validators import ValidationError

from coachhub import access, clock
from coachhub.access.language import gettext as _
from coachhub.access.language import ngettext
from coachhub.analysis.vocabulary import Cause
from coachhub.queries.clients import list_clients
from coachhub.queries.patterns import find_shared
from coachhub.queries.workshops import PLANNED, WorkshopRow, find_workshop, list_guests
from coachhub.scope import Scope
from coachhub.services import workshops
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.services.versions import ChangedMeanwhileError
from coachhub.services.workshop_guests import MOST_GUESTS, change_guests
from coachhub.services.workshop_holding import (
    GuestNotFoundError,
    WorkshopNotFoundError,
    WorkshopOverError,
    WorkshopRefusedError,
    may_change,
)
from coachhub.web.causes import name as name_cause
from coachhub.web.forms import PageForm
from coachhub.web.typed import clean, fits, read_coming_day
from coachhub.web.workshops.choices import count_sharers, list_choices
from coachhub.web.workshops.words import suggest_invitation, suggest_title, write_day


class WorkshopForm(PageForm):
    """What a workshop is, and whom it is for."""

    cause = HiddenField()
    field = StringField(validators=[fits(workshops.LONGEST_FIELD)])
    title = StringField(validators=[fits(workshops.LONGEST_TITLE)])
    held_on = StringField()
    # Browsers send line ends as two signs; the service counts what people see.
    invitation = StringField(validators=[fits(2 * workshops.LONGEST_INVITATION)])
    guests = SelectMultipleField(validate_choice=False)
    version = HiddenField()


def register(pages: Blueprint) -> None:
    """Add the routes."""
    pages.add_url_rule("/new", view_func=plan, methods=["GET", "POST"])
    pages.add_url_rule("/<uuid:workshop_id>/edit", view_func=change, methods=["GET", "POST"])


def find_today() -> date:
    """Today where the practice is."""
    person = access.current_person()
    return clock.today(person.timezone if person else "UTC")


def read_cause(word: str | None) -> Cause | None:
    """The cause that an address or a form names."""
    return next((one for one in Cause if one.word == word), None)


def plan() -> ResponseReturnValue:
    """The form, filled for a cause and a field; on a post the workshop is planned."""
    scope, form = access.current_scope(), WorkshopForm()
    cause = read_cause(form.cause.data if request.method == "POST" else request.args.get("cause"))
    if cause is None:
        return show_causes(scope)
    if request.method != "POST":
        field = clean(request.args.get("field", "")[: workshops.LONGEST_FIELD])
        form.cause.data, form.field.data = cause.word, field or ""
        form.title.data = suggest_title(cause)
        form.invitation.data = suggest_invitation(cause, field)
        return show_form(scope, form, cause, field)
    field = clean(form.field.data)
    values = read_words(form, None)
    if values is not None:
        try:
            key = workshops.plan_workshop(
                scope, cause=cause, field=field, guests=read_guests(form), once=form.once.data, **values
            )
        except AlreadyDoneError:
            return redirect(url_for("workshops.list_all"), 303)
        except (GuestNotFoundError, WorkshopRefusedError) as error:
            put_refusal(form, error)
        else:
            flash(_("Planned. Guests who sign in read the invitation on their page; no letter has gone out."))
            return redirect(url_for("workshops.show", workshop_id=key), 303)
    return show_form(scope, form, cause, field, status=422)


def change(workshop_id: UUID) -> ResponseReturnValue:
    """The form of a planned workshop; a colleague finds her own clients to invite, and nothing else."""
    scope, form = access.current_scope(), WorkshopForm()
    workshop = find_workshop(scope, workshop_id)
    if workshop is None:
        abort(404)
    address = url_for("workshops.show", workshop_id=workshop_id)
    if workshop.state != PLANNED:
        flash(say_over())
        return redirect(address, 303)
    whole = may_change(scope, workshop)
    if request.method != "POST":
        form.title.data, form.invitation.data = workshop.title, workshop.invitation
        form.held_on.data = workshop.held_on.isoformat() if workshop.held_on else ""
        form.version.data = str(workshop.version)
        return show_form(scope, form, workshop.cause, workshop.field, workshop)
    values = read_words(form, workshop.held_on) if whole else {}
    if values is None:
        return show_form(scope, form, workshop.cause, workshop.field, workshop, status=422)
    try:
        version, guests = read_version(form), read_guests(form)
        if whole:
            workshops.change_workshop(scope, workshop_id, version, guests=guests, **values)
        else:
            change_guests(scope, workshop_id, version, guests)
    except WorkshopNotFoundError:
        abort(404)
    except WorkshopOverError:
        flash(say_over())
    except (GuestNotFoundError, WorkshopRefusedError) as error:
        put_refusal(form, error)
        return show_form(scope, form, workshop.cause, workshop.field, workshop, status=422)
    except ChangedMeanwhileError as error:
        form.version.data = str(error.version)
        now = describe(scope, error.current, form)
        return show_form(scope, form, workshop.cause, workshop.field, workshop, now, status=409)
    else:
        flash(_("Changed."))
    return redirect(address, 303)


def read_words(form: WorkshopForm, before: date | None) -> dict[str, Any] | None:
    """Title, day and invitation; None after putting on the form what has to be corrected."""
    good = form.validate_on_submit()
    day = None
    try:
        day = read_coming_day(form.held_on, find_today(), before)
    except ValidationError as error:
        form.held_on.errors = [str(error)]
        good = False
    return {"title": form.title.data, "invitation": form.invitation.data, "held_on": day} if good else None


def read_guests(form: WorkshopForm) -> list[UUID]:
    """The clients who are ticked; GuestNotFoundError where a key is none."""
    try:
        return [UUID(one) for one in dict.fromkeys(form.guests.data or ())]
    except ValueError as error:
        raise GuestNotFoundError from error


def read_version(form: WorkshopForm) -> int:
    """The version that the form showed; what is no number is older than all."""
    text = form.version.data or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def put_refusal(form: WorkshopForm, error: Exception) -> None:
    """Say at its field what to do about something that cannot be kept."""
    field = "guests" if isinstance(error, GuestNotFoundError) else str(error)
    form[field].errors = [
        {
            "title": _("A few words say what it is."),
            "invitation": _("The invitation needs some words, and at most %(num)d characters.",
                            num=workshops.LONGEST_INVITATION),
            "guests": _("Somebody on this list is not among your %(clients_word)s any more. Look at it once "
                        "more; at most %(num)d can be invited.", num=MOST_GUESTS),
        }[field]
    ]  # fmt: skip


def describe(scope: Scope, current: Mapping[str, Any], form: WorkshopForm) -> dict[str, str]:
    """What somebody saved meanwhile, by field, where it is not what stands in the form."""
    names = {row.id: row.name for row in list_clients(scope)}

    def say(day: date | None, guests: Iterable[UUID]) -> dict[str, str]:
        listed = sorted(names[one] for one in guests if one in names)
        return {
            "held_on": write_day(day) if day else _("no day yet"),
            "guests": ", ".join(listed) or _("nobody"),
        }

    typed = form.held_on.data or ""
    mine = say(date.fromisoformat(typed) if typed else None, read_guests(form))
    now = say(current.get("held_on"), current["guests"])
    if "title" not in current:
        # A colleague's form has the guests alone.
        return {name: said for name, said in now.items() if name == "guests" and said != mine[name]}
    for name in ("title", "invitation"):
        mine[name] = (form[name].data or "").replace("\r\n", "\n").strip()
        now[name] = current[name]
    return {name: said for name, said in now.items() if said != mine[name]}


def say_over() -> str:
    """Why a workshop is not changed any more."""
    return _("It took place or was called off: what it was stays as it is.")


def show_causes(scope: Scope) -> ResponseReturnValue:
    """What it shall be about, before there is a form."""
    counts = count_sharers(find_shared(scope, find_today()))
    causes = [
        (
            cause,
            name_cause(cause),
            suggest_title(cause),
            ngettext(
                "It may hold back %(num)d search at the moment",
                "It may hold back %(num)d searches at the moment",
                counts[cause],
            )
            if counts[cause]
            else _("It is not the likeliest reading of any search at the moment"),
        )
        for cause in Cause
    ]
    return render_template("workshops/causes.html", causes=causes)


def show_form(
    scope: Scope,
    form: WorkshopForm,
    cause: Cause,
    field: str | None,
    workshop: WorkshopRow | None = None,
    now: Mapping[str, str] | None = None,
    *,
    status: int = 200,
) -> ResponseReturnValue:
    """The page of the form; with `workshop` it is that one's."""
    invited = None if workshop is None else [one.client_id for one in list_guests(scope, workshop.id)]
    ticked = (form.guests.data or []) if request.method == "POST" else None
    page = render_template(
        "workshops/plan.html",
        form=form,
        workshop=workshop,
        whole=workshop is None or may_change(scope, workshop),
        cause=cause,
        cause_name=name_cause(cause),
        field=field,
        choices=list_choices(scope, find_today(), cause, field, invited, ticked),
        now=now or {},
        longest=workshops.LONGEST_INVITATION,
    )
    return page, status
