"""Every question has answers, what is assumed is one of them, and an answer can be taken back."""

from datetime import date

import pytest

from coachhub.intake import Choices, Tracker, messages, read_tracker
from coachhub.intake.asking import WORDS, Ask, list_answered, list_asks, reopen, settle
from coachhub.intake.choices import FINE
from coachhub.intake.speech import ENGLISH
from coachhub.intake.tracker import Question

TODAY = date(2026, 6, 1)
HEAD = "Company,Role,Date Applied,Status\n"
FILES = {
    "day_order|Date Applied": HEAD + "Alba,Cook,03/02/2026,Applied\nBirch,Cook,04/02/2026,Interview\n",
    "posting_status|Status": HEAD + "Alba,Cook,2026-03-02,Open\nBirch,Cook,2026-03-04,Closed\n",
    "added_dates|Date Saved": "Company,Role,Date Saved,Stage\nAlba,Cook,2026-03-02,Applied\n",
    "default_filled|Interview": "Company,Role,Date Applied,Interview\n"
    + "".join(f"Alba {n},Cook,2026-03-0{n},2026-05-01\n" for n in range(1, 7)),
    "stage_texts|Interview": "Company,Role,Date Applied,Interview\nAlba,Cook,2026-03-02,nice people there\n",
    "same_day|Interview": "Company,Role,Date Applied,Interview\n"
    + "".join(f"Alba {n},Cook,2026-03-0{n},2026-05-01\n" for n in range(1, 4)),
    "missing_days|Date Applied": HEAD + "Alba,Cook,March 2026,Applied\nBirch,Cook,2026-03-04,Applied\n",
    "postings": "Company,Role,Date found,Score\nAlba,Cook,2026-03-02,70\n",
    "held": HEAD + "Alba,Cook,2026-03-02,to apply\nBirch,Cook,2026-03-04,Applied\n",
    "stated_no|Interview": "Company,Role,Date Applied,Interview\nAlba,Cook,2026-03-02,no\n"
    "Birch,Cook,2026-03-03,\n",
    "unknown_stages": HEAD + "Alba,Cook,2026-03-02,Rejected\n",
    "archived": HEAD + "Alba,Cook,2026-03-02,Archived\n",
    "duplicates": HEAD + "Alba,Cook,2026-03-02,Applied\nAlba,Cook,2026-03-02,Applied\n",
}


def read(text: str, choices: Choices = Choices()) -> Tracker:  # noqa: B008  it never changes
    return read_tracker(text.encode(), filename="t.csv", today=TODAY, choices=choices, explain=True)


def find(tracker: Tracker, key: str) -> Ask | None:
    return next((ask for ask in list_asks(tracker, TODAY, ENGLISH) if ask.key == key), None)


@pytest.mark.parametrize("key", FILES)
def test_a_question_has_answers_and_each_of_them_settles_it(key: str) -> None:
    asked = find(read(FILES[key]), key)
    assert asked is not None
    assert asked.title
    assert asked.told
    assert sum(option.assumed for option in asked.options) == 1
    for option in asked.options:
        choices = settle(Choices(), key, option.value)
        assert choices != Choices()
        assert Choices.from_json(choices.to_json()) == choices
        assert find(read(FILES[key], choices), key) is None
        [answered] = list_answered(choices, ENGLISH)
        assert answered.key == key
        assert answered.answer
        assert reopen(choices, key) == Choices()


def test_words_are_asked_in_a_table() -> None:
    asked = find(read(HEAD + "Alba,Cook,2026-03-02,zugzwang\n"), WORDS)
    assert asked is not None
    assert asked.options == ()


def test_a_question_of_a_kind_that_is_not_known_here_can_be_answered_all_the_same() -> None:
    tracker = read(HEAD + "Alba,Cook,2026-03-02,Applied\n")
    odd = tracker._replace(questions=(Question("brand_new", "Status", "Is that so?", ()),))
    asked = find(odd, "brand_new|Status")
    assert asked is not None
    assert (asked.title, [option.value for option in asked.options]) == ("Is that so?", [FINE])


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("undated", "sideways"),
        ("day_order|A", "x"),
        ("encoding", "rot13"),
        ("shape", "round"),
        ("sheets", ""),
    ],
)
def test_nonsense_answers_nothing(key: str, value: str) -> None:
    assert settle(Choices(), key, value) == Choices()


def test_letters_stand_side_by_side_in_the_encodings_that_read_them() -> None:
    data = (HEAD + "Müller Söhne,Köchin,2026-03-02,Applied\n").encode("cp1252")
    tracker = read_tracker(data, filename="t.csv", today=TODAY, explain=True)
    asked = next(ask for ask in list_asks(tracker, TODAY, ENGLISH, data) if ask.kind == "encoding")
    assert asked.told == messages.asks_encoding("cp1252")
    assumed = next(option for option in asked.options if option.assumed)
    assert (assumed.label, assumed.note) == ("Müller Söhne, Köchin", "cp1252")
    assert settle(Choices(), "encoding", "mac_roman").encoding == "mac_roman"
