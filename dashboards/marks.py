"""The small graphics that every screen shares: a cause's mark, a bar, a bar of parts, a table behind a chart.

They are boxes with widths: text in them never shrinks, and Bootstrap's tokens colour them in both themes.
"""

from collections.abc import Sequence
from typing import Any

from dashboards.elements import Child, Element, div, element, link, paragraph, span
from dashboards.language import gettext as _
from dashboards.words import COLUMNS, KINDS, name_cause, write_number


def mark(kind: str) -> Element:
    """The coloured shape of a cause; the word stands beside it."""
    return element("I", None, f"mark {kind}", aria_hidden="true")


def cause_label(cause: int) -> Element:
    """A cause: colour, shape and word."""
    return span([mark(KINDS[cause]), name_cause(cause)], "cause")


def key_line() -> Element:
    """What the marks mean, once under a chart without row heads."""
    return paragraph([cause_label(cause) for cause in COLUMNS], "keyline caption")


def share_bar(share: float, kind: str) -> Element:
    """A share of a whole track; the number stands beside it."""
    return div(div(None, f"fill {kind}", style={"width": f"{100 * share:.1f}%"}), "track", aria_hidden="true")


def stacked_bar(
    counts: Sequence[float], widest: float, label: str, addresses: Sequence[str] | None = None
) -> Element:
    """Counts per cause, one after the other; `widest` fills the row.

    With `addresses`, one per cause, each part opens what is behind it. Those links are for who points: the
    row's number, and the table behind the chart, say and open the same for everybody else.
    """
    pieces = [
        draw_piece(
            KINDS[cause],
            {"width": f"{100 * counts[cause] / widest:.2f}%"},
            addresses[cause] if addresses else None,
            f"{name_cause(cause)}: {write_number(counts[cause])}",
        )
        for cause in COLUMNS
        if counts[cause] > 0
    ]
    if addresses:
        return div(pieces, "stacked")
    return div(pieces, "stacked", role="img", aria_label=label)


def draw_piece(kind: str, style: dict[str, str], address: str | None, title: str) -> Element:
    """One part of a bar, with or without what it opens."""
    if address is None:
        return div(None, f"seg {kind}", style=style)
    return link(None, address, f"seg {kind}", style=style, title=title, tabIndex="-1", aria_hidden="true")


def say_counts(name: str, counts: Sequence[float]) -> str:
    """A row of cause counts as a sentence, for those who do not see the bar."""
    parts = [f"{name_cause(cause)} {write_number(counts[cause])}" for cause in COLUMNS if counts[cause] > 0]
    return f"{name}: {', '.join(parts) or _('no rejections')}"


def chart_head(title: str, below: str) -> Element:
    """A chart's title, which is its answer, and what is drawn."""
    return element("Figcaption", [element("H2", title), paragraph(below, "muted")], "chart-head")


def chart(parts: list[Any], class_name: str = "card", **attributes: Any) -> Element:
    """A chart in its card."""
    return element("Figure", div(parts, "card-body"), class_name, **attributes)


def table(
    heads: Sequence[Child], rows: Sequence[Sequence[Child]], caption: str, class_name: str = ""
) -> Element:
    """A plain table: the first cell of each row is its head; on a phone each row becomes a card."""
    head = element("Tr", [element("Th", cell, scope="col") for cell in heads])
    body = []
    for row in rows:
        cells = [element("Th", row[0], scope="row")]
        for name, cell in zip(heads[1:], row[1:], strict=True):
            extra = {"data-l": name} if isinstance(name, str) else {}
            cells.append(element("Td", cell, **extra))
        body.append(element("Tr", cells))
    parts = [element("Caption", caption, "visually-hidden"), element("Thead", head), element("Tbody", body)]
    return element("Table", parts, f"table table-stack {class_name}".strip())


def behind_chart(
    heads: Sequence[Child], rows: Sequence[Sequence[Child]], caption: str, *, foot: Sequence[Child]
) -> Element:
    """The foot of a chart, and its numbers as a table, folded."""
    return div(
        [
            paragraph(list(foot), "chart-foot-words"),
            element(
                "Details",
                [element("Summary", _("Show as a table")), table(heads, rows, caption, "tight")],
                "fold",
            ),
        ],
        "chart-foot",
    )


def open_number(number: float, address: str, label: str = "") -> Child:
    """A number that opens what is behind it; nothing opens nothing."""
    if not number:
        return write_number(number)
    return link(write_number(number), address, **({"aria-label": label} if label else {}))


def cause_cells(counts: Sequence[float], addresses: Sequence[str], whole: str) -> list[Child]:
    """The cells of a table with a column per cause and a sum, each opening what is behind it."""
    cells = [open_number(counts[cause], addresses[cause]) for cause in COLUMNS]
    return [*cells, open_number(sum(counts), whole)]
