"""Long lists of wordings: what must be understood, and what must never be taken for a stage or an ending."""

import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from rapidfuzz.distance import OSA

from coachhub.intake.choices import name_meaning
from coachhub.intake.lexicon import MEANING_NAMES, MEANINGS, expand, load_folder
from coachhub.intake.slips import KNOWN, TARGETS, bound, correct
from coachhub.intake.statuses import read_status

HERE = Path(__file__).parent
UNDERSTOOD = tomllib.loads((HERE / "wordings.toml").read_text("utf-8"))
STRANGERS = tomllib.loads((HERE / "strangers.toml").read_text("utf-8"))


@pytest.mark.parametrize("meaning", UNDERSTOOD)
def test_a_wording_is_understood_in_its_language(meaning: str) -> None:
    found = {text: name_meaning(read_status(text)) for text in UNDERSTOOD[meaning]}
    assert {text: name for text, name in found.items() if name != meaning} == {}


@pytest.mark.parametrize("kind", STRANGERS)
def test_what_is_no_stage_and_no_ending_is_never_taken_for_one(kind: str) -> None:
    taken = {
        text: name_meaning(status)
        for text in STRANGERS[kind]
        if (status := read_status(text)).stage is not None or status.outcome is not None
    }
    assert taken == {}


def test_the_lists_are_long_enough_to_mean_something() -> None:
    assert sum(map(len, UNDERSTOOD.values())) >= 900
    assert sum(map(len, STRANGERS.values())) >= 150


def test_no_word_that_slips_are_corrected_to_is_a_slip_of_one_with_another_meaning() -> None:
    assert [
        (one, other)
        for one, other in combinations(TARGETS, 2)
        if one[0] == other[0]
        and OSA.distance(one, other) <= max(bound(one), bound(other))
        and MEANING_NAMES.get(one, one) != MEANING_NAMES.get(other, other)
        and correct(one) == correct(other)
    ] == []


def test_a_word_of_the_lexicon_is_never_corrected() -> None:
    assert {word: correct(word) for word in KNOWN if correct(word) != word} == {}


def test_every_phrase_of_the_lexicon_is_read_as_what_it_is_listed_for() -> None:
    wrong = []
    for _, sections in load_folder("statuses"):
        for name, phrases in sections.items():
            for phrase in (one for pattern in phrases for one in expand(pattern)):
                status, meaning = read_status(phrase), MEANINGS[name]
                said = (status.stage, status.outcome, status.nuance)
                if said != (
                    (None, None, "")
                    if name in ("ask", "failed_word")
                    else (meaning.stage, meaning.outcome, meaning.nuance)
                ):
                    wrong.append((phrase, name, said))
    assert wrong == []


def test_short_words_are_never_corrected() -> None:
    assert [word for word in ("ofer", "other", "aplid", "rejec", "intvw", "ghost") if bound(word)] == []
    assert not any(read_status(word).known for word in ("other5x", "offre5", "ofers", "aplid", "rejec"))


@pytest.mark.parametrize(
    "slip", ["Interveiw", "Rejceted", "Aplied", "Withdrwan", "Vorstelungsgespräch", "Entreveista"]
)
def test_a_slip_of_the_pen_is_understood(slip: str) -> None:
    assert read_status(slip).known
