"""How often others say what the coach says: Cohen's kappa of one cause each, and nothing from few."""

from collections.abc import Sequence

import numpy as np
import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from coachhub.analysis.facts import Facts
from coachhub.analysis.reliability import learn_reliability, measure_agreement
from coachhub.analysis.vocabulary import Cause, Outcome, Source
from tests.analysis.history_rows import ApplicationRow, TagRow, end, gather_facts

A, Q, I, F = Cause.APPLICATION, Cause.QUALIFICATIONS, Cause.INTERVIEW, Cause.FIT  # noqa: E741
Said = tuple[Cause, ...]


def name(*sets: Said) -> "np.ndarray[tuple[int], np.dtype[np.uint8]]":
    return np.array([sum(1 << cause for cause in one) for one in sets], dtype=np.uint8)


def tell(pairs: Sequence[tuple[Said, Said]], source: Source = Source.CLIENT, made_on: int = 40) -> Facts:
    """Applications about which a source and the coach have spoken."""
    return gather_facts(
        [
            ApplicationRow(
                5,
                [end(Outcome.REJECTED, 20)],
                [TagRow(source, one, made_on), TagRow(Source.COACH, other, 30)],
            )
            for one, other in pairs
        ]
    )


@pytest.mark.parametrize("seed", range(6))
def test_with_one_cause_each_it_is_cohens_kappa(seed: int) -> None:
    draw = np.random.default_rng(seed)
    one = draw.choice(4, size=150, p=[0.4, 0.3, 0.2, 0.1])
    other = np.where(draw.random(150) < 0.1 * seed, one, draw.choice(4, size=150))
    table = np.zeros((4, 4))
    np.add.at(table, (one, other), 1)
    mine = measure_agreement((1 << one).astype(np.uint8), (1 << other).astype(np.uint8))
    assert mine == pytest.approx(cohens_kappa(table).kappa)


def test_sets_agree_by_their_overlap() -> None:
    mixed = name((A, Q), (I,), (F,), (A, Q))
    assert measure_agreement(mixed, mixed) == pytest.approx(1.0)
    # Half of what each says is the same, and chance agrees in a quarter: (1/2 - 1/4) / (1 - 1/4).
    one, other = name((A, Q), (I, F)), name((A, I), (Q, F))
    chance = (0.5 + 0.5 + 0.5 + 0.5) / 4
    assert measure_agreement(one, other) == pytest.approx((0.5 - chance) / (1 - chance))
    assert measure_agreement(name((A,), (I,)), name((A, Q), (I,))) > measure_agreement(
        name((A,), (I,)), name((Q,), (I,))
    )


def test_who_always_says_the_same_has_no_agreement_beyond_chance() -> None:
    assert np.isnan(measure_agreement(name((A,), (A,)), name((A,), (A,))))
    assert measure_agreement(name((A,), (A,)), name((A,), (I,))) == pytest.approx(0.0)
    assert np.isnan(measure_agreement(name(), name()))


@pytest.mark.parametrize(("count", "shown"), [(29, False), (30, True), (31, True)])
def test_below_thirty_applications_nothing_is_learned(count: int, shown: bool) -> None:
    pairs = [((cause,), (cause,)) for cause in ([A, I] * 16)[:count]]
    found = learn_reliability(tell(pairs), 60)
    assert found.said.tolist() == [count, 0, 0]
    assert found.shown.tolist() == [shown, False, False]
    assert found.agreement[0] == pytest.approx(1.0)
    expected = min((30 * 0.2 + count / 0.75) / (30 + count), 0.7) if shown else 0.2
    assert found.reliability.tolist() == pytest.approx([expected, 0.3, 0.45])


def test_it_stays_between_its_bounds() -> None:
    always = [((cause,), (cause,)) for cause in [A, I] * 150]
    assert learn_reliability(tell(always), 60).reliability[Source.CLIENT] == 0.7
    never: list[tuple[Said, Said]] = [((A,), (I,)), ((I,), (A,))] * 150
    assert learn_reliability(tell(never), 60).reliability[Source.CLIENT] == 0.05
    assert learn_reliability(tell(never, Source.EMPLOYER), 60).reliability[Source.EMPLOYER] == 0.05


def test_what_is_said_tomorrow_is_not_known_today() -> None:
    pairs: list[tuple[Said, Said]] = [((A,), (A,)), ((I,), (I,))] * 20
    assert learn_reliability(tell(pairs, made_on=60), 60).said[0] == 40
    assert learn_reliability(tell(pairs, made_on=61), 60).said[0] == 0


def test_a_voice_that_always_agrees_with_a_coach_who_says_one_thing_teaches_nothing() -> None:
    found = learn_reliability(tell([((A,), (A,))] * 40), 60)
    assert found.reliability[Source.CLIENT] == 0.2
    assert not found.shown[Source.CLIENT]
    assert learn_reliability(gather_facts([], 1), 60).said.tolist() == [0, 0, 0]
