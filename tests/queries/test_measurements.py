"""How focuses stand today: from what is in memory, the same for everybody who may see them."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from flask import Flask

from coachhub.analysis.hysteresis import Due
from coachhub.queries import measurements
from coachhub.queries.diagnoses import diagnose_clients
from coachhub.queries.focuses import list_focuses
from coachhub.queries.measurements import Progress, measure_focuses
from coachhub.services.focuses import end_focus, go_on
from tests.queries.histories import client_of
from tests.services.searches import bring
from tests.services.test_focuses import MOCK, TODAY, agree, jennifer_sheet
from tests.support.people import People, TestPerson, make_people
from tests.support.statements import count_statements


def stand(person: TestPerson, people: People, age: int) -> list[Progress | None]:
    """How Carol's focuses stand on a day of the first one, the latest first."""
    focuses = list_focuses(person.scope, client_of(people.carol))
    found = measure_focuses(
        person.scope, focuses, diagnose_clients(person.scope, TODAY + timedelta(days=age))
    )
    return [found.get(one.id) for one in focuses]


def test_the_owner_and_the_coach_read_the_same_and_nothing_is_asked(each_app: Flask) -> None:
    with each_app.app_context(), each_app.test_request_context("/"):
        people = make_people()
        bring(people.carol.scope, jennifer_sheet(), today=TODAY)
        agree(people)
        [hers], [his] = stand(people.alice, people, 30), stand(people.bob, people, 30)
        assert hers is not None
        assert hers == his
        assert hers.measurement is not None
        assert hers.measurement.as_of == TODAY + timedelta(days=30)
        focuses = list_focuses(people.bob.scope, client_of(people.carol))
        diagnosed = diagnose_clients(people.bob.scope, TODAY + timedelta(days=30))
        with count_statements() as asked:
            measure_focuses(people.bob.scope, focuses, diagnosed)
        assert asked == []


def test_what_has_not_begun_or_never_did_and_what_others_have_is_left_out(app: Flask, people: People) -> None:
    with app.app_context():
        taken_back = agree(people, starts_on=TODAY + timedelta(days=5))
        end_focus(people.bob.scope, taken_back, "offer", today=TODAY + timedelta(days=1))
        agree(people, MOCK, starts_on=TODAY + timedelta(days=3))
        assert stand(people.bob, people, 2) == [None, None]
        later = stand(people.bob, people, 6)
        assert [one is None for one in later] == [True, False]
        focuses = list_focuses(people.bob.scope, client_of(people.carol))
        strange = diagnose_clients(people.mallory.scope, TODAY + timedelta(days=6))
        assert measure_focuses(people.mallory.scope, focuses, strange) == {}


@pytest.mark.parametrize(
    ("until", "ages"),
    [
        (42, {30: Due.NOTHING, 41: Due.NOTHING, 42: Due.CANNOT_TELL}),
        (35, {34: Due.NOTHING, 35: Due.EXTEND, 41: Due.EXTEND, 42: Due.CANNOT_TELL}),
        (50, {42: Due.NOTHING, 49: Due.NOTHING, 50: Due.CANNOT_TELL, 70: Due.CANNOT_TELL}),
    ],
)
def test_the_day_that_people_chose_is_the_day_of_the_review(
    app: Flask, people: People, until: int, ages: dict[int, Due]
) -> None:
    with app.app_context():
        key = agree(people)
        go_on(people.bob.scope, key, TODAY + timedelta(days=until), today=TODAY + timedelta(days=29))
        for age, due in ages.items():
            [progress] = stand(people.bob, people, age)
            assert progress is not None
            assert progress.due is due, age
        end_focus(people.bob.scope, key, "offer", today=TODAY + timedelta(days=71))
        [progress] = stand(people.bob, people, 90)
        assert progress is not None
        assert progress.due is Due.NOTHING


def test_the_market_and_what_the_practice_has_seen_are_allowed_for(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        bring(people.carol.scope, jennifer_sheet(), today=TODAY)
        agree(people)
        [plain] = stand(people.bob, people, 30)
        real = measurements.measure_drift  # type: ignore[attr-defined]

        def good_spring(*given: Any) -> Any:
            return real(*given) + np.array([0.5, 0.0, 0.0, 0.0, 0.0])

        monkeypatch.setattr(measurements, "measure_drift", good_spring)
        app.extensions.pop("facts_cache")
        [moved] = stand(people.bob, people, 30)
        assert plain is not None
        assert moved is not None
        assert plain.measurement is not None
        assert moved.measurement is not None
        assert plain.measurement.drift == (0.0,) * 5
        assert moved.measurement.drift == (0.5, 0.0, 0.0, 0.0, 0.0)
        # The same answers in a better market say less for the work.
        assert moved.measurement.mean <= plain.measurement.mean
