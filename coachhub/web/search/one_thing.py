"""The one thing on a client's first page: its day, its steps, and what went well with it."""

from datetime import timedelta
from typing import Any, Final

from flask_babel import format_date

from coachhub.access.language import gettext as _
from coachhub.access.language import ngettext
from coachhub.queries.focuses import ACTIVE, FocusRow
from coachhub.queries.playbook import find_playbook
from coachhub.queries.search_counts import SinceCounts, count_since
from coachhub.web.search.days import name_day
from coachhub.web.search.good import FEW, FIRST_ANSWERS
from coachhub.web.search.whose import Whose

REMEMBERED: Final = timedelta(days=28)
"""How long what was worked on stands on the page after it ended."""


def describe_focus(focuses: list[FocusRow], whose: Whose) -> dict[str, Any] | None:
    """What is worked on, or was until lately: what, why, where it stands, its steps, what went well."""
    focus = find_shown(focuses, whose)
    if focus is None:
        return None
    try:
        improvement = find_playbook(whose.scope).find(focus.improvement)
    except KeyError:
        # Agreed on before the playbook changed: its steps say what it is.
        title, why, needs, finished = whose.say(_("Your one thing"), _("The one thing")), "", "", ""
    else:
        title, why = improvement.title, improvement.why
        needs, finished = improvement.needs, improvement.done
    begun = focus.started_on <= whose.today
    since = count_since(whose.scope, whose.client.id, focus.started_on) if begun else None
    return {
        "title": title,
        "why": why,
        "needs": needs,
        "finished": finished,
        "over": focus.state != ACTIVE,
        "where": say_where(focus, whose),
        "review_on": focus.review_on,
        "steps": focus.steps,
        "done": focus.steps_done,
        "next": focus.next_step,
        "changed": say_changed(focus, since, whose) if since else "",
    }


def find_shown(focuses: list[FocusRow], whose: Whose) -> FocusRow | None:
    """The active focus; else the last one, for some weeks, if anything of it was done."""
    active = next((focus for focus in focuses if focus.state == ACTIVE), None)
    if active is not None:
        return active
    ended = [focus for focus in focuses if focus.ended_on is not None and focus.steps_done]
    last = max(ended, key=lambda focus: focus.ended_on or focus.started_on, default=None)
    if last is None or last.ended_on is None or whose.today - last.ended_on > REMEMBERED:
        return None
    return last


def say_where(focus: FocusRow, whose: Whose) -> str:
    """How far it has come, in a few words."""
    today, name = whose.today, whose.first_name
    if focus.state != ACTIVE:
        day = name_day(focus.ended_on, today)
        return whose.say(
            _("What you worked on · until %(day)s", day=day),
            _("What %(name)s worked on · until %(day)s", name=name, day=day),
        )
    if today < focus.started_on:
        begins = {"day": name_day(focus.started_on, today), "name": name}
        return whose.say(
            _("Your one thing · begins %(day)s", **begins),
            _("%(name)s’s one thing · begins %(day)s", **begins),
        )
    if today >= focus.review_on:
        return whose.say(
            _("Your one thing · time to look at it together"),
            _("%(name)s’s one thing · time to look at it together", name=name),
        )
    said = {
        "day": (today - focus.started_on).days + 1,
        "of": max((focus.review_on - focus.started_on).days, 1),
        "name": name,
    }
    return whose.say(
        _("Your one thing · day %(day)s of %(of)s", **said),
        _("%(name)s’s one thing · day %(day)s of %(of)s", **said),
    )


def say_changed(focus: FocusRow, since: SinceCounts, whose: Whose) -> str:
    """What went well since it began, counted; a comparison only where it encourages."""
    if not since.sent:
        return ""
    day = format_date(focus.started_on, "d MMMM")
    if not since.conversations:
        said = ngettext(
            "%(num)d application sent since %(day)s.",
            "%(num)d applications sent since %(day)s.",
            since.sent,
            day=day,
        )
        return said + " " + _("Answers take two to three weeks.") if focus.state == ACTIVE else said
    said = ngettext(
        "%(talks)d of %(num)d application sent since %(day)s became a conversation.",
        "%(talks)d of %(num)d applications sent since %(day)s became a conversation.",
        since.sent,
        talks=since.conversations,
        day=day,
    )
    usual = max(round(since.sent * FIRST_ANSWERS / 100), 1)
    if since.sent >= FEW and since.conversations > usual:
        said += " " + _("Of 100 sent, usually about %(num)d do.", num=FIRST_ANSWERS)
    return said
