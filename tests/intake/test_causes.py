"""Sentences that name a cause of a rejection are suggested with their words; everything else stays silent."""

import tomllib
from pathlib import Path

import pytest

from coachhub.analysis.vocabulary import Cause, Source
from coachhub.intake.causes import LONGEST_WORDS, read_causes
from tests.intake.invented_files import read_text

SENTENCES = tomllib.loads(Path(__file__).with_name("cause_sentences.toml").read_text("utf-8"))
# Words that only a column of reasons makes clear.
IN_A_COLUMN_OF_REASONS = ("Skills", "Visa", "Culture", "Timing", "Unknown")


@pytest.mark.parametrize("kind", SENTENCES)
def test_a_sentence_names_the_cause_it_was_judged_to_name_and_no_other(kind: str) -> None:
    wrong = {}
    for sentence in SENTENCES[kind]:
        hints = read_causes(sentence, reason=sentence in IN_A_COLUMN_OF_REASONS)
        if [hint.cause.word for hint in hints] != ([] if kind == "none" else [kind]):
            wrong[sentence] = hints
    assert wrong == {}
    assert sum(map(len, SENTENCES.values())) >= 250


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("They said I was overqualified", Source.EMPLOYER),
        ("Feedback: lack of experience in retail", Source.EMPLOYER),
        ("We are looking for someone with more experience", Source.EMPLOYER),
        ("Sie suchten jemanden, zu wenig Erfahrung", Source.EMPLOYER),
        ("I was too nervous", Source.CLIENT),
        ("typo in cover letter", Source.CLIENT),
        ("overqualified", Source.CLIENT),
    ],
)
def test_whose_words_they_are_shows_in_the_sentence(text: str, voice: Source) -> None:
    assert [hint.voice for hint in read_causes(text)] == [voice]


def test_each_sentence_names_one_cause_at_most_and_is_kept_as_written() -> None:
    text = "Rejected on Monday. I was TOO nervous!  They said I was overqualified.\nNext one is better."
    hints = read_causes(text)
    assert [(h.cause, h.words) for h in hints] == [
        (Cause.INTERVIEW, "I was TOO nervous!"),
        (Cause.QUALIFICATIONS, "They said I was overqualified."),
    ]
    assert read_causes("overqualified and too nervous") == ()
    assert all(len(h.words) <= LONGEST_WORDS for h in read_causes("overqualified " + "x " * 900))


def test_only_what_was_rejected_is_read_for_causes() -> None:
    tracker = read_text(
        "Company,Role,Date applied,Status,Notes\n"
        "Birch Tea,Cook,2026-03-01,Rejected,They said I was overqualified\n"
        "Elm Bread,Baker,2026-03-02,Applied,They said I was overqualified\n"
        "Oak Beer,Brewer,2026-03-03,Withdrew,salary too high\n"
        "Ash Wood,Joiner,2026-03-04,Rejected - not enough experience,\n"
        "Fir Inn,Porter,2026-03-05,Rejected,sent by mail\n"
    )
    causes = {a.company: [hint.cause for hint in a.causes] for a in tracker.applications}
    assert causes == {
        "Birch Tea": [Cause.QUALIFICATIONS],
        "Elm Bread": [],
        "Oak Beer": [],
        "Ash Wood": [Cause.QUALIFICATIONS],
        "Fir Inn": [],
    }


@pytest.mark.parametrize(
    "header", ["Rejection reason", "Reject Reason", "Absagegrund", "Motif du refus", "Feedback"]
)
def test_a_column_of_reasons_is_the_employers_and_read_by_its_words(header: str) -> None:
    tracker = read_text(
        f"Company,Role,Date applied,Status,{header}\n"
        "Birch Tea,Cook,2026-03-01,Rejected,Skills\nElm Bread,Baker,2026-03-02,Rejected,Timing\n"
        "Oak Beer,Brewer,2026-03-03,Rejected,Culture\n"
    )
    found = [[(h.cause, h.voice) for h in a.causes] for a in tracker.applications]
    assert found == [[(Cause.QUALIFICATIONS, Source.EMPLOYER)], [], [(Cause.FIT, Source.EMPLOYER)]]
