"""Which of several tables in one file is the log: the best one, those like it with it, others asked about."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from coachhub.intake import file_messages, messages
from coachhub.intake.grids import Grid
from coachhub.intake.joining import agree, join_grids
from coachhub.intake.layout import Layout, find_layout
from coachhub.intake.tracker import Question

# A sheet with this share of the best score is probably a log as well, of another year for example.
RIVAL: Final = 0.8
# A hidden sheet is rarely the one that somebody means.
HIDDEN: Final = 0.6

EMPTY: Final = Grid([], 1, None)


class Chosen(NamedTuple):
    """The layout that is read, the name(s) of its sheet, what is asked, and what else could be chosen."""

    layout: Layout
    name: str
    questions: tuple[Question, ...] = ()
    offered: tuple[str, ...] = ()


def choose_sheet(sheets: Sequence[tuple[str, Grid]], wanted: str | None = None) -> Chosen:
    """The table whose header looks most like a tracker; among equals the one with more rows.

    Tables whose headers agree with it are read with it; others that look as much like a log are asked about.
    """
    if not sheets:
        return Chosen(Layout(EMPTY, 0, 0.0), "")
    if len(sheets) == 1:
        name, grid = sheets[0]
        layout = find_layout(grid)
        return Chosen(layout, name, (*grid.questions, *layout.questions))
    found = {name: find_layout(grid) for name, grid in sheets}
    scores = {name: one.score * (HIDDEN if one.grid.hidden else 1) for name, one in found.items()}
    best = max(found, key=lambda name: (round(scores[name], 1), len(found[name].grid.rows)))
    rivals = [
        name
        for name in found
        if name != best and scores[name] >= RIVAL * scores[best] > 0 and has_rows(found[name])
    ]
    offered = (best, *rivals) if rivals else ()
    if wanted in offered:
        return tell(found[wanted], wanted, (), offered)
    header = found[best].grid.rows[found[best].at] if rivals else []
    # A sheet that nobody sees is a template or put away: it joins no list unasked.
    shown = [name for name in rivals if found[name].grid.hidden == found[best].grid.hidden]
    together = [
        name
        for name in found
        if name == best or (name in shown and agree(header, find_header_row(found[name])))
    ]
    others = [name for name in rivals if name not in together]
    questions: list[Question] = []
    if others:
        message = messages.asks_other_sheets(", ".join(together), ", ".join(others))
        questions.append(Question("sheets", "", message, tuple(others)))
    if len(together) == 1:
        return tell(found[best], best, questions, offered)
    grid, at = join_grids([(name, found[name].grid, found[name].at) for name in together])
    told = [question for name in together for question in found[name].questions]
    names = ", ".join(together)
    questions.append(Question("together", "", file_messages.tells_together(names), tuple(together)))
    layout = Layout(grid, at, found[best].score, tuple(told))
    return Chosen(layout, names, (*questions, *grid.questions, *told), offered)


def tell(layout: Layout, name: str, questions: Sequence[Question], offered: tuple[str, ...]) -> Chosen:
    """One sheet alone, with what has to be asked about it."""
    hidden = layout.grid.hidden
    asked = (Question("hidden_sheet", "", file_messages.asks_hidden_sheet(name), ()),) if hidden else ()
    return Chosen(layout, name, (*questions, *asked, *layout.grid.questions, *layout.questions), offered)


def has_rows(layout: Layout) -> bool:
    """Whether anything stands below the header."""
    return any(any(map(str.strip, row)) for row in layout.grid.rows[layout.at + 1 :][:200])


def find_header_row(layout: Layout) -> list[str]:
    """The header of a layout."""
    return layout.grid.rows[layout.at]
