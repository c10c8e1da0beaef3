"""The one thing to ask for, with what only a screen knows: what its reader put aside, and what time it is.

Source: docs/method.md section 11.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import numpy as np

from coachhub.analysis.ask import AskKind, choose_kinds
from coachhub.analysis.facts import NO_DAY
from coachhub.analysis.tags import find_tagged
from coachhub.analysis.vocabulary import Outcome, Source
from coachhub.analysis.waiting import count_needed, find_waits
from coachhub.queries.applications import ApplicationRow
from coachhub.queries.client_files import SpokenRow
from dashboards.client.story import Story

STILL_FINE: Final = timedelta(days=3)
"""After the first day asking an employer is still fine; after three more nobody is reminded."""


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to ask for."""

    kind: AskKind
    about: ApplicationRow | None = None
    until: int = NO_DAY  # for WAIT the day to look again, NO_DAY where none is in sight


def find_request(story: Story) -> Request:
    """What is asked for; what the reader cannot answer, and what nobody will answer, is passed over."""
    diagnosed, row = story.diagnosed, story.row
    asks, trials = diagnosed.diagnoses.asks, diagnosed.diagnoses.trials
    kind, position = AskKind(int(asks.kind[row])), int(asks.application[row])
    first = Request(kind, find_application(story, position), int(asks.until[row]))
    silent = list_silent(story)
    if first.about is None or first.about.id not in silent.get(kind, ()):
        return first
    spoken = find_tagged(diagnosed.facts, trials.today)
    start = int(np.searchsorted(diagnosed.facts.client, row))
    for place, application in enumerate(story.placed.of_client(row)):
        for passed_over, source in (
            (AskKind.COACH_TAG, Source.COACH),
            (AskKind.EMPLOYER_FEEDBACK, Source.EMPLOYER),
            (AskKind.CLIENT_TAG, Source.CLIENT),
        ):
            if application.id in silent[passed_over]:
                spoken[start + place, source] = True
    kinds, applications = choose_kinds(diagnosed.facts, trials, spoken, asks.kind == AskKind.STAGES)
    waits = np.arange(kinds.size) == row
    until = find_waits(diagnosed.facts, trials, waits & (kinds == AskKind.WAIT))
    return Request(AskKind(int(kinds[row])), find_application(story, int(applications[row])), int(until[row]))


def find_application(story: Story, position: int) -> ApplicationRow | None:
    """The rejection at a position of the facts; None for no position, and where it is none any more."""
    row = story.placed.find(position) if position >= 0 else None
    return row if row is not None and row.outcome is Outcome.REJECTED else None


def list_silent(story: Story) -> dict[AskKind, set[UUID]]:
    """The applications about which a voice is not asked: put aside, over, or answered without a cause."""
    spoken = {one.application_id: one for one in story.file.spoken}
    everything = {row.id for row in story.applications}
    return {
        AskKind.COACH_TAG: {
            one.application_id for one in story.file.aside if one.until is None or one.until > story.today
        },
        AskKind.EMPLOYER_FEEDBACK: everything
        - {key for key, around in spoken.items() if may_ask_employer(around, story.now)},
        AskKind.CLIENT_TAG: {key for key, around in spoken.items() if around.reflected},
    }


def may_ask_employer(around: SpokenRow, now: datetime) -> bool:
    """Whether asking the employer still makes sense: nobody did, and the answer is a few days old at most."""
    if around.feedback != "due" or around.feedback_due_at is None:
        return False
    return now < around.feedback_due_at + STILL_FINE


def list_unseen(story: Story) -> list[ApplicationRow]:
    """The rejections that wait for the coach's view, without those that this reader put aside."""
    said = {one.application_id for one in story.statements if one.source is Source.COACH}
    aside = list_silent(story)[AskKind.COACH_TAG]
    return [
        row
        for row in story.applications
        if row.outcome is Outcome.REJECTED and row.id not in said and row.id not in aside
    ]


def list_lost(story: Story) -> list[ApplicationRow]:
    """The dated rejections of which nobody noted how far they came, the latest sent first."""
    return [
        row
        for row in story.applications
        if row.outcome is Outcome.REJECTED and not row.stage_known and row.applied_on is not None
    ]


def count_more(story: Story) -> int:
    """How many more applications, sent now, would bring enough answers to read."""
    return count_needed(story.facts, story.diagnosed.diagnoses.trials, story.row)


def find_spoken(story: Story, key: UUID) -> SpokenRow | None:
    """What was said around a rejection."""
    return next((one for one in story.file.spoken if one.application_id == key), None)
