"""The What works screen: what each improvement has brought, how sure that is, and what is still missing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import get_locale

from coachhub import access, clock
from coachhub.analysis.attendance import Compared
from coachhub.queries import facts
from coachhub.queries.attendance import compare_attendance
from coachhub.queries.works import Works, read_works
from dashboards.elements import Child, Element, div, element, link, paragraph
from dashboards.kept_pages import kept_pages
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.words import write_day, write_number
from dashboards.works.early import draw_early, draw_why
from dashboards.works.effects_table import draw_table
from dashboards.works.forest import draw_forest, write_shown
from dashboards.works.proposals import draw_proposals
from dashboards.works.simulated import draw_banner
from dashboards.works.taught import draw_taught
from dashboards.works.words import count_focuses, name_improvement, name_step, say_rates, write_month
from dashboards.works.workshops import draw_workshops


def show_works(_values: Mapping[str, Any], _query: Mapping[str, str]) -> Element:
    """The screen, drawn once for each reader, day and version of the data."""
    scope, person = access.current_scope(), access.current_person()
    assert person is not None  # noqa: S101  a scope is a person's
    today = clock.today(person.timezone)
    key = (*facts.version_of(scope), "works", today, str(get_locale()))
    return kept_pages().find(
        key, lambda: draw_works(read_works(scope, today), compare_attendance(scope, today), today)
    )


def draw_works(works: Works, compared: Compared | None, today: date) -> Element:
    """The screen from the sums, and from what became of the guests of workshops."""
    if not works.what.cycles:
        begun = [draw_head(works, *write_beginning(works, today)), draw_beginning(works)]
        return div([*begun, draw_workshops(compared), draw_taught(works)], "works")
    shown = any(effect.shown for effect in works.what.effects)
    parts: list[Child] = [
        draw_head(works, write_title(works), write_lead(works)),
        draw_banner(works),
        draw_forest(works) if shown else None,
        div([draw_early(works), draw_why()], "cols cols-even section-tight"),
        draw_proposals(works),
        draw_workshops(compared),
        draw_taught(works),
        draw_table(works) if shown else None,
    ]
    return div([part for part in parts if part], "works")


def draw_head(works: Works, title: str, lead: str) -> Element:
    """What is counted, the page's answer, and what it means."""
    return div(
        [paragraph(write_eyebrow(works), "eyebrow"), element("H1", title), paragraph(lead, "lead")],
        "page-head",
    )


def write_eyebrow(works: Works) -> str:
    """What the page counts, and since when."""
    if works.simulated:
        return _(
            "What works · %(focuses)s of %(n)s invented searches",
            focuses=count_focuses(works.what.cycles),
            n=write_number(works.simulated),
        )
    if works.since is None:
        return _("What works")
    return _(
        "What works · %(focuses)s since %(month)s",
        focuses=count_focuses(works.what.cycles),
        month=write_month(works),
    )


def write_title(works: Works) -> str:
    """The page's answer."""
    effects = works.what.effects
    clear = sum(effect.works for effect in effects)
    if works.simulated:
        shown = write_shown(clear)
        return _("In invented searches, %(answer)s", answer=shown[:1].lower() + shown[1:])
    if clear:
        return write_shown(clear)
    if any(effect.shown for effect in effects):
        return _("No improvement shows a clear effect yet")
    return _("Too early to say what works")


def write_lead(works: Works) -> str:
    """The largest effect in numbers, or how far the nearest one is."""
    counted = _("Every focus that was started counts, also those that were set aside.")
    best = next((effect for effect in works.what.effects if effect.works), None)
    if best is not None:
        said = _(
            "“%(title)s”: %(rates)s at this step: %(step)s.",
            title=name_improvement(works, best),
            rates=say_rates(best),
            step=name_step(best).lower(),
        )
        return f"{said} {counted}"
    nearest = next(iter(works.what.effects), None)
    if nearest is None:
        return counted
    if nearest.shown:
        said = _(
            "That is the usual answer for a long time, and it does not mean that the work was for nothing."
        )
        return f"{said} {counted}"
    said = ngettext(
        "Nearest is “%(title)s”, with %(num)d focus that has had its time.",
        "Nearest is “%(title)s”, with %(num)d focuses that have had their time.",
        nearest.cycles,
        title=name_improvement(works, nearest),
    )
    return f"{said} {counted}"


def write_beginning(works: Works, today: date) -> tuple[str, str]:
    """The answer of a practice without a cycle, and what comes next."""
    if works.partial:
        return (
            _("Too early to say what works"),
            _(
                "This page counts the focuses of the whole practice, once five people have had one for four "
                "weeks. Of fewer, nothing is told."
            ),
        )
    if works.next_on is None:
        return (
            _("What works begins with the first focus"),
            _(
                "Agree on one improvement with a %(client_word)s. Four weeks later it has had its time and "
                "counts here, whether it was finished or set aside."
            ),
        )
    return (
        ngettext(
            "One focus is under way; none has had its time yet",
            "%(num)d focuses are under way; none has had its time yet",
            works.under_way,
        ),
        _("The first counts here from %(day)s on.", day=write_day(works.next_on, today)),
    )


def draw_beginning(works: Works) -> Element:
    """What to do now."""
    return div(
        [
            paragraph(
                _(
                    "With 30 focuses on one improvement this page says what it brought, and how sure that "
                    "is. "
                    "Until then, each %(client_word)s’s own page says what can be said of one focus."
                ),
                "lead",
            ),
            paragraph(link(_("See who could begin"), "/dash/today", "btn btn-primary"), "row-btns"),
        ],
        "card empty",
    )
