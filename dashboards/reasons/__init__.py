"""The Reasons screen: why applications were rejected, across the clients that a coach sees."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from flask_babel import get_locale

from coachhub import access, clock
from coachhub.analysis.days import number_day
from coachhub.analysis.focuses import find_active_causes
from coachhub.analysis.vocabulary import Stage
from coachhub.queries import clients, diagnoses, facts
from coachhub.queries.clients import ClientRow
from coachhub.queries.patterns import find_shared
from coachhub.queries.placed import read_placed
from coachhub.scope import Role, Scope
from coachhub.services import identity
from dashboards.elements import Child, Element, div, element, link, paragraph
from dashboards.kept_pages import kept_pages
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.marks import behind_chart, cause_cells
from dashboards.positions import find_place
from dashboards.reasons.answers import write_lead, write_title, write_total
from dashboards.reasons.behind import draw_behind, list_page
from dashboards.reasons.counts import Counts, count_reasons, index_facts
from dashboards.reasons.coverage import draw_coverage
from dashboards.reasons.filter_form import draw_filters
from dashboards.reasons.filters import Filters, read_filters
from dashboards.reasons.heat import draw_heat
from dashboards.reasons.people import draw_people, draw_unrejected, group_clients, list_unrejected
from dashboards.reasons.tipping import Tipping, draw_tipping, find_tipping, list_ahead
from dashboards.reasons.weeks import draw_weeks
from dashboards.reasons.workshops import draw_workshops
from dashboards.words import COLUMNS, name_cause, name_stage, write_day, write_number


def show_reasons(_values: Mapping[str, Any], query: Mapping[str, str]) -> Element:
    """The screen, drawn once for each person, day, choice and version of the data."""
    scope, person = access.current_scope(), access.current_person()
    assert person is not None  # noqa: S101  a scope is a person's
    today = clock.today(person.timezone)
    filters = read_filters(query)
    # Only an owner sees several coaches, and may choose one.
    staff = identity.name_staff(scope.practice_id) if scope.role is Role.OWNER else {}
    names = tuple(sorted(staff.values()))
    key = (*facts.version_of(scope), today, str(get_locale()), filters, names)
    return kept_pages().find(key, lambda: draw_reasons(scope, filters, today, staff))


def draw_reasons(scope: Scope, filters: Filters, today: date, staff: Mapping[UUID, str]) -> Element:
    """The screen from the facts that `scope` sees."""
    rows = clients.list_clients(scope)
    diagnosed = diagnoses.diagnose_clients(scope, today)
    known = diagnosed.facts
    if known.application_count == 0:
        return draw_empty(rows, filters)
    counts = count_reasons(known, rows, filters, today, facts.load_result(scope, "reasons", index_facts))
    parts: list[Child] = [draw_head(counts, filters), draw_filters(filters, rows, staff)]
    if counts.total == 0:
        return div([*parts, draw_unrejected(list_unrejected(counts, known, rows), filters)])
    # One statement for all applications that are named on the page.
    read = partial(read_placed, scope, today=today)
    behind = [find_place(known, position) for position in list_page(known, counts, filters)]
    placed = read([*behind, *list_ahead(known, counts, filters)])
    tipping = find_tipping(known, counts, filters, placed, read)
    parts += [
        draw_coverage(counts, filters, tipping.waiting),
        draw_cells(counts, filters, tipping, rows, today),
    ]
    if filters.opened:
        parts.append(draw_behind(known, counts, filters, rows, placed, today))
    working = find_active_causes(diagnosed.focuses, known.client_count, number_day(today))
    groups = group_clients(known, diagnosed, counts, rows, working)
    if groups:
        parts.append(draw_people(groups, list_unrejected(counts, known, rows), counts, filters))
    shared = find_shared(scope, today, rows, counts.chosen.clients)
    parts.append(draw_workshops(shared, today))
    if counts.mondays:
        parts.append(draw_weeks(counts, filters, today))
    return div(parts)


def draw_head(counts: Counts, filters: Filters) -> Element:
    """The page's answer and the numbers behind it."""
    people = ngettext(
        "Reasons · %(n)s %(client_word)s",
        "Reasons · %(n)s %(clients_word)s",
        counts.clients,
        n=write_number(counts.clients),
    )
    nothing_fits = counts.total == 0 and filters.any_chosen
    return div(
        [
            paragraph(people, "eyebrow"),
            element("H1", _("No rejection fits this choice") if nothing_fits else write_title(counts)),
            paragraph(write_lead(counts), "lead"),
        ],
        "page-head",
    )


def draw_cells(
    counts: Counts, filters: Filters, tipping: Tipping, rows: Sequence[ClientRow], today: date
) -> Element:
    """The heat table with its foot, and beside it the next rejection to look at."""
    since = write_day(counts.since, today) if counts.since else None
    said = [
        _("%(rejections)s of applications sent since %(day)s.", rejections=write_total(counts), day=since)
        if since
        else _("%(rejections)s.", rejections=write_total(counts)),
        " ",
        _(
            "Where two people disagree, the coach’s word counts before the employer’s, and the employer’s "
            "before the %(client_word)s’s; all are kept. Several reasons for one rejection share it."
        ),
        " ",
        ngettext(
            "%(n)s application is still open and not in here.",
            "%(n)s applications are still open and not in here.",
            counts.still_open,
            n=write_number(counts.still_open),
        ),
    ]
    foot = behind_chart(
        [_("Furthest stage"), *(name_cause(cause) for cause in COLUMNS), _("All")],
        [draw_table_row(counts, filters, stage) for stage in counts.stages],
        _("Rejections by furthest stage and cause"),
        foot=said,
    )
    return div([draw_heat(counts, filters, foot), draw_tipping(tipping, rows, today)], "cols section-tight")


def draw_table_row(counts: Counts, filters: Filters, stage: Stage) -> list[Child]:
    """One stage in the table behind the chart."""
    addresses = [filters.open(cause=cause, stage=stage) for cause in COLUMNS]
    whole = filters.open(stage=stage)
    return [name_stage(stage), *cause_cells(counts.by_stage[stage].tolist(), addresses, whole)]


def draw_empty(rows: Sequence[ClientRow], filters: Filters) -> Element:
    """What to do before there is anything to read."""
    told = div(
        [
            paragraph(
                _(
                    "A spreadsheet that a %(client_word)s already keeps is enough: "
                    "company, date and what happened. "
                    "Nothing has to be typed again."
                ),
                "lead",
            ),
            paragraph(link(_("Bring a tracker"), "/imports/new", "btn btn-primary"), "row-btns"),
            draw_unrejected(rows, filters),
        ],
        "card empty",
    )
    title = element("H1", _("Bring the first tracker, and the reasons begin to show"))
    return div([div([paragraph(_("Reasons"), "eyebrow"), title], "page-head"), told])
