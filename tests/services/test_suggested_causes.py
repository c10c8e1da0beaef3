"""Words of a tracker that name a cause: offered once, never a statement before a person makes one of it."""

from uuid import UUID, uuid4

import pytest
from flask import Flask

from coachhub.analysis.vocabulary import Cause, Outcome, Source
from coachhub.intake.tracker import CauseHint
from coachhub.queries.applications import list_applications
from coachhub.queries.attributions import list_statements
from coachhub.queries.suggested_causes import SuggestionRow, count_suggestions, list_suggestions
from coachhub.scope import Scope
from coachhub.services.attributions import attribute
from coachhub.services.import_undo import undo_import
from coachhub.services.moves import record_move
from coachhub.services.rejections import NotRejectedError
from coachhub.services.suggested_causes import (
    SuggestionNotFoundError,
    confirm_suggestion,
    dismiss_suggestion,
    reopen_suggestion,
)
from tests.services.import_rows import TODAY, bring_rows, days_later, make_row
from tests.support.people import People, make_people

SKILLS = CauseHint(Cause.QUALIFICATIONS, Source.EMPLOYER, "They wanted five years of Rust.")
NERVES = CauseHint(Cause.INTERVIEW, Source.CLIENT, "I was too nervous.")
NO = make_row(outcome=Outcome.REJECTED, closed_on=days_later(20), causes=(SKILLS, NERVES))


def offered(scope: Scope) -> list[SuggestionRow]:
    bring_rows(scope, [NO])
    return list_suggestions(scope, scope.client_id)


def said(scope: Scope) -> set[tuple[Source, Cause, str | None]]:
    assert scope.client_id
    return {(one.source, one.cause, one.verbatim) for one in list_statements(scope, scope.client_id)}


def test_words_are_offered_once_and_say_nothing_by_themselves(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol = people.carol.scope
        first, second = offered(carol)
        assert {(one.cause, one.source, one.words) for one in (first, second)} == {SKILLS, NERVES}
        assert said(carol) == set()
        assert offered(carol) == [first, second]
        assert count_suggestions(people.bob.scope) == {carol.client_id: 2}
        for stranger in (people.cleo, people.mallory, people.dan):
            assert list_suggestions(stranger.scope) == []
            with pytest.raises(SuggestionNotFoundError):
                confirm_suggestion(stranger.scope, first.id, made_on=TODAY)


@pytest.mark.parametrize("who", ["carol", "bob"])
def test_a_confirmed_one_is_whose_words_they_are(each_app: Flask, who: str) -> None:
    with each_app.app_context():
        people = make_people()
        scope = getattr(people, who).scope
        for one in offered(people.carol.scope):
            confirm_suggestion(scope, one.id, made_on=TODAY)
        mine = Source.CLIENT if who == "carol" else Source.COACH
        assert said(people.carol.scope) == {
            (Source.EMPLOYER, Cause.QUALIFICATIONS, SKILLS.words),
            (mine, Cause.INTERVIEW, NERVES.words),
        }
        assert list_suggestions(people.carol.scope) == []
        answered = list_suggestions(people.carol.scope, answered=True)
        assert {one.answer for one in answered} == {"confirmed"}
        for one in answered:
            with pytest.raises(SuggestionNotFoundError):
                dismiss_suggestion(scope, one.id)
            reopen_suggestion(people.bob.scope, one.id, made_on=TODAY)
        assert said(people.carol.scope) == set()
        assert len(list_suggestions(people.carol.scope)) == 2


def test_two_of_one_voice_stand_beside_each_other(app: Flask, people: People) -> None:
    with app.app_context():
        carol = people.carol.scope
        more = CauseHint(Cause.FIT, Source.EMPLOYER, "They took an internal candidate.")
        bring_rows(carol, [NO._replace(causes=(SKILLS, more))])
        first, second = list_suggestions(carol)
        for one in (first, second):
            confirm_suggestion(carol, one.id, made_on=TODAY)
        both = f"{first.words}\n{second.words}"
        assert said(carol) == {(Source.EMPLOYER, one.cause, both) for one in (first, second)}
        reopen_suggestion(carol, first.id, made_on=TODAY)
        assert said(carol) == {(Source.EMPLOYER, second.cause, second.words)}


def test_what_is_dismissed_is_not_offered_again(app: Flask, people: People) -> None:
    with app.app_context():
        carol = people.carol.scope
        for one in offered(carol):
            dismiss_suggestion(carol, one.id)
        assert offered(carol) == []
        [one, _] = list_suggestions(carol, answered=True)
        reopen_suggestion(carol, one.id, made_on=TODAY)
        assert [found.id for found in list_suggestions(carol)] == [one.id]
        with pytest.raises(SuggestionNotFoundError):
            dismiss_suggestion(carol, uuid4())


def test_nothing_is_offered_where_somebody_said_why_or_nobody_said_no(app: Flask, people: People) -> None:
    with app.app_context():
        carol = people.carol.scope
        bring_rows(carol, [make_row(outcome=Outcome.REJECTED, closed_on=days_later(20))])
        attribute(carol, only(carol), [Cause.FIT], Source.CLIENT, made_on=TODAY)
        assert offered(carol) == []
        dan = people.dan.scope
        bring_rows(dan, [make_row(causes=(SKILLS,))])
        assert list_suggestions(dan) == []


def test_a_no_that_was_none_asks_nothing(app: Flask, people: People) -> None:
    with app.app_context():
        carol = people.carol.scope
        first, _ = offered(carol)
        record_move(
            carol, first.application_id, outcome=Outcome.OPEN, occurred_on=days_later(30), today=TODAY
        )
        assert list_suggestions(carol) == []
        with pytest.raises(NotRejectedError):
            confirm_suggestion(carol, first.id, made_on=TODAY)


def test_with_the_import_go_the_suggestions_that_nobody_answered(app: Flask, people: People) -> None:
    with app.app_context():
        carol = people.carol.scope
        bring_rows(carol, [make_row(outcome=Outcome.REJECTED, closed_on=days_later(20))])
        batch = bring_rows(carol, [NO]).batch_id
        assert len(list_suggestions(carol)) == 2
        undo_import(carol, batch)
        assert list_suggestions(carol) == []


def only(scope: Scope) -> UUID:
    [one] = list_applications(scope)
    return one.id
