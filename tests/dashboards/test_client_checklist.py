"""The checklist is offered in one quiet line, where an answer could change what is proposed."""

from dataclasses import replace

import numpy as np
import pytest
from flask import Flask

from coachhub.analysis.vocabulary import Cause, State
from dashboards.client.checklist import draw_checklist_offer
from dashboards.client.story import Story
from tests.dashboards.page_reader import read_text
from tests.dashboards.stories import jennifer, make_story


def with_reading(story: Story, state: State, cause: Cause) -> Story:
    """The same story with another reading."""
    found = story.diagnosed.diagnoses
    other = replace(found, state=np.array([state], dtype=np.int8), cause=np.array([cause], dtype=np.int8))
    return replace(story, diagnosed=replace(story.diagnosed, diagnoses=other))


@pytest.fixture
def story(app: Flask) -> Story:
    with app.test_request_context():
        return make_story(jennifer())


@pytest.mark.parametrize(
    ("state", "cause", "offered"),
    [
        (State.LEANING, Cause.APPLICATION, True),
        (State.FOCUS, Cause.APPLICATION, True),
        (State.FOCUS, Cause.QUALIFICATIONS, True),
        (State.FOCUS, Cause.FIT, True),
        # No answer rules out anything that helps with interviews.
        (State.FOCUS, Cause.INTERVIEW, False),
        (State.ABSTAIN, Cause.APPLICATION, False),
        (State.NOTHING_STANDS_OUT, Cause.APPLICATION, False),
        (State.PAUSED, Cause.APPLICATION, False),
    ],
)
def test_it_is_offered_where_an_answer_could_change_the_proposal(
    app: Flask, story: Story, state: State, cause: Cause, offered: bool
) -> None:
    with app.test_request_context():
        line = draw_checklist_offer(with_reading(story, state, cause))
        assert (line is not None) is offered
        if line is not None:
            assert read_text(line) == "Is some of this in place already? Four questions, about a minute"
            assert f"/clients/{story.client.id}/checklist" in str(line)


def test_once_it_was_answered_it_is_not_offered_any_more(app: Flask, story: Story) -> None:
    answered = replace(story.diagnosed, answered=frozenset({str(story.client.id)}))
    with app.test_request_context():
        assert draw_checklist_offer(story) is not None
        assert draw_checklist_offer(replace(story, diagnosed=answered)) is None
