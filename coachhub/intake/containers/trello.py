"""The export of a Trello board: lists are statuses, cards are applications, their moves a history."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from coachhub.intake import messages
from coachhub.intake.grids import Grid, check_cells
from coachhub.intake.limits import MAX_CELL, MAX_ROWS, Refusal
from coachhub.intake.role_words import reads_like_role

HEADER: Final = (
    *(
        "Company",
        "Role",
        "Status",
        "Date Added",
        "Last Updated",
        "Due",
        "Labels",
        "Archived",
        "Notes",
        "Link",
    ),
    "Status History",
)
AT: Final = re.compile(r"\s+(?:at|@|bei|chez|en|em|presso|bij|hos|u|w)\s+", re.IGNORECASE)
BETWEEN: Final = re.compile(r"\s+[-–—|/:·]\s+|:\s+|\s*[—|]\s*")
MOST_MOVES: Final = 40


def is_board(document: Any) -> bool:
    """Whether a JSON document is the export of a board."""
    return (
        isinstance(document, Mapping)
        and all(isinstance(document.get(key), list) for key in ("cards", "lists"))
        and all(isinstance(card, Mapping) and "idList" in card for card in document["cards"][:5])
    )


def read_board(document: Mapping[str, Any]) -> Grid:
    """One row per card. Archived cards, and those of archived lists, say so."""
    cards = [card for card in document["cards"] if isinstance(card, Mapping)]
    if len(cards) > MAX_ROWS:
        raise Refusal(messages.too_many_rows(MAX_ROWS))
    lists = {str(one.get("id")): one for one in document["lists"] if isinstance(one, Mapping)}
    names = split_names([text(card.get("name")) for card in cards])
    moves = list_moves(document.get("actions"))
    rows = [list(HEADER)]
    for card, (company, role) in zip(cards, names, strict=True):
        where = lists.get(str(card.get("idList")), {})
        labels = card.get("labels")
        rows.append(
            [
                company,
                role,
                text(where.get("name")),
                read_birth(text(card.get("id"))),
                text(card.get("dateLastActivity")),
                text(card.get("due")),
                ", ".join(
                    text(one.get("name"))
                    for one in (labels if isinstance(labels, list) else [])
                    if isinstance(one, Mapping)
                ),
                "yes" if card.get("closed") is True or where.get("closed") is True else "",
                text(card.get("desc")),
                text(card.get("shortUrl") or card.get("url")),
                moves.get(text(card.get("id")), ""),
            ]
        )
    check_cells(rows, 0)
    return Grid(rows, 0, None)


def split_cards(grid: Grid) -> Grid:
    """A table of cards, as the board writes it without its moves, with company and role for their names."""
    header = [cell.strip().casefold() for cell in grid.rows[0]] if grid.rows else []
    if not {"card name", "list name"} <= set(header):
        return grid
    at = header.index("card name")
    names = split_names([row[at] if at < len(row) else "" for row in grid.rows[1:]])
    rows = [[*grid.rows[0][:at], *HEADER[:2], *grid.rows[0][at + 1 :]]]
    for row, pair in zip(grid.rows[1:], names, strict=True):
        rows.append([*row[:at], *pair, *row[at + 1 :]] if at < len(row) else list(row))
    return grid._replace(rows=rows)


def text(value: Any) -> str:
    """A text that fits a cell, "" for anything else."""
    return value[:MAX_CELL] if isinstance(value, str) else ""


def split_names(names: list[str]) -> list[tuple[str, str]]:
    """(company, role) of each card: "Role at Company", or two parts, of which one more often reads like a
    role than the other; a name of one part is the company."""
    pairs: list[tuple[str, str] | None] = []
    firsts = seconds = 0
    for name in names:
        parts = [part.strip() for part in BETWEEN.split(name[:500], maxsplit=1) if part.strip()]
        spoken = [part.strip() for part in AT.split(name[:500], maxsplit=1)]
        if len(spoken) == 2 and all(spoken):
            pairs.append((spoken[1], spoken[0]))
        elif len(parts) == 2:
            firsts += reads_like_role(parts[0])
            seconds += reads_like_role(parts[1])
            pairs.append(None)
        else:
            pairs.append((name.strip(), ""))
    found = []
    for name, pair in zip(names, pairs, strict=True):
        if pair is not None:
            found.append(pair)
            continue
        first, second = (part.strip() for part in BETWEEN.split(name[:500].strip(), maxsplit=1))
        found.append((second, first) if firsts > seconds else (first, second))
    return found


def read_birth(identity: str) -> str:
    """The day a card was made, which the first eight digits of its id hold."""
    try:
        seconds = int(identity[:8], 16) if len(identity) == 24 else 0
    except ValueError:
        return ""
    return datetime.fromtimestamp(seconds, UTC).date().isoformat() if seconds > 10**9 else ""


def list_moves(actions: Any) -> dict[str, str]:
    """{card: its moves from list to list, oldest first}, as a history that cells of other programs hold."""
    moves: dict[str, list[dict[str, str]]] = {}
    for action in reversed(actions if isinstance(actions, list) else []):
        data = action.get("data") if isinstance(action, Mapping) else None
        if not isinstance(data, Mapping):
            continue
        card, after = data.get("card"), data.get("listAfter") or data.get("list")
        if action.get("type") not in ("createCard", "updateCard", "copyCard") or not isinstance(
            after, Mapping
        ):
            continue
        if action["type"] == "updateCard" and "listAfter" not in data:
            continue
        if isinstance(card, Mapping):
            found = moves.setdefault(text(card.get("id")), [])
            if len(found) < MOST_MOVES:
                found.append({"stage": text(after.get("name"))[:80], "date": text(action.get("date"))[:40]})
    return {card: json.dumps(found, ensure_ascii=False) for card, found in moves.items()}
