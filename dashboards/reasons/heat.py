"""Cause by the furthest stage: a table whose tints show where rejections gather; each number opens them."""

from typing import Any

from coachhub.analysis.vocabulary import Stage
from dashboards.elements import Element, element, link, span
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.marks import cause_label, chart, chart_head
from dashboards.reasons.answers import write_heat_title
from dashboards.reasons.counts import Counts
from dashboards.reasons.filters import Filters
from dashboards.words import COLUMNS, KINDS, name_cause, name_stage, write_number


def draw_heat(counts: Counts, filters: Filters, foot: Element) -> Element:
    """The heat table in its card."""
    stages = counts.stages
    early = [stage for stage in stages if stage < Stage.INTERVIEW]
    late = [stage for stage in stages if stage >= Stage.INTERVIEW]
    return chart(
        [
            chart_head(write_heat_title(counts), _("Cause, by the furthest stage reached")),
            element(
                "Table",
                [
                    element("Caption", _("Rejections by cause and by the furthest stage"), "visually-hidden"),
                    draw_columns(len(early), len(late)),
                    element("Thead", [draw_groups(len(early), len(late)), draw_heads(early, late)]),
                    element(
                        "Tbody",
                        [
                            *(draw_row(counts, filters, cause, early, late) for cause in COLUMNS),
                            draw_sums(counts, filters, early, late),
                        ],
                    ),
                ],
                "heat",
            ),
            foot,
        ]
    )


def draw_columns(early: int, late: int) -> Element:
    """The widths: a wide head, a gap between before and after the first interview."""
    columns = [element("Col", None, "h")]
    columns += [element("Col") for _column in range(early)]
    columns.append(element("Col", None, "gap"))
    columns += [element("Col") for _column in range(late + 1)]
    return element("Colgroup", columns)


def draw_groups(early: int, late: int) -> Element:
    """Before and after the first interview."""
    return element(
        "Tr",
        [
            element("Td"),
            element("Th", span(_("before a first interview")), "grp", colSpan=early, scope="colgroup"),
            element("Td", None, "gap"),
            element("Th", span(_("after it")), "grp", colSpan=late, scope="colgroup"),
            element("Td"),
        ],
    )


def draw_heads(early: list[Stage], late: list[Stage]) -> Element:
    """The stages."""
    heads = [element("Th", span(name_stage(stage)), scope="col") for stage in (*early, *late)]
    heads.insert(len(early), element("Td", None, "gap"))
    return element("Tr", [element("Td"), *heads, element("Th", span(_("all")), scope="col")])


def draw_row(counts: Counts, filters: Filters, cause: int, early: list[Stage], late: list[Stage]) -> Element:
    """One cause at every stage."""
    cells = [draw_cell(counts, filters, cause, stage) for stage in (*early, *late)]
    cells.insert(len(early), element("Td", None, "gap"))
    total = draw_sum(counts.by_cause[cause], name_cause(cause), filters, cause=cause)
    return element("Tr", [element("Th", cause_label(cause), scope="row"), *cells, total])


def draw_cell(counts: Counts, filters: Filters, cause: int, stage: Stage) -> Element:
    """How many rejections of one cause ended at one stage; a dot where there is none."""
    number = float(counts.by_stage[stage, cause])
    if number == 0:
        return element("Td", span("·", aria_label=_("none"), role="img"), f"{KINDS[cause]} t0")
    opened = open_cell(number, f"{name_cause(cause)}, {name_stage(stage)}", filters, cause=cause, stage=stage)
    return element("Td", opened, f"{KINDS[cause]} t{find_tint(number)}")


def open_cell(number: float, what: str, filters: Filters, **marks: Any) -> Element:
    """A number of the table, which opens the rejections behind it."""
    label = ngettext(
        "%(what)s: %(n)s rejection, show it",
        "%(what)s: %(n)s rejections, show them",
        2 if number > 1 else 1,
        what=what,
        n=write_number(number),
    )
    address = filters.open(**marks)
    current = filters.opened and address.partition("#")[0] == filters.address(page=1)
    return link(
        write_number(number),
        address,
        "on" if current else None,
        aria_label=label,
        **({"aria-current": "true"} if current else {}),
    )


def draw_sum(number: float, what: str, filters: Filters, **marks: Any) -> Element:
    """A sum at the edge of the table."""
    return element("Td", open_cell(number, what, filters, **marks) if number else "0", "sum")


def find_tint(number: float) -> int:
    """One of four tints: up to 2, 5, 14, and more."""
    return 1 + sum(number > limit for limit in (2, 5, 14))


def draw_sums(counts: Counts, filters: Filters, early: list[Stage], late: list[Stage]) -> Element:
    """How many rejections ended at each stage."""
    cells = [
        draw_sum(float(counts.by_stage[stage].sum()), name_stage(stage), filters, stage=stage)
        for stage in (*early, *late)
    ]
    cells.insert(len(early), element("Td", None, "gap"))
    total = draw_sum(counts.total, _("All"), filters, all=True)
    return element("Tr", [element("Th", _("All"), "soft", scope="row"), *cells, total])
