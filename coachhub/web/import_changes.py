"""From what a page sent to what a person decided: only what differs from what the page showed counts."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from coachhub.intake import Choices
from coachhub.intake.asking import reopen, settle
from coachhub.intake.choices import FIELDS, KEPT, MEANINGS, MOST_ROWS

ALL = "all"
MOST_FIELDS = 3_000


def read_changes(form: Mapping[str, str], choices: Choices) -> Choices:
    """The choices with what the form changed; what it says in nonsense is left as it was."""
    for number, key in _numbered(form, "ask-key-"):
        if said := form.get(f"ask-{number}", ""):
            choices = settle(choices, key, said)
    if again := form.get("reopen", ""):
        choices = reopen(choices, again)
    fields, words = dict(choices.fields), dict(choices.words)
    for number, name in _numbered(form, "column-"):
        said = form.get(f"field-{number}", "")
        if said in FIELDS and said != form.get(f"field-was-{number}", ""):
            fields[name] = said
    if kept := form.get("keep-column", ""):
        # Nothing but a person's wish stores what is said of other people.
        fields[kept] = "notes"
    for number, key in _numbered(form, "word-key-"):
        said = form.get(f"word-{number}", "")
        if said == form.get(f"word-was-{number}", ""):
            continue
        if said in MEANINGS:
            words[key] = said
        elif not said:
            words.pop(key, None)
    _take_offers(form, fields, words)
    rows = _read_rows(form, choices)
    # What is stored was read before: lengths and numbers are looked at in one place.
    return Choices.from_json(replace(choices, fields=fields, words=words, rows=rows).to_json())


def _take_offers(form: Mapping[str, str], fields: dict[str, str], words: dict[str, str]) -> None:
    """What was decided before and is used again: one of it, or all."""
    wanted = form.get("offer", "")
    for number, value in _numbered(form, "offer-value-"):
        if wanted not in (number, ALL):
            continue
        name = form.get(f"offer-name-{number}", "")
        if form.get(f"offer-kind-{number}") == "word" and value in MEANINGS:
            words[name] = value
        elif form.get(f"offer-kind-{number}") == "header" and value in FIELDS:
            fields[name] = value


def _read_rows(form: Mapping[str, str], choices: Choices) -> dict[int, Mapping[str, str] | None]:
    """The rows with corrected cells, with those that a button leaves out, keeps or takes back."""
    rows = dict(choices.rows)
    for number, told in _numbered(form, "fix-row-"):
        row = _read_row(told)
        column, value = form.get(f"fix-column-{number}", ""), form.get(f"fix-{number}", "").strip()
        if row is None or not column:
            continue
        if form.get("use") == number and form.get(f"fix-guess-{number}"):
            value = form[f"fix-guess-{number}"]
        if value and value != form.get(f"fix-was-{number}", ""):
            rows[row] = {**(rows.get(row) or {}), column: value}
    for button in ("leave", "keep", "again"):
        row = _read_row(form.get(button, ""))
        if row is None:
            continue
        if button == "again":
            rows.pop(row, None)
        elif button == "keep":
            rows[row] = {**(rows.get(row) or {}), KEPT: "kept"}
        else:
            rows[row] = None
    return dict(list(rows.items())[:MOST_ROWS])


def _read_row(told: str) -> int | None:
    """The number of a row; None for anything else."""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 9 else None


def _numbered(form: Mapping[str, str], start: str) -> Iterator[tuple[str, str]]:
    """The numbers of the fields whose name begins so, each with the field's value."""
    for name in list(form)[:MOST_FIELDS]:
        number = name.removeprefix(start)
        if number != name and number.isdigit():
            yield number, form[name]
