"""What status words mean, in the languages of the lexicon, with emoji, compounds and slips of the pen."""

import pytest

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake.statuses import read_status

WORDS = {
    "saved": (
        "Wishlist|Bookmarked|🎯 Researching|📝 To Apply|0 - To Applied|Not Submitted|Draft|Gemerkt"
        "|À postuler|Guardado|Salva|Da candidarsi|Nog niet gesolliciteerd|待投递|Ready to Apply"
    ),
    "applied": (
        "Applied|✉️ Applied|APPLIED|🟡 Applied|submitted|sent app|Application confirmation|Beworben"
        "|Eingang bestätigt|Warten auf Antwort|Envoyée|Relancée|En attente|Aplicado|Inscrito"
        "|Enviada|Inviata|Gesolliciteerd|已投递|In Bearbeitung|Aplied"
    ),
    "screening": (
        "📞 Phone Screen|🔵 Screening Call|Recruiter screen|recruiter_screen|HR call"
        "|Kennenlerngespräch|HR-Gespräch|Entretien RH|电话沟通|Availability request"
    ),
    "assessment": (
        "Online Assessment|OA - To Do|OA - Done|Take-home|Coding challenge|Assessment sent|笔试"
        "|Prueba técnica|Test technique|Einstellungstest|Assessment Centre"
    ),
    "interview": (
        "Interviewing|💻 Technical Interview|🟣 Technical Interview|Interview Scheduled"
        "|First Round Interview|Interview invitation|Vorstellungsgespräch|Einladung|Entretien"
        "|Entrevista|Colloquio|Gesprek|一面|技术面|hiring_manager_screen|Interveiw|Second round"
    ),
    "final": (
        "🤝 Final Interview|Final Round|Final Round - Sat|Onsite|on-site|Panel interview"
        "|Third round|终面|Drittgespräch"
    ),
    "offer": (
        "✅ Offer|offer received!!|Offer made|Negotiating|Angebot|Offre|Oferta|Offerta|Aanbod"
        "|Proposta recebida"
    ),
}
OUTCOMES = {
    "rejected": (
        "Rejected|❌ Rejected|reeejected|Rejection :(|Not Selected|Rejceted|No offer|Abgelehnt"
        "|abgesagt|Refusée|Rechazado|Reprovado|Respinta|Afgewezen|已挂|reddedildi|Not moving forward"
    ),
    "withdrawn": (
        "Withdrawn|Withdrew|I withdrew|Zurückgezogen|Candidature retirée|Retirado|Ingetrokken|主动放弃"
        "|Withdrew application"
    ),
    "no_response": (
        "No Response|Ghosted|applied - no response|Keine Reaktion|Keine Rückmeldung|Sans réponse"
        "|Sin respuesta|Sem resposta|Nessuna risposta|Geen reactie|无回复"
    ),
    "accepted": (
        "Accepted!|Offer Accepted|offer_accepted|HIRED — OFFER ACCEPTED May 18 2026|Angenommen"
        "|Acceptée|Contratado|已入职|Hired"
    ),
    "declined": (
        "Offer Declined|Declined Offer|offer_declined|Angebot abgelehnt|Offre refusée"
        "|Oferta rechazada|Rejected offer"
    ),
}
SILENT = (
    "Pending|In Progress|On Hold|🔄 On Hold|Ongoing|laufend|En cours|Archived"
    "|Suspected Ghost Job|进行中|Action required from company"
)
UNKNOWN = (
    "Zorgle|Emailed resume to my aunt|blue|asked mother about an offer she once had in spring"
    "|not really an interview"
)


@pytest.mark.parametrize(("stage", "text"), [(s, t) for s, texts in WORDS.items() for t in texts.split("|")])
def test_a_stage_word_says_its_stage_and_no_outcome(stage: str, text: str) -> None:
    status = read_status(text)
    assert status.known
    if stage == "saved":
        assert status.hold
        assert status.stage is None
    else:
        assert status.stage is not None
        assert status.stage.word == stage
    assert status.outcome is None


@pytest.mark.parametrize(
    ("outcome", "text"), [(o, t) for o, texts in OUTCOMES.items() for t in texts.split("|")]
)
def test_an_outcome_word_says_its_outcome(outcome: str, text: str) -> None:
    status = read_status(text)
    assert status.outcome is not None
    assert status.outcome.word == outcome


@pytest.mark.parametrize("text", SILENT.split("|"))
def test_a_word_that_says_nothing_about_stage_or_outcome_is_known_and_silent(text: str) -> None:
    status = read_status(text)
    assert status.known
    assert (status.stage, status.outcome, status.hold) == (None, None, False)


@pytest.mark.parametrize("text", UNKNOWN.split("|"))
def test_a_word_that_is_not_in_the_lexicon_is_never_guessed(text: str) -> None:
    assert not read_status(text).known


@pytest.mark.parametrize(
    ("text", "stage", "outcome"),
    [
        ("rejected (after onsite!)", "final", "rejected"),
        ("Rejected after OA", "assessment", "rejected"),
        ("Rejected after Interview", "interview", "rejected"),
        ("Absage nach Vorstellungsgespräch", "interview", "rejected"),
        ("Ghosted after phone screen", "screening", "no_response"),
        ("Withdrew after final round", "final", "withdrawn"),
        ("Refusé après entretien", "interview", "rejected"),
        ("面试挂", "interview", "rejected"),
    ],
)
def test_a_compound_keeps_the_stage_inside_the_rejection(text: str, stage: str, outcome: str) -> None:
    status = read_status(text)
    assert (status.stage and status.stage.word, status.outcome and status.outcome.word) == (stage, outcome)


@pytest.mark.parametrize("text", ["Rejected - application", "Rejected (application)", "Absage: Bewerbung"])
def test_a_stage_told_apart_from_its_end_is_known(text: str) -> None:
    status = read_status(text)
    assert (status.stage, status.outcome) == (Stage.APPLIED, Outcome.REJECTED)


def test_a_rejected_application_names_no_stage() -> None:
    assert read_status("Application rejected").stage is None


@pytest.mark.parametrize("text", ["Closed", "Eliminated", "Expired", "Not a fit", "Declined", "Geschlossen"])
def test_a_word_with_two_meanings_is_never_a_rejection(text: str) -> None:
    status = read_status(text)
    assert status.known
    assert status.outcome is None
    assert status.nuance == "ended"


def test_no_phrase_of_the_lexicon_stands_in_two_meanings() -> None:
    from coachhub.intake.lexicon import load_folder, spell

    seen: dict[str, str] = {}
    for file, sections in load_folder("statuses"):
        for meaning, phrases in sections.items():
            for phrase in spell(phrases):
                assert seen.setdefault(phrase, meaning) == meaning, (file, phrase)
