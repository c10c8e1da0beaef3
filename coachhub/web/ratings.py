"""The four questions about a client: rating takes a minute, every answer is kept, only staff sees them."""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, StringField

from coachhub import access, clock
from coachhub.access.language import gettext as _
from coachhub.analysis.vocabulary import Cause
from coachhub.queries.clients import ClientRow, find_client
from coachhub.queries.focuses import FocusRow, find_focus
from coachhub.queries.ratings import list_ratings
from coachhub.services import identity, ratings
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.web.causes import name
from coachhub.web.forms import PageForm, go_back

pages = Blueprint("ratings", __name__)

NOT_SEEN = "not_seen"
SCALE = tuple(range(ratings.LOWEST, ratings.HIGHEST + 1))


class RatingForm(PageForm):
    """Four answers, and when they were asked for."""

    qualifications = StringField()
    application = StringField()
    interview = StringField()
    fit = StringField()
    focus = HiddenField()
    why = HiddenField()


@dataclass(frozen=True, slots=True)
class Question:
    """One of the four, with what a 1, a 3 and a 5 look like."""

    cause: Cause
    name: str
    words: str
    anchors: dict[int, str]


def list_questions(first_name: str) -> list[Question]:
    """The four questions in the order of the causes: about the search as it is, not about the person."""
    return [
        Question(
            Cause.QUALIFICATIONS,
            name(Cause.QUALIFICATIONS),
            _("Hold three of the advertisements beside what %(name)s brings.", name=first_name),
            {
                1: _("Most of them ask for something that is not there yet: a tool, a licence, some years."),
                3: _("Most points are covered; one or two that matter are still missing or cannot be shown."),
                5: _("Point by point it is there, and each point can be shown."),
            },
        ),
        Question(
            Cause.APPLICATION,
            name(Cause.APPLICATION),
            _("Look at the résumé, one letter and the profile as somebody with half a minute would."),
            {
                1: _("Duties without results; the same letter for everybody; the profile is empty."),
                3: _("Some results with numbers; letters changed in places; the profile says the same."),
                5: _("A result in every role, in the words of the advertisement; the letter answers it."),
            },
        ),
        Question(
            Cause.INTERVIEW,
            name(Cause.INTERVIEW),
            _("Think of an interview that you practised or heard about, question by question."),
            {
                1: _("Answers stay general; an example comes only when asked for twice."),
                3: _("Examples are there, but what came of them gets lost; a question or two for them."),
                5: _("Situation, action and result in two minutes; good questions; thanks within a day."),
            },
        ),
        Question(
            Cause.FIT,
            name(Cause.FIT),
            _("Look at where the last ten applications went."),
            {
                1: _("Whatever was open: pay, place or kind of work are often not what is wanted."),
                3: _("About half suit in pay, place and kind of work; little is known of the people there."),
                5: _("Chosen places that suit both sides, looked up before, often with somebody inside."),
            },
        ),
    ]


@pages.route("/clients/<uuid:client_id>/ratings", methods=["GET", "POST"])
def rate(client_id: UUID) -> ResponseReturnValue:
    """The four questions, and what was answered before."""
    scope, person = access.current_scope(), access.current_person()
    client = find_client(scope, client_id)
    if client is None or person is None:
        abort(404)
    form = RatingForm()
    if request.method != "POST":
        form.focus.data = request.args.get("focus", "")
        form.why.data = request.args.get("why", "")
    focus = find_reviewed(client, form.focus.data or "")
    if request.method != "POST":
        return show_questions(client, form, focus)
    answers, legal = read_answers(form)
    if not form.validate_on_submit() or not legal:
        return show_questions(client, form, focus, _("Choose one of the answers shown.")), 422
    occasion: ratings.Occasion = "review" if focus else "intake"
    if focus is None and (form.why.data == "ask" or list_ratings(scope, client_id)):
        occasion = "ask"
    try:
        # Sent twice, it is kept once, and the second answer is that of the first.
        with suppress(AlreadyDoneError):
            ratings.rate_client(
                scope,
                client_id,
                answers,
                occasion=occasion,
                today=clock.today(person.timezone),
                focus_id=focus.id if focus else None,
                once=form.once.data or None,
            )
    except ratings.NothingRatedError:
        problem = _("Nothing is seen yet, so there is nothing to keep. One of the four is enough.")
        return show_questions(client, form, focus, problem), 422
    flash(_("Kept. Your view of %(name)s counts from now on; only staff sees it.", name=client.name))
    return go_back(f"/focuses/{focus.id}/review" if focus else f"/dash/clients/{client_id}")


def find_reviewed(client: ClientRow, key: str) -> FocusRow | None:
    """The focus that is reviewed, None where none is named; another client's is not there."""
    if not key:
        return None
    try:
        focus = find_focus(access.current_scope(), UUID(key))
    except ValueError:
        focus = None
    if focus is None or focus.client_id != client.id:
        abort(404)
    return focus


def read_answers(form: RatingForm) -> tuple[dict[Cause, int | None], bool]:
    """The answers, None for what was not seen or not answered; and whether each of them is one of ours."""
    given = {cause: form[cause.word].data or NOT_SEEN for cause in Cause}
    scale = {str(number): number for number in SCALE}
    legal = all(value == NOT_SEEN or value in scale for value in given.values())
    return {cause: scale.get(value) for cause, value in given.items()}, legal


def show_questions(client: ClientRow, form: RatingForm, focus: FocusRow | None, problem: str = "") -> str:
    """The page, with what was chosen."""
    scope = access.current_scope()
    first_name = client.name.split()[0] if client.name.split() else client.name
    return render_template(
        "ratings/rate.html",
        client=client,
        first_name=first_name,
        form=form,
        questions=list_questions(first_name),
        scale=SCALE,
        not_seen=NOT_SEEN,
        chosen={cause: form[cause.word].data or "" for cause in Cause},
        problem=problem,
        given=list_ratings(scope, client.id),
        causes=[(cause, name(cause)) for cause in Cause],
        occasions={"intake": _("first look"), "ask": _("when asked"), "review": _("at a review")},
        staff=identity.name_staff(scope.practice_id),
        reviewed=focus is not None,
        action=url_for("ratings.rate", client_id=client.id),
        back=f"/focuses/{focus.id}/review" if focus else f"/dash/clients/{client.id}",
    )
