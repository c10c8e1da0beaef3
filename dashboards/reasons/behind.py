"""The applications behind a number: whose they are, where they were sent, what was said."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from coachhub.analysis.day_index import collect_causes
from coachhub.analysis.facts import Facts
from coachhub.analysis.vocabulary import Cause
from coachhub.queries.applications import ApplicationRow
from coachhub.queries.clients import ClientRow
from dashboards.elements import Child, Element, div, element, link, paragraph, span
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.marks import cause_label, table
from dashboards.positions import Placed
from dashboards.reasons.counts import Counts, list_behind
from dashboards.reasons.filters import Filters
from dashboards.reasons.heat import BEHIND
from dashboards.words import count_rejections, name_cause, name_stage, say_closed, write_day

SHOWN: Final = 50


def draw_behind(
    facts: Facts,
    counts: Counts,
    filters: Filters,
    clients: Sequence[ClientRow],
    placed: Placed,
    today: date,
) -> Element:
    """The list under the heat table, for the cell that was opened."""
    positions = list_behind(counts, filters).tolist()
    names = {str(row.id): row for row in clients}
    voices = collect_causes(facts)
    voice = 0 if filters.voice is None else filters.voice + 1
    rows: list[list[Child]] = []
    for position in positions[:SHOWN]:
        client = names.get(facts.client_ids[int(facts.client[position])])
        row = placed.find(position)
        if client is not None and row is not None:
            rows.append(draw_row(client, row, int(voices[voice, position]), today))
    people = len({int(facts.client[position]) for position in positions})
    title = write_title(filters, len(positions))
    below = ngettext(
        "Of %(num)d %(client_word)s; the latest sent first.",
        "Of %(num)d %(clients_word)s; the latest sent first.",
        people,
    )
    if len(positions) > SHOWN:
        below += " " + _("The latest %(n)d are shown.", n=SHOWN)
    heads: list[Child] = [_("%(Client_word)s"), _("Where"), _("Sent"), _("Closed"), _("Reason that counts")]
    body = table(heads, rows, title) if rows else paragraph(_("Nothing is behind this number any more."))
    return element(
        "Section",
        div(
            [
                div(
                    [
                        element("H2", title),
                        link(_("Close"), filters.address(cause=None, stage=None)),
                    ],
                    "flexline",
                ),
                paragraph(below, "muted"),
                body,
            ],
            "card-body stack",
        ),
        "card section-tight",
        id=BEHIND,
        tabIndex="-1",
    )


def write_title(filters: Filters, number: int) -> str:
    """What the list is of."""
    parts = [name_cause(filters.cause)] if filters.cause is not None else []
    if filters.stage is not None:
        parts.append(name_stage(filters.stage))
    return f"{', '.join(parts)}: {count_rejections(number)}"


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
