"""What is left to answer after an import: where two sources disagree, and words that may say why."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final, cast
from uuid import UUID

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coachhub import access, clock
from coachhub.access.language import gettext as _
from coachhub.access.language import ngettext
from coachhub.analysis.vocabulary import Source
from coachhub.queries.clients import ClientRow, find_client, list_clients
from coachhub.queries.import_conflicts import ConflictRow, count_conflicts, list_conflicts
from coachhub.queries.suggested_causes import count_suggestions, list_suggestions
from coachhub.scope import Role, Scope
from coachhub.services import identity, suggested_causes
from coachhub.services.import_conflicts import (
    Answer,
    AnswerTooLateError,
    ConflictNotFoundError,
    answer_all,
    answer_conflict,
    reopen_conflict,
)
from coachhub.services.rejections import NotRejectedError
from coachhub.services.suggested_causes import SuggestionNotFoundError
from coachhub.web.forms import go_back
from coachhub.web.import_history import read_key
from coachhub.web.import_sources import Reader, describe
from coachhub.web.search.words import name_causes

SHOWN: Final = 40
"""More questions than this come when these are answered."""
ANSWERED_SHOWN: Final = 20
MANY: Final = 2
"""With more questions than this from one file, they can all be answered at once."""
ANSWERS: Final = ("kept", "taken")
AGAIN: Final = "again"


def list_open() -> ResponseReturnValue:
    """Everything that waits in one client's search; without a client, who has something."""
    scope = access.current_scope()
    client_id = scope.client_id if scope.role is Role.CLIENT else read_key(request.args.get("client"))
    if client_id is None:
        return list_clients_with_questions(scope)
    client = find_client(scope, client_id)
    if client is None:
        abort(404)
    staff = identity.name_staff(scope.practice_id)
    return render_template("imports/open.html", **gather(scope, client, staff))


def list_clients_with_questions(scope: Scope) -> str:
    """Whose files left questions, for staff."""
    from_files, from_words = count_conflicts(scope), count_suggestions(scope)
    names = {row.id: row.name for row in list_clients(scope)}
    waiting = Counter(from_files) + Counter(from_words)
    rows = [(key, names[key], count) for key, count in waiting.most_common() if key in names]
    return render_template("imports/open_clients.html", rows=rows)


def gather(
    scope: Scope, client: ClientRow, staff: dict[UUID, str], batch_id: UUID | None = None
) -> dict[str, Any]:
    """What the templates of open questions show: of one client, or of one of his imports."""
    person = access.current_person()
    today = clock.today(client.timezone, person.timezone if person else None)
    asked = list_conflicts(scope, client.id, batch_id, with_kept=True)
    conflicts = [row for row in asked if row.answer is None]
    suggestions = list_suggestions(scope, client.id, batch_id=batch_id)
    reader = Reader(scope.user_id, scope.role is Role.CLIENT, client.name, staff, today)
    return {
        "client": client,
        "own": scope.role is Role.CLIENT,
        "conflicts": [describe(row, reader) for row in conflicts[:SHOWN]],
        "more_conflicts": len(conflicts) - SHOWN,
        "kept": [describe(row, reader) for row in asked if row.answer is not None][:ANSWERED_SHOWN],
        "whole_files": list_whole_files(conflicts),
        "suggestions": suggestions[:SHOWN],
        "more_suggestions": len(suggestions) > SHOWN,
        "answered": list_suggestions(scope, client.id, batch_id=batch_id, answered=True)[:ANSWERED_SHOWN],
        "causes": dict(name_causes()),
        "employer": Source.EMPLOYER,
        "today": today,
    }


def list_whole_files(conflicts: Sequence[ConflictRow]) -> list[tuple[UUID, str, int]]:
    """The imports with many questions: key, file and how many."""
    names = {row.batch_id: row.file_name for row in conflicts}
    counts = Counter(row.batch_id for row in conflicts)
    return [(key, names[key], count) for key, count in counts.items() if count > MANY]


def answer_one(conflict_id: UUID) -> ResponseReturnValue:
    """Settle one disagreement by a tap."""
    scope = access.current_scope()
    again = request.form.get("answer") == AGAIN
    answer: Answer = "kept" if again else read_answer()
    try:
        client_id = (
            reopen_conflict(scope, conflict_id) if again else answer_conflict(scope, conflict_id, answer)
        )
    except ConflictNotFoundError:
        flash(_("This was answered already."))
        return go_back(url_for("imports.list_open"))
    except AnswerTooLateError:
        flash(_("More was recorded since, and the file no longer fits to it: what is known stays."))
        return go_back(url_for("imports.list_open"))
    if again:
        flash(_("It is asked again."))
    elif answer == "kept":
        flash(_("What was known stays."))
    else:
        flash(_("The file’s word is taken over. It can be corrected where it stands."))
    return go_back(url_for("imports.list_open", client=client_id))


def answer_whole_file(batch_id: UUID) -> ResponseReturnValue:
    """Settle everything that one file disagrees about in the same way."""
    scope = access.current_scope()
    answer = read_answer()
    done = answer_all(scope, batch_id, answer)
    if answer == "kept":
        flash(
            ngettext(
                "%(num)d question: what was known stays.", "%(num)d questions: what was known stays.", done
            )
        )
    else:
        flash(
            ngettext(
                "%(num)d question: the file’s word is taken over.",
                "%(num)d questions: the file’s word is taken over.",
                done,
            )
        )
    return go_back(url_for("imports.show_result", batch_id=batch_id))


def read_answer() -> Answer:
    """The side that was tapped; anything else is no form of ours."""
    answer = request.form.get("answer", "")
    if answer not in ANSWERS:
        abort(400)
    return cast(Answer, answer)


def answer_suggestion(suggestion_id: UUID) -> ResponseReturnValue:
    """Say whether words tell why, or take that back."""
    scope = access.current_scope()
    person = access.current_person()
    today = clock.today(person.timezone if person else None)
    try:
        match request.form.get("answer", ""):
            case "confirmed":
                suggested_causes.confirm_suggestion(scope, suggestion_id, made_on=today)
                flash(_("Noted as what tipped it."))
            case "dismissed":
                suggested_causes.dismiss_suggestion(scope, suggestion_id)
                flash(_("These words are not asked about again."))
            case "again":
                suggested_causes.reopen_suggestion(scope, suggestion_id, made_on=today)
                flash(_("Taken back."))
            case _:
                abort(400)
    except SuggestionNotFoundError:
        flash(_("This was answered already."))
    except NotRejectedError:
        flash(_("It is no rejection any more, so there is nothing to say about it."))
    return go_back(url_for("imports.list_open"))
