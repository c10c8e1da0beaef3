"""The words of every question about a file, and of its answers; who speaks decides the language."""

from collections.abc import Sequence
from datetime import date

from coachhub.intake.choices import FINE
from coachhub.intake.doubts_told import Told, describe_doubt
from coachhub.intake.headers import classify_header
from coachhub.intake.letters import show_letters
from coachhub.intake.speech import Speech, say_day
from coachhub.intake.tracker import DateOrder, Question, Tracker, Wording

WEEK = 7


def describe(question: Question, tracker: Tracker, speech: Speech, data: bytes) -> Told:
    """A question with its answers; one that is not known here is asked as intake wrote it."""
    if question.kind in ("sheets", "encoding", "shape"):
        return _describe_file(question, tracker, speech, data)
    _ = speech.gettext
    match question.kind:
        case "added_dates":
            title = _("Is “%(column)s” the day it was sent?", column=question.column)
            options = [
                ("applied_on", _("Yes, it was sent that day"), "", False),
                (FINE, _("No, leave the days empty"), "", True),
            ]
        case "posting_status":
            title = _("Does “%(column)s” say how the application went?", column=question.column)
            options = [
                ("status", _("Yes, use it"), "", False),
                (FINE, _("No, it is about the advert"), "", True),
            ]
        case "stage_texts":
            title = _("Do the notes in “%(column)s” mean that it was reached?", column=question.column)
            options = [
                (FINE, _("Yes, it was reached"), "", True),
                ("left_out", _("No, leave the column out"), "", False),
            ]
        case "same_day":
            title = _("Did “%(column)s” take place on that day?", column=question.column)
            options = [
                (FINE, _("Yes, it took place"), "", True),
                ("left_out", _("No, leave the column out"), "", False),
            ]
        case "default_filled":
            title = _("Did everything in “%(column)s” happen on that one day?", column=question.column)
            options = [(FINE, _("No, a program filled it in"), "", True)]
            column = classify_header(question.column)
            if column is not None and column.stage is not None:
                options.insert(0, (f"stage:{column.stage.word}", _("Yes, use it"), "", False))
        case "unknown_stages":
            title = _("How far did those get that only say how they ended?")
            options = [
                (FINE, _("I cannot tell"), _("Each can be corrected later."), True),
                ("applied", _("None had a conversation"), "", False),
                ("screening", _("All had a first call"), "", False),
                ("interview", _("All had an interview"), "", False),
            ]
        case "undated":
            title = _("Were those without a date and a status sent?")
            options = [
                (FINE, _("Yes, without a day"), "", True),
                ("saved", _("No, saved for later"), "", False),
            ]
        case "undated_saved":
            title = _("Were those without a date sent?")
            options = [
                ("applied", _("Yes, without a day"), "", False),
                (FINE, _("No, saved for later"), "", True),
            ]
        case "archived":
            title = _("What became of those that were put away?")
            options = [
                (FINE, _("Leave them open"), "", True),
                ("rejected", _("They were rejected"), "", False),
                ("withdrawn", _("They were withdrawn"), "", False),
                ("no_response", _("Nobody answered"), "", False),
            ]
        case "duplicates":
            title = _("Are these the same application?")
            options = [
                ("once", _("Yes, count each once"), _("The row that says most stays."), False),
                (FINE, _("No, keep them all"), "", True),
            ]
        case "missing_days":
            title = _("Will the first of the month do in “%(column)s”?", column=question.column)
            options = [(FINE, _("Yes, it will do"), _("Days can be corrected later."), True)]
        case _:
            return describe_doubt(question, tracker, speech)
    return title, question.message, options


def _describe_file(question: Question, tracker: Tracker, speech: Speech, data: bytes) -> Told:
    """A question about the file itself."""
    _ = speech.gettext
    if question.kind == "sheets":
        return (
            _("Which sheet holds the applications?"),
            _("More than one looks like a log. One is read at a time; bring the file again for the others."),
            [
                (name, name, "", name == tracker.sheet)
                for name in dict.fromkeys([tracker.sheet or "", *question.values])
                if name
            ],
        )
    if question.kind == "shape":
        folded = tracker.rows.folded > 0
        return (
            _("Do several rows tell of one application?"),
            question.message,
            [
                ("events", _("Yes, put them together"), "", folded),
                ("rows", _("No, each row is its own application"), "", not folded),
            ],
        )
    offered = list(dict.fromkeys([tracker.encoding or "", *question.values]))
    shown = show_letters(data, offered)
    return (
        _("Do the letters look right?"),
        question.message,
        [
            (name, shown.get(name) or name, name if shown.get(name) else "", name == tracker.encoding)
            for name in offered
            if name
        ],
    )


def describe_order(order: DateOrder, today: date, speech: Speech) -> Told:
    """The question about a column of days, with both readings."""
    first, second = (say_day(reading.day, today, speech) for reading in order.readings)
    return (
        speech.gettext(
            "Is “%(example)s” %(first)s or %(second)s?", example=order.example, first=first, second=second
        ),
        speech.ngettext(
            "%(num)d date in “%(column)s” can be read both ways.",
            "%(num)d dates in “%(column)s” can be read both ways.",
            order.rows,
            column=order.column,
        ),
        [
            (
                reading.order,
                speech.gettext(
                    "%(day)s, %(order)s",
                    day=say_day(reading.day, today, speech),
                    order=name_answer("day_order", reading.order, speech),
                ),
                say_gap(reading.longest_gap, speech),
                reading.order == order.used,
            )
            for reading in order.readings
        ],
    )


def say_gap(days: int, speech: Speech) -> str:
    """What the longest pause in a search would be if the days were read this way."""
    if days <= WEEK:
        return speech.gettext("Then the search has no gap longer than a week.")
    if days < 2 * WEEK:
        return speech.gettext("Then the longest gap in the search is %(num)d days.", num=days)
    return speech.ngettext(
        "Then the search has a gap of %(num)d week.",
        "Then the search has a gap of %(num)d weeks.",
        round(days / WEEK),
    )


def describe_words(wordings: Sequence[Wording], speech: Speech, rows: tuple[int, int] = (0, 0)) -> Told:
    """The question about words that were not understood; `rows` count as sent, and as saved, meanwhile."""
    unclear = [one for one in wordings if not one.clear]
    return (
        speech.ngettext("What does this wording mean?", "What do these %(num)d wordings mean?", len(unclear)),
        " ".join(
            [
                speech.gettext("Until somebody says so, no talk and no ending is read from it."),
                *[
                    speech.ngettext(
                        "Meanwhile %(num)d row counts as sent and waiting for an answer.",
                        "Meanwhile %(num)d rows count as sent and waiting for an answer.",
                        rows[0],
                    )
                    for _ in range(rows[0] > 0)
                ],
                *[
                    speech.ngettext(
                        "%(num)d row is kept as a saved job.",
                        "%(num)d rows are kept as saved jobs.",
                        rows[1],
                    )
                    for _ in range(rows[1] > 0)
                ],
            ]
        ),
        [],
    )


def name_subject(kind: str, column: str, speech: Speech) -> str:
    """What an answered question was about, in a few words."""
    _ = speech.gettext
    if column:
        return column
    known = {
        "sheets": _("The sheet"),
        "encoding": _("How the letters are written"),
        "shape": _("Several rows about one application"),
        "no_header": _("The columns without names"),
        "unknown_stages": _("Those that only say how they ended"),
        "undated": _("Those without a date and a status"),
        "undated_saved": _("Those without a date"),
        "archived": _("Those that were put away"),
        "duplicates": _("Rows about the same application"),
        "postings": _("Whether these are jobs to keep"),
        "held": _("Those that say “not applied”"),
        "disagree": _("Rows with two answers"),
        "people": _("Whose applications these are"),
        "wrong_header": _("Columns under wrong names"),
    }
    return known.get(kind) or _("A question about the file")


def name_answer(kind: str, value: str, speech: Speech) -> str:
    """An answer in a few words."""
    _ = speech.gettext
    if value == FINE:
        return _("looked at")
    if value.startswith("stage:"):
        return _("reached")
    known = {
        "day-first": _("day first"),
        "month-first": _("month first"),
        "events": _("they belong together"),
        "rows": _("each row is its own"),
        "saved": _("saved for later"),
        "applied": _("sent") if kind in ("undated_saved", "held", "postings") else _("no conversation"),
        "screening": _("a first call"),
        "interview": _("an interview"),
        "rejected": _("rejected"),
        "withdrawn": _("withdrawn"),
        "no_response": _("nobody answered"),
        "once": _("counted once"),
        "applied_on": _("the day it was sent"),
        "status": _("how the application went"),
        "left_out": _("left out"),
    }
    return known.get(value) or value
