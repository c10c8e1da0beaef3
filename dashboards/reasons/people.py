"""Each client's rejections as a bar of causes, under the cause that is proposed for the client."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from coachhub.analysis.facts import Facts
from coachhub.analysis.vocabulary import Cause, State
from coachhub.queries.clients import ClientRow
from coachhub.queries.diagnoses import Diagnosed
from dashboards.elements import Child, Element, div, link, paragraph, span
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.marks import (
    behind_chart,
    cause_label,
    cause_rows,
    chart,
    chart_head,
    key_line,
    say_counts,
    stacked_bar,
)
from dashboards.reasons.answers import write_people_title
from dashboards.reasons.counts import Counts
from dashboards.reasons.filters import Filters
from dashboards.words import COLUMNS, count_rejections, name_cause

SHOWN: Final = 12
NO_CAUSE: Final = len(Cause)
PAUSED: Final = NO_CAUSE + 1
GROUPS: Final = (Cause.APPLICATION, Cause.QUALIFICATIONS, Cause.INTERVIEW, Cause.FIT, NO_CAUSE, PAUSED)
"""In the order of a search: what stops it first stands first."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One client's row."""

    client_id: str
    name: str
    counts: tuple[float, ...]

    @property
    def total(self) -> float:
        """How many rejections."""
        return sum(self.counts)


def group_clients(
    facts: Facts, diagnosed: Diagnosed, counts: Counts, clients: Sequence[ClientRow]
) -> dict[int, list[Bar]]:
    """The clients with rejections under the group of their diagnosis, the most rejections first."""
    names = {str(row.id): row.name for row in clients}
    states, causes = diagnosed.diagnoses.state, diagnosed.diagnoses.cause
    groups: dict[int, list[Bar]] = {group: [] for group in GROUPS}
    for row, (client_id, numbers) in enumerate(zip(facts.client_ids, counts.by_client.tolist(), strict=True)):
        if sum(numbers) > 0 and client_id in names:
            group = find_group(int(states[row]), int(causes[row]))
            groups[group].append(Bar(client_id, names[client_id], tuple(numbers)))
    for bars in groups.values():
        bars.sort(key=lambda bar: (-bar.total, bar.name))
    return {group: bars for group, bars in groups.items() if bars}


def find_group(state: int, cause: int) -> int:
    """The cause that is proposed, or why none is."""
    if state in (State.FOCUS, State.LEANING):
        return cause
    return PAUSED if state == State.PAUSED else NO_CAUSE


def draw_people(
    groups: Mapping[int, list[Bar]], unrejected: Sequence[ClientRow], counts: Counts, filters: Filters
) -> Element:
    """The card with every client's bar, and the names of those without one."""
    widest = max(bar.total for bars in groups.values() for bar in bars)
    blocks = [(group, draw_group(group, bars, widest, filters)) for group, bars in groups.items()]
    left, right = split_blocks(blocks)
    proposed = {group: len(bars) for group, bars in groups.items() if group < NO_CAUSE}
    rows = [(bar.name, bar.counts) for bars in groups.values() for bar in bars]
    return chart(
        [
            chart_head(
                write_people_title(proposed),
                _("Rejections per %(client_word)s, under the cause that is proposed for each"),
            ),
            div([div(left, "bars"), div(right, "bars")], "bars-2"),
            key_line(),
            draw_unrejected(unrejected, filters),
            behind_chart(
                [_("%(Client_word)s"), *(name_cause(cause) for cause in COLUMNS), _("All")],
                cause_rows(rows[: None if filters.everyone else SHOWN * len(GROUPS)]),
                _("Rejections per %(client_word)s and cause"),
                foot=[write_foot(counts, len(rows))],
            ),
        ],
        "card section-tight",
    )


def write_foot(counts: Counts, people: int) -> str:
    """What the bars are, and who is not in them."""
    none = counts.clients - people
    said = _(
        "%(rejections)s of %(people)d clients. Groups follow the cause proposed for each client, which also "
        "weighs what is still open; bars show the reasons given so far.",
        rejections=count_rejections(counts.total),
        people=people,
    )
    if none <= 0:
        return said
    return (
        said
        + " "
        + ngettext("%(num)d %(client_word)s has none.", "%(num)d %(clients_word)s have none.", none)
    )


def list_unrejected(counts: Counts, facts: Facts, clients: Sequence[ClientRow]) -> list[ClientRow]:
    """The clients who are looked at and have no rejection, by name."""
    mask = counts.chosen.clients
    looked_at = {
        client_id
        for row, client_id in enumerate(facts.client_ids)
        if (mask is None or mask[row]) and not counts.by_client[row].any()
    }
    return [row for row in clients if str(row.id) in looked_at]


def draw_unrejected(rows: Sequence[ClientRow], filters: Filters) -> Element | None:
    """The clients without a rejection, each a link; nothing where there is none."""
    if not rows:
        return None
    shown = rows if filters.everyone else rows[:SHOWN]
    links: list[Child] = [link(row.name, f"/dash/clients/{row.id}", "more") for row in shown]
    if len(shown) < len(rows):
        more = ngettext("Show %(num)d more", "Show %(num)d more", len(rows) - len(shown))
        links.append(link(more, filters.address(everyone=True), "more"))
    return div([paragraph(_("Without a rejection"), "soft small"), div(links, "names small")], "unrejected")


def name_group(group: int) -> Child:
    """The head of a group."""
    if group == NO_CAUSE:
        return span(_("No cause proposed: too early, or nothing stands out"), "soft")
    if group == PAUSED:
        return span(_("Paused, or an offer accepted"), "soft")
    return cause_label(group)


def draw_group(group: int, bars: Sequence[Bar], widest: float, filters: Filters) -> list[Child]:
    """The rows of one group; more than twelve wait behind a link."""
    shown = bars if filters.everyone else bars[:SHOWN]
    rows: list[Child] = [paragraph(name_group(group), "grp")]
    rows += [draw_bar(bar, widest) for bar in shown]
    if len(shown) < len(bars):
        more = ngettext("Show %(num)d more", "Show %(num)d more", len(bars) - len(shown))
        rows.append(paragraph(link(more, filters.address(everyone=True), "more"), "small"))
    return rows


def draw_bar(bar: Bar, widest: float) -> Element:
    """One client: name, bar, number; it opens the client."""
    return link(
        [
            span(bar.name, "clip", title=bar.name),
            stacked_bar(bar.counts, widest, say_counts(bar.name, bar.counts)),
            span(str(round(bar.total)), "n"),
        ],
        f"/dash/clients/{bar.client_id}",
        "r",
    )


def split_blocks(blocks: Sequence[tuple[int, list[Child]]]) -> tuple[list[Child], list[Child]]:
    """Two columns of about the same height; the order of groups stays."""
    total = sum(len(rows) for _group, rows in blocks)
    left: list[Child] = []
    right: list[Child] = []
    for _group, rows in blocks:
        # A group goes left while the half is not full with it, by more than it would be empty without it.
        (left if not right and 2 * len(left) + len(rows) <= total else right).extend(rows)
    return left, right
