"""The page of a file that was read: the sentence, the questions, the columns, and what adding it would do."""

from dataclasses import dataclass
from datetime import date

from flask import render_template, request

from coachhub.access.language import gettext as _
from coachhub.intake import Choices, Tracker, plan_told
from coachhub.intake.asking import WORDS, list_answered, list_asks
from coachhub.intake.rescue import can_be_named
from coachhub.intake.summary import say_product, say_rows, say_understanding, say_waiting
from coachhub.intake.tracker import Explanation
from coachhub.queries.import_drafts import Draft
from coachhub.queries.imports import find_earlier_batch
from coachhub.queries.learned_mappings import find_offers
from coachhub.scope import Scope
from coachhub.services import identity
from coachhub.services.imports import ImportPreview, preview_import
from coachhub.services.reading import read_within_limits
from coachhub.web import import_words as words
from coachhub.web.import_history import find_today
from coachhub.web.import_speech import PAGE

FEW_LEFT_OUT = 6
"""With more columns than this left out, they are folded."""
ASKED_OPEN = 3
"""So many questions stand open; the others unfold with a tap."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft with whose search it is for."""

    draft: Draft
    owner: words.Owner


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that was decided before: a column or a wording, and what it became then."""

    kind: str
    name: str
    shown: str
    value: str
    meaning: str


def read_again(draft: Draft, choices: Choices, today: date) -> Tracker:
    """The draft's file, read with what was decided."""
    return read_within_limits(
        draft.data, filename=draft.file_name, today=today, choices=choices, explain=True
    )


def show_reading(scope: Scope, waiting: Waiting, tracker: Tracker | None = None) -> str:
    """The page of a draft."""
    draft, owner = waiting.draft, waiting.owner
    today = find_today(scope, draft.client_id)
    if tracker is None:
        tracker = read_again(draft, draft.choices, today)
    told = tracker.explanation or Explanation()
    readable = tracker.verdict not in ("refused", "empty")
    columns = list(enumerate(told.columns))
    left_out = [one for one in columns if one[1].field == "left_out"]
    folded = left_out if len(left_out) > FEW_LEFT_OUT else []
    asks = list_asks(tracker, today, PAGE, draft.data)
    unclear = [one for one in told.wordings if not one.clear]
    naming = can_be_named(tracker)
    earlier = find_earlier_batch(scope, draft.client_id, draft.file_sha256) if draft.client_id else None
    preview = preview_draft(scope, draft, tracker, today) if readable else None
    by = identity.name_staff(scope.practice_id) if earlier else {}
    return render_template(
        "imports/preview.html",
        draft=draft,
        owner=owner,
        tracker=tracker,
        told=told,
        today=today,
        preview=preview,
        plan_told=write_plan(preview) if preview else "",
        words=words,
        fields=words.name_fields(),
        title=name_page(tracker, owner, today, naming=naming),
        product=say_product(tracker.product, PAGE),
        rows=say_rows(tracker, PAGE) if readable else "",
        waits=say_waiting(tracker, PAGE),
        naming=naming,
        asks=asks,
        asked_open=ASKED_OPEN,
        answered=list_answered(draft.choices, PAGE),
        unclear=unclear,
        clear=[one for one in told.wordings if one not in unclear or not any(a.kind == WORDS for a in asks)],
        offers=list_offers(scope, tracker),
        personal=list_personal(tracker),
        columns=[one for one in columns if one not in folded],
        folded=folded,
        placed=len(columns) - len(left_out),
        order_columns={one.column for one in told.orders},
        earlier=earlier,
        earlier_by=by.get(earlier.made_by) if earlier and earlier.made_by else None,
    )


def preview_draft(scope: Scope, draft: Draft, tracker: Tracker, today: date) -> ImportPreview:
    """What adding a draft would do now."""
    return preview_import(scope, draft.client_id, tracker, today=today, version=draft.version)


def name_page(tracker: Tracker, owner: words.Owner, today: date, *, naming: bool) -> str:
    """The title: what was understood, or the one thing that is missing."""
    if naming:
        return _("Which column says where the application went?")
    return say_understanding(tracker, today, PAGE, tells_rejections=not owner.is_reader)


def list_personal(tracker: Tracker) -> list[str]:
    """The columns that are not stored because they are about other people, or answers to a screening."""
    told = tracker.explanation or Explanation()
    decided = {column.name for column in told.columns if column.said}
    return [name for name, label in tracker.mapping.items() if label == "left out" and name not in decided]


def list_offers(scope: Scope, tracker: Tracker) -> list[Offer]:
    """What somebody of the practice decided before about these columns and wordings."""
    found = find_offers(scope, tracker)
    fields = words.name_fields()
    told = tracker.explanation or Explanation()
    texts = {one.key: one.text for one in told.wordings}
    return [
        *(
            Offer("header", name, name, value, fields.get(value, value))
            for name, value in found.fields.items()
        ),
        *(
            Offer("word", key, texts.get(key, key), value, words.name_meaning(value))
            for key, value in found.words.items()
        ),
    ]


def say_plan_changed(scope: Scope, waiting: Waiting, tracker: Tracker, today: date) -> str:
    """What became different between looking and pressing the button."""
    now = words.make_plan(preview_draft(scope, waiting.draft, tracker, today))
    return _(
        "The search changed while you looked, so nothing was added yet. Before: %(before)s Now: %(now)s"
        " Look once more, then add it.",
        before=plan_told.say_parts(read_plan(request.form.get("plan-told", "")), PAGE),
        now=plan_told.say_parts(now, PAGE) or _("nothing new."),
    )


def write_plan(preview: ImportPreview) -> str:
    """The numbers that a page showed, for its form."""
    return ",".join(str(number) for number in words.make_plan(preview))


def read_plan(sent: str) -> plan_told.Plan:
    """The numbers that a form brings back; nonsense counts nothing."""
    parts = sent.split(",")
    if len(parts) != len(plan_told.Plan._fields) or not all(
        part.isascii() and part.isdigit() and len(part) < 9 for part in parts
    ):
        return plan_told.Plan(0, 0, 0)
    return plan_told.Plan(*map(int, parts))
