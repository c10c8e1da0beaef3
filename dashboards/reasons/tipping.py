"""What tipped this one? The next rejection that nobody has explained, answered in one tap."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from coachhub.analysis.facts import Facts
from coachhub.analysis.vocabulary import Cause, Outcome, Source
from coachhub.queries.clients import ClientRow
from coachhub.queries.placed import Place, PlacedRow
from dashboards.cause_form import draw_form, draw_last, draw_words
from dashboards.elements import Child, Element, div, element, link, paragraph, span, strong
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.positions import find_place, find_position
from dashboards.reasons.counts import Counts, rank_unexplained
from dashboards.reasons.filters import NEXT, Filters
from dashboards.words import say_closed, write_day, write_number

AHEAD: Final = 30
"""How many rejections are read together with the page: the first that was not put aside is shown."""

Rows = Mapping[Place, PlacedRow]
Read = Callable[[Iterable[Place]], Rows]


@dataclass(frozen=True, slots=True)
class Tipping:
    """What the card is drawn from."""

    shown: PlacedRow | None  # the next one to look at
    waiting: int  # how many nobody has explained, without those put aside
    aside: int  # how many of the choice this person put aside
    last: PlacedRow | None  # what this person did last, today, and may take back
    said: int = 0  # what she said about that one, as bits of causes; 0 where she put it aside


def list_ahead(facts: Facts, counts: Counts, filters: Filters) -> list[Place]:
    """The places of the first unexplained rejections, so that they can be read with the rest of the page."""
    ranked = rank_unexplained(facts, counts, filters)
    return [find_place(facts, int(one)) for one in ranked[:AHEAD]]


def find_tipping(facts: Facts, counts: Counts, filters: Filters, rows: Rows, read: Read) -> Tipping:
    """The next rejection among `rows`; `read` is asked only where all of those were put aside."""
    ranked = [int(one) for one in rank_unexplained(facts, counts, filters)]
    aside = {
        position
        for row in rows.values()
        if row.aside_at is not None and (position := find_position(facts, row.place)) is not None
    }
    waiting = [position for position in ranked if position not in aside]
    shown = find_shown(facts, waiting[:AHEAD], rows)
    if shown is None and waiting:
        shown = find_shown(facts, waiting[:AHEAD], read(find_place(facts, one) for one in waiting[:AHEAD]))
    last = find_last(rows.values())
    said = 0
    if last is not None and last.said_at is not None:
        position = find_position(facts, last.place)
        said = 0 if position is None else int(counts.indexed.voices[Source.COACH + 1, position])
    return Tipping(shown, len(waiting), len(ranked) - len(waiting), last, said)


def find_shown(facts: Facts, positions: Iterable[int], rows: Rows) -> PlacedRow | None:
    """The first of these that is still a rejection."""
    found = (rows.get(find_place(facts, one)) for one in positions)
    return next((row for row in found if row is not None and row.row.outcome is Outcome.REJECTED), None)


def find_last(rows: Iterable[PlacedRow]) -> PlacedRow | None:
    """What was tapped last: a cause that was named today, or a rejection put aside since."""
    tapped = [(row.said_at or row.aside_at, row) for row in rows]
    return max(
        ((moment, row) for moment, row in tapped if moment is not None),
        key=lambda one: one[0],
        default=(None, None),
    )[1]


def draw_tipping(tipping: Tipping, clients: Sequence[ClientRow], today: date) -> Element:
    """The card; its place stays when nothing waits, so that the last tap can be taken back."""
    names = {row.id: row.name for row in clients}
    parts: list[Child] = []
    if tipping.shown is not None and tipping.shown.row.client_id in names:
        parts += draw_question(tipping.shown, tipping.waiting, names[tipping.shown.row.client_id], today)
    else:
        parts += [
            element("H2", _("Nothing waits for a look"), id="next-title"),
            paragraph(
                _("Every rejection here has a reason, or rests until there is more to go by."), "muted"
            ),
        ]
    if tipping.aside:
        parts.append(
            paragraph(
                ngettext(
                    "%(n)s is put aside: you could not tell, and are asked again after four weeks.",
                    "%(n)s are put aside: you could not tell, and are asked again after four weeks.",
                    tipping.aside,
                    n=write_number(tipping.aside),
                ),
                "small soft",
            )
        )
    if tipping.last is not None:
        row = tipping.last.row
        causes = [cause for cause in Cause if tipping.said >> cause & 1]
        parts.append(draw_last(row.id, row.company, causes))
    return element(
        "Section",
        div(parts, "card-body stack"),
        "card tipping",
        id=NEXT,
        tabIndex="-1",
        aria_labelledby="next-title",
    )


def draw_question(placed: PlacedRow, waiting: int, name: str, today: date) -> list[Child]:
    """One rejection, what is known of it, and the four answers."""
    row = placed.row
    where = f"{row.role_title}, {row.company}" if row.role_title else row.company
    left = ngettext(
        "The last one without a reason", "1 of %(n)s without a reason", waiting, n=write_number(waiting)
    )
    said = [
        draw_words(name, placed.client_words),
        draw_words(row.company, placed.employer_words),
    ]
    return [
        paragraph(left, "eyebrow"),
        element("H2", _("What tipped this one?"), id="next-title"),
        paragraph(
            [
                strong(link(name, f"/dash/clients/{row.client_id}")),
                element("Br"),
                span([where, element("Br"), say_when(placed, today)], "muted"),
            ]
        ),
        *(one for one in said if one),
        draw_form(row.id),
    ]


def say_when(placed: PlacedRow, today: date) -> str:
    """When it was sent, how far it came, and when it was closed."""
    row = placed.row
    closed = upper_first(say_closed(row.stage, known=row.stage_known))
    if row.closed_on and row.stage_known:
        closed = _("%(closed)s on %(day)s", closed=closed, day=write_day(row.closed_on, today))
    elif row.closed_on:
        closed = _("Closed on %(day)s; nobody noted how far it came", day=write_day(row.closed_on, today))
    if row.applied_on is None:
        return closed
    return _("Sent on %(day)s. %(closed)s", day=write_day(row.applied_on, today), closed=closed)


def upper_first(text: str) -> str:
    """The text as a sentence begins."""
    return text[:1].upper() + text[1:]
