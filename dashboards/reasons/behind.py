"""The applications behind a number: whose they are, where they were sent, what was said."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from coachhub.analysis.facts import Facts
from coachhub.analysis.vocabulary import Cause, Source
from coachhub.queries.applications import ApplicationRow
from coachhub.queries.clients import ClientRow
from coachhub.queries.placed import Place, PlacedRow
from dashboards.elements import Child, Element, div, element, link, paragraph, span
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.marks import cause_label, table
from dashboards.positions import find_place
from dashboards.reasons.counts import Counts, list_behind
from dashboards.reasons.filters import BEHIND, KNOWN, Filters
from dashboards.words import (
    count_rejections,
    name_cause,
    name_stage,
    name_voice,
    say_closed,
    write_day,
    write_number,
)

SHOWN: Final = 50
"""Rows on one page of the list."""


def list_page(facts: Facts, counts: Counts, filters: Filters) -> list[int]:
    """The positions on the page of the list that the address asks for, so that they can be read at once."""
    if not filters.opened:
        return []
    found = list_behind(facts, counts, filters)
    page = min(filters.page, count_pages(found.size))
    return [int(one) for one in found[SHOWN * (page - 1) : SHOWN * page]]


def count_pages(number: int) -> int:
    """How many pages the list has; an empty one is a page too."""
    return max(1, -(-number // SHOWN))


def draw_behind(
    facts: Facts,
    counts: Counts,
    filters: Filters,
    clients: Sequence[ClientRow],
    placed: Mapping[Place, PlacedRow],
    today: date,
) -> Element:
    """The list under the heat table, for the mark that was opened."""
    found = list_behind(facts, counts, filters)
    names = {str(row.id): row for row in clients}
    voice = 0 if filters.voice is None else filters.voice + 1
    rows: list[list[Child]] = []
    for position in list_page(facts, counts, filters):
        client = names.get(facts.client_ids[int(facts.client[position])])
        known = placed.get(find_place(facts, position))
        if client is not None and known is not None:
            rows.append(draw_row(client, known.row, int(counts.indexed.voices[voice, position]), today))
    people = len(set(facts.client[found].tolist()))
    title = write_title(filters, int(found.size), names, today)
    below = ngettext(
        "Of %(n)s %(client_word)s; the latest sent first.",
        "Of %(n)s %(clients_word)s; the latest sent first.",
        people,
        n=write_number(people),
    )
    heads: list[Child] = [_("%(Client_word)s"), _("Where"), _("Sent"), _("Closed"), _("Reason that counts")]
    body = table(heads, rows, title) if rows else paragraph(_("Nothing is behind this number any more."))
    head = div([element("H2", title), link(_("Close"), filters.close())], "flexline")
    return element(
        "Section",
        div(
            [head, paragraph(below, "muted"), body, draw_pages(filters, int(found.size))],
            "card-body stack",
        ),
        "card section-tight",
        id=BEHIND,
        tabIndex="-1",
    )


def draw_pages(filters: Filters, number: int) -> Element | None:
    """The way to the rest of a long list."""
    pages = count_pages(number)
    if pages == 1:
        return None
    page = min(filters.page, pages)
    where = _(
        "%(first)s to %(last)s of %(number)s",
        first=write_number(SHOWN * (page - 1) + 1),
        last=write_number(min(SHOWN * page, number)),
        number=write_number(number),
    )
    parts: list[Child] = [span(where, "small muted")]
    if page > 1:
        parts.append(link(_("The ones before"), f"{filters.address(page=page - 1)}#{BEHIND}"))
    if page < pages:
        parts.append(link(_("The next ones"), f"{filters.address(page=page + 1)}#{BEHIND}"))
    return element("Nav", parts, "row-btns", aria_label=_("Pages of this list"))


def write_title(filters: Filters, number: int, names: Mapping[str, ClientRow], today: date) -> str:
    """What the list is of."""
    parts = []
    if filters.person is not None and filters.person in names:
        parts.append(names[filters.person].name)
    if filters.cause == KNOWN:
        parts.append(_("With a reason"))
    elif filters.cause is not None:
        parts.append(name_cause(filters.cause))
    if filters.teller is not None:
        parts.append(name_voice(Source(filters.teller)))
    if filters.stage is not None:
        parts.append(name_stage(filters.stage))
    if filters.week is not None:
        parts.append(_("sent in the week from %(day)s", day=write_day(filters.week, today)))
    return f"{', '.join(parts) or _('All')}: {count_rejections(number)}"


def draw_row(client: ClientRow, row: ApplicationRow, causes: int, today: date) -> list[Child]:
    """One rejection."""
    named = [cause_label(cause) for cause in Cause if causes >> cause & 1]
    return [
        link(client.name, f"/dash/clients/{client.id}"),
        span([span(row.company), span(f", {row.role_title}" if row.role_title else "", "muted")]),
        write_day(row.applied_on, today) if row.applied_on else _("not dated"),
        say_closed(row.stage, known=row.stage_known),
        div(named, "chips") if named else span(_("nobody has said"), "soft"),
    ]
