"""Answers to questions about a whole file, put into the reading: what is answered is asked no more."""

from collections.abc import Mapping, Sequence

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake.choices import FINE, MEANINGS, Choices, answer_key
from coachhub.intake.decisions import Decision
from coachhub.intake.statuses import read_status
from coachhub.intake.table import Table
from coachhub.intake.tracker import Question, TrackerApplication

GOT_TO = {"applied": (), "screening": (Stage.SCREENING,), "interview": (Stage.INTERVIEW,)}
ENDED = {
    "rejected": Outcome.REJECTED,
    "withdrawn": Outcome.WITHDRAWN,
    "no_response": Outcome.NO_RESPONSE,
}


def drop_answered(questions: Sequence[Question], choices: Choices) -> tuple[Question, ...]:
    """The questions that still wait."""
    return tuple(one for one in questions if answer_key(one.kind, one.column) not in choices.answers)


def answer_archived(table: Table, answers: Mapping[str, str]) -> Table:
    """The table in which what is put away says how it ended, where somebody said so."""
    answer = answers.get("archived", FINE)
    if answer not in ENDED:
        return table
    columns = tuple(
        c._replace(field="outcome_flag", outcome=ENDED[answer]) if c.field == "archived" else c
        for c in table.columns
    )
    texts, distinct = list(table.texts), list(table.distinct)
    for column in table.columns:
        if column.field != "status":
            continue
        said = {t for t in table.distinct[column.at] if read_status(t).nuance == "archived"}
        if said:
            meaning = MEANINGS[answer]
            texts[column.at] = [meaning if text in said else text for text in table.texts[column.at]]
            distinct[column.at] = tuple(
                dict.fromkeys(meaning if text in said else text for text in table.distinct[column.at])
            )
    return table._replace(columns=columns, texts=tuple(texts), distinct=tuple(distinct))


def answer_decisions(decisions: list[Decision], answers: Mapping[str, str]) -> list[Decision]:
    """The decisions with what somebody said about rows that say too little themselves."""
    told = {kind: answer for kind, answer in answers.items() if answer != FINE}
    if not told.keys() & {"undated", "undated_saved", "unknown_stages", "held", "postings"}:
        return decisions
    changed = {one: _answer_decision(one, told) for one in dict.fromkeys(decisions)}
    return [changed[one] for one in decisions]


def _answer_decision(decision: Decision, told: Mapping[str, str]) -> Decision:
    """One decision after the answers."""
    if decision.undated and decision.stage > Stage.SAVED and told.get("undated") == "saved":
        return decision._replace(stage=Stage.SAVED, undated=False, reached=())
    if decision.undated and decision.stage == Stage.SAVED and told.get("undated_saved") == "applied":
        return decision._replace(stage=Stage.APPLIED, undated=False)
    if decision.stage == Stage.SAVED and decision.outcome is Outcome.OPEN:
        sent = told.get("postings") == "applied"
        if sent or (decision.doubt == "held" and told.get("held") == "applied"):
            return decision._replace(stage=Stage.APPLIED, undated=False, doubt="")
    if not decision.known and (got := told.get("unknown_stages")) in GOT_TO:
        reached = GOT_TO[got]
        return decision._replace(known=True, reached=reached, stage=max(reached, default=decision.stage))
    return decision


def join_duplicates(
    applications: tuple[TrackerApplication, ...], answers: Mapping[str, str]
) -> tuple[TrackerApplication, ...]:
    """Of rows that somebody called the same application, the one that says most."""
    if answers.get("duplicates") != "once":
        return applications
    best: dict[object, TrackerApplication] = {}
    for row in applications:
        key: object = (row.company, row.role_title, row.url, row.applied_on) if row.role_title else row.row
        known = best.get(key)
        if known is None or _weigh(row) > _weigh(known):
            best[key] = row
    if len(best) == len(applications):
        return applications
    return tuple(sorted(best.values(), key=lambda row: row.row))


def _weigh(row: TrackerApplication) -> tuple[int, bool, int]:
    """How much a row says."""
    return row.stage, row.outcome is not Outcome.OPEN, len(row.events)
