"""Each client's rejections as a bar of causes, under the cause worked on, or the one that is proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from coachhub.analysis.facts import Facts, Int8
from coachhub.analysis.vocabulary import Cause, State
from coachhub.queries.clients import ClientRow
from coachhub.queries.diagnoses import Diagnosed
from dashboards.elements import Child, Element, div, link, paragraph, span
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.marks import (
    behind_chart,
    cause_cells,
    cause_label,
    chart,
    chart_head,
    key_line,
    say_counts,
    stacked_bar,
)
from dashboards.reasons.answers import write_people_title
from dashboards.reasons.counts import Counts
from dashboards.reasons.filters import Filters
from dashboards.words import COLUMNS, count_rejections, name_cause, write_number

SHOWN: Final = 12
NO_CAUSE: Final = len(Cause)
PAUSED: Final = NO_CAUSE + 1


class Group(NamedTuple):
    """Why clients stand together: the cause that they agreed to work on, or the one that is proposed."""

    cause: int
    agreed: bool = False


GROUPS: Final = (
    *(
        Group(cause, agreed)
        for cause in (Cause.APPLICATION, Cause.QUALIFICATIONS, Cause.INTERVIEW, Cause.FIT)
        for agreed in (True, False)
    ),
    Group(NO_CAUSE),
    Group(PAUSED),
)
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
    facts: Facts,
    diagnosed: Diagnosed,
    counts: Counts,
    clients: Sequence[ClientRow],
    working: Int8,
) -> dict[Group, list[Bar]]:
    """The clients with rejections under their group, the most rejections first.

    What somebody agreed to work on (`working`, (k,) a Cause or -1) goes before what the diagnosis proposes.
    """
    names = {str(row.id): row for row in clients}
    states, causes = diagnosed.diagnoses.state, diagnosed.diagnoses.cause
    groups: dict[Group, list[Bar]] = {group: [] for group in GROUPS}
    for row, (client_id, numbers) in enumerate(zip(facts.client_ids, counts.by_client.tolist(), strict=True)):
        if sum(numbers) > 0 and client_id in names:
            client = names[client_id]
            agreed = int(working[row])
            group = Group(agreed, True) if agreed >= 0 else find_group(int(states[row]), int(causes[row]))
            groups[group].append(Bar(client_id, client.name, tuple(numbers)))
    for bars in groups.values():
        bars.sort(key=lambda bar: (-bar.total, bar.name))
    return {group: bars for group, bars in groups.items() if bars}


def find_group(state: int, cause: int) -> Group:
    """The cause that is proposed, or why none is."""
    if state in (State.FOCUS, State.LEANING):
        return Group(cause)
    return Group(PAUSED if state == State.PAUSED else NO_CAUSE)


def draw_people(
    groups: Mapping[Group, list[Bar]], unrejected: Sequence[ClientRow], counts: Counts, filters: Filters
) -> Element:
    """The card with every client's bar, and the names of those without one."""
    widest = max(bar.total for bars in groups.values() for bar in bars)
    blocks = [(draw_group(group, bars, widest, filters)) for group, bars in groups.items()]
    left, right = split_blocks(blocks)
    likely: dict[int, int] = {}
    agreed: dict[int, int] = {}
    for group, bars in groups.items():
        if group.cause < NO_CAUSE:
            likely[group.cause] = likely.get(group.cause, 0) + len(bars)
            agreed[group.cause] = agreed.get(group.cause, 0) + (len(bars) if group.agreed else 0)
    drawn = [bar for bars in groups.values() for bar in (bars if filters.everyone else bars[:SHOWN])]
    people = sum(len(bars) for bars in groups.values())
    return chart(
        [
            chart_head(
                write_people_title(likely, agreed),
                _("Rejections per %(client_word)s, grouped by the cause each works on or might work on"),
            ),
            div([div(left, "bars"), div(right, "bars")], "bars-2"),
            key_line(),
            draw_unrejected(unrejected, filters),
            behind_chart(
                [_("%(Client_word)s"), *(name_cause(cause) for cause in COLUMNS), _("All")],
                [draw_table_row(bar, filters) for bar in drawn],
                _("Rejections per %(client_word)s and cause"),
                foot=[write_foot(counts, people)],
            ),
        ],
        "card section-tight",
        id="people",
        tabIndex="-1",
    )


def draw_table_row(bar: Bar, filters: Filters) -> list[Child]:
    """One client in the table behind the chart."""
    addresses = list_addresses(bar, filters)
    whole = filters.open(person=bar.client_id)
    return [link(bar.name, f"/dash/clients/{bar.client_id}"), *cause_cells(bar.counts, addresses, whole)]


def list_addresses(bar: Bar, filters: Filters) -> list[str]:
    """What each part of a client's bar opens."""
    return [filters.open(person=bar.client_id, cause=cause) for cause in COLUMNS]


def write_foot(counts: Counts, people: int) -> str:
    """What the bars are, and who is not in them."""
    none = counts.clients - people
    said = ngettext(
        "%(rejections)s of %(n)s %(client_word)s.",
        "%(rejections)s of %(n)s %(clients_word)s.",
        people,
        rejections=count_rejections(counts.total),
        n=write_number(people),
    )
    said += " " + _(
        "Groups follow the cause that is agreed or proposed for each, which also weighs what is still open; "
        "bars show the reasons given so far."
    )
    if none <= 0:
        return said
    return (
        said
        + " "
        + ngettext(
            "%(n)s %(client_word)s has none.",
            "%(n)s %(clients_word)s have none.",
            none,
            n=write_number(none),
        )
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
        rest = len(rows) - len(shown)
        more = ngettext("Show %(n)s more", "Show %(n)s more", rest, n=write_number(rest))
        links.append(link(more, f"{filters.address(everyone=True)}#people", "more"))
    return div([paragraph(_("Without a rejection"), "soft small"), div(links, "names small")], "unrejected")


def name_group(group: Group) -> Child:
    """The head of a group."""
    if group.cause == NO_CAUSE:
        return span(_("No cause proposed: too early, or nothing stands out"), "soft")
    if group.cause == PAUSED:
        return span(_("Paused, or an offer accepted"), "soft")
    how = _("Working on it") if group.agreed else _("Proposed")
    return span([cause_label(group.cause), span(how, "soft")], "chips")


def draw_group(group: Group, bars: Sequence[Bar], widest: float, filters: Filters) -> list[Child]:
    """The rows of one group; more than twelve wait behind a link."""
    shown = bars if filters.everyone else bars[:SHOWN]
    rows: list[Child] = [paragraph(name_group(group), "grp")]
    rows += [draw_bar(bar, widest, filters) for bar in shown]
    if len(shown) < len(bars):
        rest = len(bars) - len(shown)
        more = ngettext("Show %(n)s more", "Show %(n)s more", rest, n=write_number(rest))
        rows.append(paragraph(link(more, f"{filters.address(everyone=True)}#people", "more"), "small"))
    return rows


def draw_bar(bar: Bar, widest: float, filters: Filters) -> Element:
    """One client: the name opens the client, each part and the number the rejections behind them."""
    said = say_counts(bar.name, bar.counts)
    number = link(
        write_number(bar.total),
        filters.open(person=bar.client_id),
        "n",
        aria_label=_("%(counts)s; show them", counts=said),
    )
    name = link(span(bar.name, "clip"), f"/dash/clients/{bar.client_id}", "who", title=bar.name)
    return div([name, stacked_bar(bar.counts, widest, said, list_addresses(bar, filters)), number], "r")


def split_blocks(blocks: Sequence[list[Child]]) -> tuple[list[Child], list[Child]]:
    """Two columns of about the same height; the order of groups stays."""
    total = sum(len(rows) for rows in blocks)
    left: list[Child] = []
    right: list[Child] = []
    for rows in blocks:
        # A group goes left while the half is not full with it, by more than it would be empty without it.
        (left if not right and 2 * len(left) + len(rows) <= total else right).extend(rows)
    return left, right
