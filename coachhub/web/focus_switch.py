"""Another focus instead of the one that is worked on: the old one closes and the new one begins, at once."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from coachhub import access
from coachhub.access.language import gettext as _
from coachhub.analysis.vocabulary import Cause
from coachhub.queries.evaluations import SwitchOffer, offer_switch
from coachhub.queries.focuses import ACTIVE
from coachhub.services import focuses
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.web.causes import speak_of
from coachhub.web.focus import show_taken
from coachhub.web.focus_choice import FocusForm, Replaced, read_days, show_choice
from coachhub.web.focus_standing import Standing, find_standing
from coachhub.web.focus_words import say_too_long, write_day
from coachhub.web.forms import go_back

pages = Blueprint("focus_switch", __name__)


@pages.route("/focuses/<uuid:focus_id>/switch", methods=["GET", "POST"])
def switch(focus_id: UUID) -> ResponseReturnValue:
    """What may come instead; what the weekly look speaks for is marked, everything else needs a reason."""
    standing = find_standing(focus_id)
    if request.method == "POST":
        return close_and_agree(standing, FocusForm())
    form = FocusForm(formdata=None)
    form.improvement.data = request.args.get("improvement", "")[:60]
    return show_switch(standing, form)


def close_and_agree(standing: Standing, form: FocusForm) -> ResponseReturnValue:
    """Close the one and agree on the other; what stands in the way is said, and nothing typed is lost."""
    scope, today = access.current_scope(), standing.today
    screen = f"/dash/clients/{standing.client.id}"
    days = read_days(form, today)
    if days is None or form.errors:
        if form.reason.errors:
            form.reason.errors = [say_too_long()]
        return show_switch(standing, form, 422)
    slug = form.improvement.data or ""
    try:
        focuses.switch_focus(
            scope,
            standing.focus.id,
            slug,
            today=today,
            reason=form.reason.data,
            starts_on=days.starts_on,
            lock_days=days.lock_days,
            once=form.once.data or None,
        )
    except (focuses.ImprovementNotFoundError, focuses.SameImprovementError):
        form.improvement.errors = [_("Choose one of these.")]
        return show_switch(standing, form, 422)
    except focuses.ReasonTooLongError:
        form.reason.errors = [say_too_long()]
        return show_switch(standing, form, 422)
    except focuses.ReasonNeededError:
        form.reason.errors = [_("This is your own decision. One sentence on why is enough.")]
        return show_switch(standing, form, 422)
    except focuses.FocusActiveError as error:
        return show_taken(standing.client, error.focus, form, scope)
    except focuses.FocusNotFoundError:
        abort(404)
    except focuses.FocusEndedError:
        flash(_("This focus is over already; nothing was changed. What stands now is shown here."))
        return go_back(screen)
    except AlreadyDoneError:
        pass
    flash(
        _(
            "Agreed: %(title)s. %(name)s sees it from now on; what was worked on before is kept.",
            title=standing.diagnosed.playbook.name(slug),
            name=standing.client.name,
        )
    )
    return go_back(screen)


def show_switch(standing: Standing, form: FocusForm, status: int = 200) -> ResponseReturnValue:
    """The page of choices, with why the weekly look speaks for another one, where it does."""
    if standing.focus.state != ACTIVE:
        flash(_("This focus is over already. You can agree on a new one."))
        return redirect(f"/dash/clients/{standing.client.id}", 303)
    scope, focus, today = access.current_scope(), standing.focus, standing.today
    offer = offer_switch(scope, focus, standing.file.evaluations, today)
    locked = focus.locked_until if focus.locked_until and today < focus.locked_until else None
    replaced = Replaced(
        focus=focus,
        title=standing.title,
        offered=find_offered(standing, offer),
        why=say_offer(offer, focus.cause),
        locked=write_day(locked, today) if locked else None,
    )
    return show_choice(standing.client, form, status, replaced=replaced, agreed=list(standing.file.focuses))


def find_offered(standing: Standing, offer: SwitchOffer | None) -> str | None:
    """The improvement that would come, where the playbook still offers it."""
    if offer is None or offer.improvement is None:
        return None
    offered = {one.slug for one in standing.diagnosed.playbook.offered} - {standing.focus.improvement}
    return offer.improvement if offer.improvement in offered else None


def say_offer(offer: SwitchOffer | None, present: Cause) -> str | None:
    """What the weekly look says, for the coach alone; None where it says to go on."""
    if offer is None:
        return None
    said = {
        "other": speak_of(offer.cause),
        "p": f"{100 * offer.probability:.0f} %",
        "present": speak_of(present),
        "q": f"{100 * offer.present:.0f} %",
    }
    if offer.early:
        return _(
            "Two weekly looks in a row speak clearly for %(other)s, at %(p)s now; %(present)s is at %(q)s. "
            "A talk may be worth it before the four weeks are over.",
            **said,
        )
    return _(
        "The weekly look speaks for %(other)s, at %(p)s; %(present)s is at %(q)s. A talk may be worth it.",
        **said,
    )
