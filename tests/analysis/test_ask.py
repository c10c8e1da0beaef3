"""What to ask for next, about which application, until when, and what the answer is worth."""

from dataclasses import replace

import numpy as np
import pytest

from coachhub.analysis.ask import AskKind, choose_kinds
from coachhub.analysis.diagnosis import Diagnoses, diagnose
from coachhub.analysis.facts import NO_DAY, Facts
from coachhub.analysis.parameters import DEFAULTS
from coachhub.analysis.tag_value import value_rating, value_tag
from coachhub.analysis.trials import build_trials
from coachhub.analysis.vocabulary import Cause, Outcome, Source, Stage
from coachhub.analysis.waiting import count_needed
from tests.analysis.golden_histories import GOLDEN
from tests.analysis.history_rows import ApplicationRow, TagRow, end, gather_facts, move

A = Cause.APPLICATION
RATED = [[3.0, 3.0, 3.0, 3.0]]


def ask(facts: Facts, today: int) -> tuple[AskKind, int, int]:
    asks = diagnose(facts, today).asks
    return AskKind(asks.kind[0]), int(asks.application[0]), int(asks.until[0])


def reject(
    day: int, *stages: tuple[Stage, int], tags: tuple[Source, ...] = (), on: int = 30
) -> ApplicationRow:
    events = [move(stage, at) for stage, at in stages] + [end(Outcome.REJECTED, on)]
    return ApplicationRow(day, events, [TagRow(source, (A,), on) for source in tags])


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (0, AskKind.COACH_TAG),
        (2, AskKind.WAIT),
        (3, AskKind.WAIT),
        (6, AskKind.COACH_TAG),
        (9, AskKind.RATING),
    ],
    ids=["Jennifer", "three young", "twelve this week", "six self-tags", "withdrawn"],
)
def test_what_the_golden_cases_ask_for(number: int, kind: AskKind) -> None:
    assert ask(GOLDEN[number].facts, GOLDEN[number].now)[0] is kind


def test_the_coach_is_asked_about_the_latest_stage_then_the_latest_day() -> None:
    interview = (Stage.INTERVIEW, 10)
    rows = [
        reject(0, interview, on=20),
        reject(1, on=40),
        reject(2, interview, on=25),
        reject(3, interview, on=24),
    ]
    assert ask(gather_facts(rows), 50)[:2] == (AskKind.COACH_TAG, 2)
    rows[2] = reject(2, interview, on=25, tags=(Source.COACH,))
    assert ask(gather_facts(rows), 50)[:2] == (AskKind.COACH_TAG, 3)


def test_an_early_rejection_follows_when_the_late_ones_are_tagged() -> None:
    rows = [reject(0, (Stage.INTERVIEW, 10), tags=(Source.COACH,)), reject(1)]
    assert ask(gather_facts(rows), 50)[:2] == (AskKind.COACH_TAG, 1)


def test_when_the_coach_has_spoken_others_are_asked() -> None:
    coach, employer, client = Source.COACH, Source.EMPLOYER, Source.CLIENT
    talked = (Stage.INTERVIEW, 10)
    unrated = gather_facts([reject(0, talked, tags=(coach,))])
    assert ask(unrated, 50)[:2] == (AskKind.RATING, -1)
    rated = gather_facts([reject(0, talked, tags=(coach,))], ratings=RATED)
    assert ask(rated, 50)[:2] == (AskKind.EMPLOYER_FEEDBACK, 0)
    early = gather_facts([reject(0, tags=(coach,))], ratings=RATED)
    assert ask(early, 50)[:2] == (AskKind.CLIENT_TAG, 0)  # no employer explains a rejection without a talk
    answered = gather_facts([reject(0, talked, tags=(coach, employer))], ratings=RATED)
    assert ask(answered, 50)[:2] == (AskKind.CLIENT_TAG, 0)
    exhausted = gather_facts([reject(0, talked, tags=(coach, employer, client))], ratings=RATED)
    assert ask(exhausted, 50) == (AskKind.WAIT, -1, NO_DAY)


def test_offers_and_open_applications_are_not_asked_about() -> None:
    rows = [ApplicationRow(0, [move(Stage.OFFER, 10), end(Outcome.REJECTED, 20)]), ApplicationRow(0)]
    assert ask(gather_facts(rows), 50)[:2] == (AskKind.RATING, -1)


@pytest.mark.parametrize(("age", "kind"), [(11, AskKind.WAIT), (12, AskKind.RATING)])
def test_waiting_while_more_than_half_of_the_silence_is_missing(age: int, kind: AskKind) -> None:
    # e(11) = .481 and e(12) = .521 at the first step.
    assert ask(gather_facts([ApplicationRow(0)] * 10), age)[0] is kind


def measure_first_step(facts: Facts, today: int) -> float:
    return float(diagnose(facts, today).exposure[0, 0])


@pytest.mark.parametrize("sent", [9, 12, 14])
def test_waiting_ends_on_the_first_day_with_enough_evidence(sent: int) -> None:
    facts = gather_facts([ApplicationRow(day % 4) for day in range(sent)])
    until = ask(facts, 5)[2]
    if until == NO_DAY:
        assert max(measure_first_step(facts, day) for day in range(6, 96)) < 8
    else:
        assert measure_first_step(facts, until) >= 8 > measure_first_step(facts, until - 1)
    assert (until == NO_DAY) == (sent == 9)  # nine fade faster than they ripen


def test_waiting_on_a_rich_record_ends_when_half_of_the_silence_is_heard() -> None:
    old = [reject(0, on=10, tags=(Source.COACH,))] * 12
    facts = gather_facts([*old, *[ApplicationRow(58)] * 6])
    kind, _, until = ask(facts, 60)
    assert (kind, until) == (AskKind.WAIT, 58 + 12)


def test_too_few_applications_have_no_day_to_wait_for() -> None:
    assert ask(gather_facts([ApplicationRow(0)] * 7), 3) == (AskKind.WAIT, -1, NO_DAY)


def brute_value(found: Diagnoses, source: Source, group: int, counts: np.ndarray) -> float:
    """EVSI of one tag, cause by cause, written out."""
    rel = {0: (0, 1, 1, 0.2, 0.4), 1: (0, 1, 0.2, 0.4, 0.3), 2: (0, 0.5, 0.1, 1, 1)}[group]
    lam, tau = DEFAULTS.reliability[source], DEFAULTS.concentration[source]
    base = DEFAULTS.base_rates[source][group]
    gains = GAINS_IF
    prior = found.probabilities[0]
    total = 0.0
    for label in range(4):
        chance = []
        for h in range(5):
            hit = 1.0 if h == label + 1 else 0.0
            t = lam * rel[h] * hit + (1 - lam * rel[h]) * base[label]
            chance.append(prior[h] * (tau * t + counts[label]) / (tau + counts.sum()))
        total += max(sum(float(chance[h]) * gains[h, c] for h in range(5)) for c in range(4))
    return float(total - max(sum(prior[h] * gains[h, c] for h in range(5)) for c in range(4)))


GAINS_IF = np.abs(np.random.default_rng(5).normal(size=(5, 4))) / 50


@pytest.mark.parametrize("source", list(Source))
@pytest.mark.parametrize("group", [0, 1, 2])
def test_the_value_of_a_tag_is_its_expected_value_of_information(source: Source, group: int) -> None:
    found = diagnose(GOLDEN[0].facts, GOLDEN[0].now)
    counts = np.zeros((1, 3, 3, 4))
    counts[0, source, group] = [0.0, 1.5, 0.5, 2.0]
    value = value_tag(source, np.array([group]), counts, found.probabilities, GAINS_IF[None])[0]
    assert value == pytest.approx(brute_value(found, source, group, counts[0, source, group]), abs=1e-12)
    assert value >= -1e-12


def test_a_sharper_coach_is_worth_more() -> None:
    found = diagnose(GOLDEN[0].facts, GOLDEN[0].now)
    counts = np.zeros((1, 3, 3, 4))

    def value(reliability: float) -> float:
        sharper = replace(DEFAULTS, reliability=(0.2, 0.3, reliability))
        group = np.array([0])
        return float(value_tag(Source.COACH, group, counts, found.probabilities, GAINS_IF[None], sharper)[0])

    assert value(0.0) == pytest.approx(0.0, abs=1e-12)
    assert value(0.45) < value(0.9)


def test_ratings_are_worth_something_unless_the_answer_is_certain() -> None:
    unsure = np.array([[0.12, 0.22, 0.30, 0.24, 0.12]])
    certain = np.array([[0.0, 0.0, 1.0, 0.0, 0.0]])
    own = np.vstack([np.zeros(4), np.eye(4)])[None]
    assert value_rating(unsure, own)[0] > 0.02
    assert value_rating(certain, own)[0] == pytest.approx(0.0, abs=1e-12)


def test_the_employer_answers_less_often_than_the_coach() -> None:
    row = reject(0, (Stage.INTERVIEW, 10), tags=(Source.COACH,))
    facts = gather_facts([row, reject(1, tags=(Source.COACH,))], ratings=RATED)
    sure = replace(DEFAULTS, employer_answers=(1.0,) * 5)
    asked, certain = diagnose(facts, 50), diagnose(facts, 50, parameters=sure)
    assert AskKind(asked.asks.kind[0]) is AskKind.EMPLOYER_FEEDBACK
    assert asked.asks.value[0] == pytest.approx(0.30 * certain.asks.value[0])


def test_a_coach_who_rated_what_she_had_seen_is_not_asked_again() -> None:
    rows = [reject(0, (Stage.INTERVIEW, 10), tags=(Source.COACH,))]
    nan = float("nan")
    assert ask(gather_facts(rows, ratings=[[nan] * 4]), 50)[0] is AskKind.RATING
    assert ask(gather_facts(rows, ratings=[[nan, nan, nan, 2.0]]), 50)[0] is AskKind.EMPLOYER_FEEDBACK


def test_who_will_not_speak_is_not_asked_and_the_next_question_comes_up() -> None:
    rows = [reject(0, (Stage.INTERVIEW, 10), on=30), reject(1, on=20)]
    facts, nobody = gather_facts(rows, ratings=RATED), np.zeros(1, dtype=np.bool_)
    trials = build_trials(facts, 50)
    spoken = np.zeros((2, 3), dtype=np.bool_)
    asked = []
    for source, about in ((Source.COACH, 0), (Source.COACH, 1), (Source.EMPLOYER, 0), (Source.CLIENT, 0)):
        kind, application = choose_kinds(facts, trials, spoken, nobody)
        asked.append((AskKind(kind[0]), int(application[0])))
        spoken[about, source] = True
    assert asked == [
        (AskKind.COACH_TAG, 0),
        (AskKind.COACH_TAG, 1),
        (AskKind.EMPLOYER_FEEDBACK, 0),
        (AskKind.CLIENT_TAG, 0),
    ]


@pytest.mark.parametrize("sent", [0, 3, 7, 9, 12])
def test_so_many_more_applications_bring_a_day_and_one_fewer_does_not(sent: int) -> None:
    rows = [ApplicationRow(day % 3) for day in range(sent)]
    facts = gather_facts(rows)
    needed = count_needed(facts, build_trials(facts, 5), 0)
    for more, enough in ((needed, True), (needed - 1, False)):
        if more < 0:
            continue
        later = gather_facts([*rows, *[ApplicationRow(5)] * more])
        assert (max(measure_first_step(later, day) for day in range(6, 96)) >= 8) is enough
    assert (needed == 0) == (sent == 12)


def test_who_has_enough_needs_no_more() -> None:
    facts = gather_facts([reject(0, on=10)] * 9)
    assert count_needed(facts, build_trials(facts, 12), 0) == 0
