"""A rejection, gently: how are you, how far did it get, a few plain questions. One can stop at every step."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue

from coachhub.access.language import gettext as _
from coachhub.analysis.vocabulary import Cause, Outcome, Stage
from coachhub.queries.applications import ApplicationDetail
from coachhub.queries.milestones import list_milestones
from coachhub.queries.rejections import RejectionRow, find_rejection
from coachhub.services.applications import ImpossibleDateError
from coachhub.services.checkins import check_in
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.services.rejections import (
    Answer,
    NotRejectedError,
    answer_questions,
    postpone_reflection,
    record_rejection,
)
from coachhub.web.search.application import show_story
from coachhub.web.search.days import UnreadableDayError, explain_day, name_day, read_day
from coachhub.web.search.forms import FeelingsForm, MoveForm, QuestionsForm, StageForm
from coachhub.web.search.good import FINALS
from coachhub.web.search.whose import Whose, address_of, draw, find_own, find_whose, name_coach
from coachhub.web.search.words import name_moods, name_questions, name_stages

ANSWERS: Final[dict[str, Answer]] = {"yes": "yes", "unsure": "unsure", "no": "no"}
STEPS: Final = ("ask_feelings", "ask_stage", "ask_questions", "ask_feedback")


def register(pages: Blueprint) -> None:
    """Add the routes to the client's pages or to the coach's."""
    at = "/applications/<uuid:application_id>/rejection"
    both = ["GET", "POST"]
    pages.add_url_rule(f"{at}/feelings", view_func=ask_feelings, methods=both)
    pages.add_url_rule(f"{at}/stage", view_func=ask_stage, methods=both)
    pages.add_url_rule(f"{at}/questions", view_func=ask_questions, methods=both)


def find_rejected(application_id: UUID) -> tuple[Whose, ApplicationDetail, RejectionRow | None]:
    """The rejected application and what is kept about it so far."""
    whose = find_whose()
    row = find_own(whose, application_id)
    return whose, row, find_rejection(whose.scope, row.id)


def leave(whose: Whose, row: ApplicationDetail) -> ResponseReturnValue:
    """What one is shown who asks about a rejection that is none, or none any more."""
    if request.method != "POST":
        return show_story(whose, row, MoveForm(formdata=None))
    return redirect(address_of("show_application", application_id=row.id), 303)


def draw_step(name: str, whose: Whose, row: ApplicationDetail, **values: Any) -> str:
    """One step of the path; what the client is good at stands beside each."""
    shown = STEPS[1:] if whose.by_staff else STEPS
    strengths = list_milestones(whose.scope, whose.client.id)[:3]
    here = shown.index(name) if name in shown else 0
    return draw(
        f"rejection/{name.removeprefix('ask_')}.html",
        whose,
        row=row,
        number=here + 1,
        steps=len(shown),
        back=shown[here - 1] if here else None,
        strengths=strengths,
        **values,
    )


def stop_here(whose: Whose, row: ApplicationDetail) -> ResponseReturnValue:
    """That is all for today: the questions wait a day, or two after an interview, and that is fine."""
    until = whose.today + timedelta(days=2 if row.stage >= Stage.INTERVIEW else 1)
    with suppress(NotRejectedError):
        postpone_reflection(whose.scope, row.id, until)
    flash(
        _(
            "That is fine. Nobody asks you about %(company)s before %(day)s.",
            company=row.company,
            day=name_day(until, whose.today),
        )
        if not whose.by_staff
        else _(
            "Kept. %(name)s is asked about %(company)s from %(day)s on.",
            name=whose.first_name,
            company=row.company,
            day=name_day(until, whose.today),
        )
    )
    return redirect(address_of("show_search"), 303)


def goes_on() -> bool:
    """Whether the form was sent by "Go on", and not by "That is all for today"."""
    return request.form.get("then") != "later"


def ask_feelings(application_id: UUID) -> ResponseReturnValue:
    """How are you? Nothing has to be said, and only he sees it unless he shares it."""
    whose, row, _kept = find_rejected(application_id)
    if row.outcome is not Outcome.REJECTED:
        return leave(whose, row)
    form = FeelingsForm()
    form.mood.choices = name_moods()
    mood = form.mood.data if form.mood.data in ("1", "2", "3", "4", "5") else ""
    if request.method == "POST" and form.validate() and keeps_words(form, mood):
        if not whose.by_staff and mood:
            with suppress(AlreadyDoneError):
                check_in(
                    whose.scope,
                    whose.client.id,
                    int(mood),
                    words=form.words.data,
                    shared=bool(form.shared.data),
                    today=whose.today,
                    once=form.once.data,
                )
        if not goes_on():
            return stop_here(whose, row)
        return redirect(address_of("ask_stage", application_id=row.id), 303)
    page = draw_step(
        "ask_feelings", whose, row, form=form, comfort=comfort(row.stage), coach=name_coach(whose)
    )
    return page, 422 if request.method == "POST" else 200


def keeps_words(form: FeelingsForm, mood: str) -> bool:
    """Words are kept beside an answer; without one they go back to be kept or cleared, never lost."""
    if mood or not (form.words.data or "").strip():
        return True
    form.words.errors = [
        _("Your words are still here. Choose one of the five above and they are kept, or clear them.")
    ]
    return False


def comfort(stage: Stage) -> str:
    """A sentence that fits how far it had got."""
    if stage >= Stage.FINAL:
        return _("A no after a final interview stings. You can stop here today.")
    if stage >= Stage.INTERVIEW:
        return _("A no after an interview stings. You can stop here today.")
    return _("A no stings, also an early one. You can stop here today.")


def ask_stage(application_id: UUID) -> ResponseReturnValue:
    """How far did it get? What was logged is chosen already."""
    whose, row, kept = find_rejected(application_id)
    if row.outcome is not Outcome.REJECTED:
        return leave(whose, row)
    form = StageForm()
    words = name_stages()
    offered = [one for one in Stage if one > Stage.SAVED and (one < Stage.OFFER or one is row.stage)]
    form.stage.choices = [(one.word, words[one]) for one in offered]
    if request.method != "POST":
        form.stage.data = row.stage.word
        form.on.data = row.closed_on.isoformat() if row.closed_on else ""
    elif form.validate():
        stage = next((one for one in offered if one.word == form.stage.data), row.stage)
        if keep_stage(whose, row, kept, form, stage):
            if not goes_on():
                return stop_here(whose, row)
            return redirect(address_of("ask_questions", application_id=row.id), 303)
    proud = "" if whose.by_staff else praise(row.stage)
    page = draw_step("ask_stage", whose, row, form=form, proud=proud)
    return page, 422 if request.method == "POST" else 200


def praise(stage: Stage) -> str:
    """What stays his, whatever the answer was."""
    if stage >= Stage.FINAL:
        return _(
            "A final is something to be proud of. Of 100 people who are first interviewed, about %(num)d "
            "get there.",
            num=FINALS,
        )
    if stage >= Stage.INTERVIEW:
        return _("You were invited. That was earned, and it stays yours.")
    return ""


def keep_stage(
    whose: Whose, row: ApplicationDetail, kept: RejectionRow | None, form: StageForm, stage: Stage
) -> bool:
    """Record how far it got and when the answer came; False after saying what to correct."""
    try:
        day: date = read_day(form.on.data) or row.closed_on or whose.today
        if kept is None or (stage, day) != (row.stage, row.closed_on) or kept.stage is not stage:
            record_rejection(whose.scope, row.id, stage=stage, occurred_on=day, today=whose.today)
    except (ImpossibleDateError, UnreadableDayError) as error:
        form.on.errors = [explain_day(error, whose.today)]
        return False
    return True


def ask_questions(application_id: UUID) -> ResponseReturnValue:
    """The plain questions; a first thought is enough, and no idea is an answer."""
    whose, row, kept = find_rejected(application_id)
    if row.outcome is not Outcome.REJECTED:
        return leave(whose, row)
    form = QuestionsForm()
    stage = kept.stage if kept else row.stage
    questions = name_questions(whose, stage)
    if request.method != "POST":
        for cause, answer in (kept.answers if kept else {}).items():
            form[cause.word].data = answer
        form.words.data = (kept.reflection if kept else None) or ""
    elif form.validate():
        answers = {
            cause: ANSWERS[form[cause.word].data] for cause in questions if form[cause.word].data in ANSWERS
        }
        if answers or (form.words.data or "").strip() or goes_on():
            keep_answers(whose, row, answers, form.words.data)
        if not goes_on():
            if not answers:
                return stop_here(whose, row)
            flash(_("Kept. That is enough for today."))
            return redirect(address_of("show_search"), 303)
        return redirect(address_of("ask_feedback", application_id=row.id), 303)
    choices = [("yes", _("Yes")), ("unsure", _("Not sure")), ("no", _("No"))]
    page = draw_step("ask_questions", whose, row, form=form, questions=questions, choices=choices)
    return page, 422 if request.method == "POST" else 200


def keep_answers(
    whose: Whose, row: ApplicationDetail, answers: dict[Cause, Answer], words: str | None
) -> None:
    """Keep what was answered; a no that was taken back in another window asks nothing."""
    try:
        answer_questions(whose.scope, row.id, answers, words=words, today=whose.today)
    except NotRejectedError:
        flash(_("This answer was taken back meanwhile."))
