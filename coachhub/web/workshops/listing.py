"""All workshops: those to come, those that took place, those that were called off."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from coachhub import access
from coachhub.access.language import ngettext
from coachhub.queries.workshops import (
    CANCELLED,
    HELD,
    PLANNED,
    GuestCounts,
    WorkshopRow,
    count_guests,
    list_workshops,
)
from coachhub.web.causes import name as name_cause
from coachhub.web.workshops.planning import find_today
from coachhub.web.workshops.words import write_day


def register(pages: Blueprint) -> None:
    """Add the route."""
    pages.add_url_rule("", view_func=list_all)


def list_all() -> ResponseReturnValue:
    """Every workshop of the practice, with the guests whom this person sees."""
    scope = access.current_scope()
    rows, counts = list_workshops(scope), count_guests(scope)

    def pick(state: str) -> list[tuple[WorkshopRow, str]]:
        return [
            (row, say_guests(counts.get(row.id, GuestCounts()), held=state == HELD))
            for row in rows
            if row.state == state
        ]

    # The next one first; what is over, the latest first.
    planned = sorted(
        pick(PLANNED), key=lambda one: (one[0].held_on is None, one[0].held_on or one[0].created_at.date())
    )
    return render_template(
        "workshops/list.html",
        planned=planned,
        held=pick(HELD),
        cancelled=pick(CANCELLED),
        name_cause=name_cause,
        write_day=write_day,
        today=find_today(),
    )


def say_guests(counts: GuestCounts, *, held: bool) -> str:
    """How many were invited, and how many came where that is known."""
    invited = ngettext("%(num)d invited", "%(num)d invited", counts.invited)
    if not held or not counts.noted:
        return invited
    came = ngettext("%(num)d came", "%(num)d came", counts.came)
    return f"{invited}, {came}"
