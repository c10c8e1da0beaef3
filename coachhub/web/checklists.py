"""Four plain questions about what a client has in place already, asked once and open to be corrected."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from flask import Blueprint, abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, StringField

from coachhub import access, clock
from coachhub.access.language import gettext as _
from coachhub.analysis.actions import CHECKLIST
from coachhub.queries.checklists import ChecklistRow, find_checklist
from coachhub.queries.clients import ClientRow, find_client
from coachhub.services.checklists import SHARES, Answer, answer_checklist
from coachhub.services.clients import ClientNotFoundError
from coachhub.services.versions import ChangedMeanwhileError
from coachhub.web.forms import PageForm, go_back

pages = Blueprint("checklists", __name__)

NOT_SURE: Final = "not_sure"
YES: Final = "yes"
NO: Final = "no"
ANSWERS: Final[dict[str, Answer]] = {YES: True, NO: False, NOT_SURE: None, **SHARES}


class ChecklistForm(PageForm):
    """Four answers."""

    resume_rewritten = StringField()
    profile_complete = StringField()
    letters_tailored_share = StringField()
    stretch_share = StringField()
    version = HiddenField()


@dataclass(frozen=True, slots=True)
class Question:
    """One of the four, its answers as value and words, and what was answered meanwhile by somebody else."""

    key: str
    words: str
    hint: str
    answers: list[tuple[str, str]]
    chosen: str
    theirs: str | None


@pages.route("/clients/<uuid:client_id>/checklist", methods=["GET", "POST"])
def answer(client_id: UUID) -> ResponseReturnValue:
    """The four questions with what was answered before; on a post the answers are kept."""
    scope, person = access.current_scope(), access.current_person()
    client = find_client(scope, client_id)
    if client is None or person is None:
        abort(404)
    form, kept = ChecklistForm(), find_checklist(scope, client_id)
    if request.method != "POST":
        fill(form, kept)
        return show_questions(client, form, kept)
    given = {key: form[key].data or "" for key in CHECKLIST}
    legal = all(not word or word in list_values(key) for key, word in given.items())
    if not form.validate_on_submit() or not legal:
        return show_questions(client, form, kept, problem=_("Choose one of the answers shown.")), 422
    if not any(given.values()):
        problem = _("Choose at least one answer; “not sure” is one.")
        return show_questions(client, form, kept, problem=problem), 422
    try:
        answer_checklist(
            scope,
            client_id,
            {key: ANSWERS[word or NOT_SURE] for key, word in given.items()},
            version=read_version(form.version.data),
            today=clock.today(person.timezone),
        )
    except ClientNotFoundError:
        abort(404)
    except ChangedMeanwhileError as error:
        form.version.data = str(error.version)
        theirs = {key: name_value(key, value) for key, value in error.current.items()}
        return show_questions(client, form, kept, theirs=theirs), 409
    flash(_("Kept. What is in place already is not proposed to %(name)s any more.", name=client.name))
    return go_back(f"/dash/clients/{client_id}")


def list_values(key: str) -> list[str]:
    """The values that one of the four questions may be answered with, from less to more."""
    return [*SHARES, NOT_SURE] if key.endswith("_share") else [YES, NO, NOT_SURE]


def name_value(key: str, value: Answer) -> str:
    """The value of the form for what is kept; of a share that the form does not offer, the nearest."""
    if value is None:
        return NOT_SURE
    if key.endswith("_share"):
        return min(SHARES, key=lambda word: abs(SHARES[word] - float(value)))
    return YES if value else NO


def fill(form: ChecklistForm, kept: ChecklistRow | None) -> None:
    """Put on an untouched form what is kept."""
    form.version.data = str(kept.version if kept else 0)
    for key in CHECKLIST:
        form[key].data = name_value(key, getattr(kept, key)) if kept else ""


def read_version(text: str | None) -> int:
    """The version that the form showed; what is no number is older than all."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else -1


def list_questions(form: ChecklistForm, name: str, theirs: dict[str, str]) -> list[Question]:
    """The four questions with what is chosen."""
    yes_no = {YES: _("Yes"), NO: _("Not yet"), NOT_SURE: _("Not sure")}
    shares = {
        "none": _("None"),
        "some": _("Some, about one in five"),
        "half": _("About half"),
        "most": _("Most"),
        NOT_SURE: _("Not sure"),
    }
    asked = [
        (
            "resume_rewritten",
            _("Does the résumé tell results rather than duties?"),
            _("Lines that say what came of it, most with a number."),
            yes_no,
        ),
        (
            "profile_complete",
            _("Is the online profile complete?"),
            _("Headline, photo, summary, the last two jobs, in line with the résumé."),
            yes_no,
        ),
        (
            "letters_tailored_share",
            _("How many of the letters could only be for that one job?"),
            _("They name something of that company and one result that speaks to it."),
            shares,
        ),
        (
            "stretch_share",
            _("How many of the applications reach well beyond what %(name)s brings today?", name=name),
            _("Fewer than about three of four requirements are met."),
            shares,
        ),
    ]
    return [
        Question(
            key=key,
            words=words,
            hint=hint,
            answers=list(answers.items()),
            chosen=form[key].data or "",
            theirs=answers[theirs[key]] if key in theirs and theirs[key] != form[key].data else None,
        )
        for key, words, hint, answers in asked
    ]


def show_questions(
    client: ClientRow,
    form: ChecklistForm,
    kept: ChecklistRow | None,
    *,
    problem: str = "",
    theirs: dict[str, str] | None = None,
) -> str:
    """The page, with what was chosen, and beside it what somebody else answered meanwhile."""
    first_name = client.name.split()[0] if client.name.split() else client.name
    return render_template(
        "checklist.html",
        client=client,
        first_name=first_name,
        form=form,
        questions=list_questions(form, first_name, theirs or {}),
        answered_on=kept.answered_on if kept else None,
        problem=problem,
        meanwhile=bool(theirs),
        screen=f"/dash/clients/{client.id}",
    )
