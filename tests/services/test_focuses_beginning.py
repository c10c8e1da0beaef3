"""A focus that begins later is measured from its first day, not from the day of the agreement."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from coachhub.queries.focuses import find_focus
from coachhub.scope import SystemScope
from coachhub.services.focuses import begin_focuses, end_focus
from tests.services.searches import bring, contents
from tests.services.test_focuses import TODAY, agree, jennifer_sheet
from tests.support.people import People, make_people
from tests.support.statements import count_statements

SWEEP = SystemScope("sweep")
FIRST = TODAY + timedelta(days=10)
MIDNIGHT = datetime(2026, 6, 11, 4, tzinfo=UTC)
"""When the eleventh of June begins in Toronto."""


@pytest.mark.parametrize("late_days", [0, 5])
def test_on_its_first_day_it_gets_the_baseline_of_that_day(each_app: Flask, late_days: int) -> None:
    with each_app.app_context(), time_machine.travel(MIDNIGHT - timedelta(seconds=1), tick=False) as now:
        people = make_people()
        bring(people.carol.scope, jennifer_sheet(), today=TODAY)
        key = agree(people, starts_on=FIRST)
        agreed = find_focus(people.bob.scope, key)
        assert agreed is not None
        assert begin_focuses(SWEEP) == 0
        now.move_to(MIDNIGHT + timedelta(days=late_days))
        assert begin_focuses(SWEEP) == 1
        kept = contents(each_app)
        assert begin_focuses(SWEEP) == 0
        assert contents(each_app) == kept
        begun = find_focus(people.bob.scope, key)
        assert begun is not None
        assert (agreed.baseline["as_of"], begun.baseline["as_of"]) == (str(TODAY), str(FIRST))
        # Ten more days of silence are worth something.
        assert begun.baseline["open_worth"][0] > agreed.baseline["open_worth"][0]
        assert begun.baseline["probabilities"] != agreed.baseline["probabilities"]
        assert begun.evidence == agreed.evidence


def test_one_that_is_over_or_began_at_once_is_left_alone(app: Flask, people: People) -> None:
    with app.app_context(), time_machine.travel(MIDNIGHT, tick=False):
        key = agree(people, starts_on=FIRST)
        end_focus(people.bob.scope, key, "set_aside", today=TODAY)
        agree(people)
        with count_statements() as asked:
            assert begin_focuses(SWEEP) == 0
        assert len(asked) == 1
