"""Questions as they are asked: a title, what is assumed meanwhile, the answers, and what each decides."""

from dataclasses import replace
from datetime import date
from typing import Any, Final, NamedTuple

from coachhub.intake.choices import (
    ANSWERS,
    FINE,
    MARK,
    ORDERS,
    SHAPES,
    Choices,
    answer_key,
)
from coachhub.intake.decoding import ENCODINGS
from coachhub.intake.explaining import SHOWN_OTHERWISE
from coachhub.intake.questions_told import describe, describe_order, describe_words, name_answer, name_subject
from coachhub.intake.speech import Speech
from coachhub.intake.tracker import Explanation, Tracker

OF_COLUMNS: Final = (
    "added_dates",
    "posting_status",
    "stage_texts",
    "same_day",
    "default_filled",
    "stated_no",
    "column",
)
"""Questions about what a column is; the answer is what it becomes."""
WORDS: Final = "words"


class Option(NamedTuple):
    """One answer: what is sent, what it says, what it would mean; `assumed` when it is read so for now."""

    value: str
    label: str
    note: str = ""
    assumed: bool = False


class Ask(NamedTuple):
    """One question, by `choices.answer_key`; WORDS has no options: its wordings are asked in a table."""

    key: str
    kind: str
    column: str
    title: str
    told: str
    options: tuple[Option, ...]


class Answered(NamedTuple):
    """A question that was answered, and how."""

    key: str
    subject: str
    answer: str


def list_asks(tracker: Tracker, today: date, speech: Speech, data: bytes = b"") -> tuple[Ask, ...]:
    """The questions that wait, the ones that change most first; `data` shows letters in other encodings."""
    told = tracker.explanation or Explanation()
    found = [
        _ask(question.kind, question.column, describe(question, tracker, speech, data))
        for question in tracker.questions
        if question.kind not in SHOWN_OTHERWISE
    ]
    first = [one for one in found if one.kind in FIRST]
    orders = [
        _ask("day_order", order.column, describe_order(order, today, speech))
        for order in told.orders
        if not order.said
    ]
    words = []
    if any(not (one.clear or one.said) for one in told.wordings):
        words = [_ask(WORDS, "", describe_words(told.wordings, speech, _count_waiting(tracker)))]
    return (*first, *orders, *words, *(one for one in found if one not in first))


FIRST: Final = ("sheets", "encoding", "shape", "no_header")
"""Asked before all others: their answers change what else there is to ask."""


def _ask(kind: str, column: str, told: tuple[str, str, list[tuple[Any, ...]]]) -> Ask:
    """A question from its words."""
    title, assumed, options = told
    return Ask(answer_key(kind, column), kind, column, title, assumed, tuple(Option(*one) for one in options))


def _count_waiting(tracker: Tracker) -> tuple[int, int]:
    """How many rows with words that wait count as sent, and as saved."""
    waiting = [one.counted for one in tracker.questions if one.kind in ("status", "unclear_status")]
    return sum(sent for sent, _ in waiting), sum(saved for _, saved in waiting)


def list_answered(choices: Choices, speech: Speech) -> tuple[Answered, ...]:
    """What was answered so far."""
    found = []
    for key, value in choices.answers.items():
        kind, _mark, column = key.partition(MARK)
        found.append(Answered(key, name_subject(kind, column, speech), name_answer(kind, value, speech)))
    for column, order in choices.orders.items():
        key = answer_key("day_order", column)
        found.append(
            Answered(key, name_subject("day_order", column, speech), name_answer("day_order", order, speech))
        )
    whole = {"sheets": choices.sheet, "encoding": choices.encoding, "shape": choices.shape}
    for kind, said in whole.items():
        if said:
            found.append(Answered(kind, name_subject(kind, "", speech), name_answer(kind, said, speech)))
    return tuple(found)


def settle(choices: Choices, key: str, value: str) -> Choices:
    """The choices with an answer; what answers nothing changes nothing."""
    kind, _mark, column = key.partition(MARK)
    if kind == "day_order" and value in ORDERS:
        return replace(choices, orders={**choices.orders, column: value})
    if kind == "sheets" and value:
        return replace(choices, sheet=value)
    if kind == "encoding" and value in ENCODINGS:
        return replace(choices, encoding=value)
    if kind == "shape" and value in SHAPES:
        return replace(choices, shape=value)
    if value != FINE and value not in ANSWERS.get(kind, ()):
        return choices
    answers = {**choices.answers, key: value}
    if kind in OF_COLUMNS and value != FINE:
        return replace(choices, answers=answers, fields={**choices.fields, column: value})
    return replace(choices, answers=answers)


def reopen(choices: Choices, key: str) -> Choices:
    """The choices without an answer: the question is asked again."""
    kind, _mark, column = key.partition(MARK)
    if kind == "day_order":
        return replace(choices, orders={name: one for name, one in choices.orders.items() if name != column})
    if kind == "sheets":
        return replace(choices, sheet=None)
    if kind == "encoding":
        return replace(choices, encoding=None)
    if kind == "shape":
        return replace(choices, shape=None)
    answers = {name: one for name, one in choices.answers.items() if name != key}
    if kind not in OF_COLUMNS or choices.answers.get(key, FINE) == FINE:
        return replace(choices, answers=answers)
    fields = {name: one for name, one in choices.fields.items() if name != column}
    return replace(choices, answers=answers, fields=fields)
