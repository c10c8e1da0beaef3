"""Diagnoses as plain documents, ready to be written as JSON: every key always there, no number rounded."""

from collections.abc import Sequence
from typing import Any

from coachhub.analysis.ask import AskKind
from coachhub.analysis.days import name_day
from coachhub.analysis.diagnosis import Diagnoses
from coachhub.analysis.explanation import TERMS, name_strength
from coachhub.analysis.facts import NO_DAY, Facts
from coachhub.analysis.vocabulary import Cause, State

Document = dict[str, Any]


def as_documents(
    facts: Facts, diagnoses: Diagnoses, slugs: Sequence[str], application_ids: Sequence[str]
) -> list[Document]:
    """One document per client, in the order of `facts.client_ids`.

    `slugs` names the improvements, `application_ids` (n) the applications of `facts`. Keys as docs/method.md
    section 16 lists them.
    """
    probabilities, gains = diagnoses.probabilities.tolist(), diagnoses.gains.tolist()
    exposure, open_worth = diagnoses.exposure.tolist(), diagnoses.open_worth.tolist()
    documents = []
    for row, client_id in enumerate(facts.client_ids):
        improvement = int(diagnoses.improvement[row])
        documents.append(
            {
                "client_id": client_id,
                "state": State(diagnoses.state[row]).word,
                "cause": Cause(diagnoses.cause[row]).word,
                "improvement": slugs[improvement] if improvement >= 0 else None,
                "runner_up": {
                    "cause": Cause(diagnoses.runner_up[row]).word,
                    "probability": float(diagnoses.runner_up_probability[row]),
                },
                "probabilities": dict(zip(("none", *Cause.words()), probabilities[row], strict=True)),
                "gains": dict(zip(Cause.words(), gains[row], strict=True)),
                "exposure": exposure[row],
                "open_worth": open_worth[row],
                "ask": _describe_ask(diagnoses, row, application_ids),
                "evidence": _describe_evidence(diagnoses, row),
            }
        )
    return documents


def _describe_ask(diagnoses: Diagnoses, row: int, application_ids: Sequence[str]) -> Document:
    asks = diagnoses.asks
    application, until = int(asks.application[row]), int(asks.until[row])
    return {
        "kind": AskKind(asks.kind[row]).word,
        "application_id": application_ids[application] if application >= 0 else None,
        "until": name_day(until).isoformat() if until != NO_DAY else None,
        "value": float(asks.value[row]),
    }


def _describe_evidence(diagnoses: Diagnoses, row: int) -> list[Document]:
    cause, other = Cause(diagnoses.cause[row]).word, Cause(diagnoses.runner_up[row]).word
    terms = []
    for term, log_odds in zip(
        diagnoses.explanation.term[row].tolist(), diagnoses.explanation.log_odds[row].tolist(), strict=True
    ):
        if term >= 0:
            favours, against = (cause, other) if log_odds > 0 else (other, cause)
            terms.append(
                {
                    "term": TERMS[term],
                    "favours": favours,
                    "against": against,
                    "strength": name_strength(log_odds),
                    "log_odds": abs(log_odds),
                }
            )
    return terms
