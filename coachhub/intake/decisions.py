"""How far one application got and how it ended, from everything that its row says about it."""

from typing import NamedTuple

from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.intake.stage_cells import read_mark
from coachhub.intake.statuses import RANK, Status, read_status

ENDED_BY_SOMEBODY = (Outcome.ACCEPTED, Outcome.DECLINED, Outcome.REJECTED, Outcome.WITHDRAWN)
ENDED_UNKNOWN = (Outcome.REJECTED, Outcome.WITHDRAWN, Outcome.NO_RESPONSE)


class Sheet(NamedTuple):
    """What the whole table tells about each of its rows."""

    has_dates: bool  # a column for the day of the application
    has_applied_dates: bool  # that somebody filled
    names_dates: bool  # and whose header says what it dates
    has_statuses: bool  # a column of status words
    has_outcomes: bool  # a status or result column: then a "no" in a stage column ends nothing
    stages_used: bool  # stage columns that are filled somewhere: a blank says "got no further"
    stages: tuple[Stage, ...]  # of the stage columns, in their order
    three_state: tuple[bool, ...]  # per stage column: yes, stated no and blank all occur
    vague: tuple[bool, ...]  # per stage column: its header could mean something else, "Call" or "HR"
    flags: tuple[Outcome, ...]  # of the outcome flag columns
    tells_applied: bool = False  # some status says applied or more
    programmed: bool = False  # a program wrote its states into the status columns


class Cells(NamedTuple):
    """The cleaned cells of one row that decide; also the key under which the decision is kept."""

    statuses: tuple[str, ...]
    marks: tuple[str, ...]
    flags: tuple[str, ...]
    applied_flag: str
    open_flag: str
    rejection_stage: str
    history: tuple[Stage | Outcome, ...]
    dated: bool
    bare: bool  # names a company and nothing else


class Decision(NamedTuple):
    """The furthest stage, whether that is known, the outcome, every stage reached beyond APPLIED."""

    stage: Stage
    known: bool
    outcome: Outcome
    reached: tuple[Stage, ...] = ()
    channel: Channel | None = None
    problem: str = ""
    undated: bool = False  # without a day and a telling status: the sheet alone decided saved or applied
    doubt: str = (
        ""  # "held": not applied for, yet dated; "disagree": one column ends what another goes on with
    )
    # The stage that the status words themselves name: the one a "status date" dates.
    named: Stage | None = None


def decide(cells: Cells, sheet: Sheet) -> Decision:
    """Combine the cells of one row; never raises, never guesses beyond the rules named here.

    Stages only add up; outcomes in conflict keep the more final one and report a problem. "Not applied
    for" holds a row at SAVED unless another cell names a stage beyond APPLIED.
    """
    statuses = [status for cell in cells.statuses if cell and (status := read_status(cell)).known]
    reached = {status.stage for status in statuses if status.stage is not None}
    outcomes = [status.outcome for status in statuses if status.outcome is not None]
    named = max(reached, default=None)
    told = bool(reached) or any(status.nuance == "unread" for status in statuses)
    hold = any(status.hold for status in statuses)
    for event in cells.history:
        if isinstance(event, Stage):
            reached.add(event)
        else:
            outcomes.append(event)
    columns = zip(sheet.stages, cells.marks, sheet.three_state, sheet.vague, strict=True)
    for stage, cell, three_state, vague in columns:
        mark = read_mark(cell)
        if vague and mark.free_text:
            continue  # a name under "Call" is whom to call
        # Ghosted or refused where the offer should stand: the offer never came.
        if mark.reached and not (stage == Stage.OFFER and mark.outcome is not None):
            reached.add(stage)
        elif mark.stated and three_state and not sheet.has_outcomes:
            outcomes.append(Outcome.REJECTED)  # "did not get into this stage", in a sheet without statuses
        if mark.outcome is not None:
            outcomes.append(mark.outcome)
    for outcome, cell in zip(sheet.flags, cells.flags, strict=True):
        mark = read_mark(cell)
        if mark.reached:
            outcomes.append(outcome)
            told = told or (outcome == Outcome.REJECTED and not cells.statuses)
    if cells.rejection_stage:
        status = read_status(cells.rejection_stage)
        if status.stage is not None:
            reached.add(status.stage)
            told = True
    applied = read_mark(cells.applied_flag)
    if applied.reached:
        reached.add(Stage.APPLIED)
    elif applied.reached is False and not reached and not outcomes:
        hold = True
    if outcomes and read_mark(cells.open_flag).reached and not statuses:
        outcomes = []
    return conclude(cells, sheet, statuses, reached, outcomes, hold=hold, told=told, named=named)


def conclude(
    cells: Cells,
    sheet: Sheet,
    statuses: list[Status],
    reached: set[Stage],
    outcomes: list[Outcome],
    *,
    hold: bool,
    told: bool,
    named: Stage | None,
) -> Decision:
    """The decision from what the cells added up to."""
    channel = next((status.channel for status in statuses if status.channel is not None), None)
    outcome = next((o for o in RANK if o in outcomes), Outcome.OPEN)
    problem = "two endings" if len(set(outcomes)) > 1 else ""
    goes_on = any(s.stage is None and s.outcome is None and not (s.hold or s.nuance) for s in statuses)
    doubt = "disagree" if len(set(outcomes)) > 1 or (goes_on and outcome in ENDED_BY_SOMEBODY) else ""
    nuances = {status.nuance for status in statuses}
    beyond = tuple(sorted(stage for stage in reached if stage > Stage.APPLIED))
    if "ended" in nuances and outcome == Outcome.OPEN:
        if Stage.OFFER in reached:
            outcome = Outcome.DECLINED if any(read_declined(cell) for cell in cells.statuses) else outcome
        elif not cells.dated and not reached:
            return Decision(Stage.SAVED, True, Outcome.WITHDRAWN, (), channel)
    if "open" in nuances and not cells.dated and not reached and sheet.has_applied_dates:
        hold = True
    if hold and cells.dated and sheet.names_dates and Stage.APPLIED in reached:
        hold, doubt = False, "disagree"  # a word for "applied" and its day, against one "to apply"
    silent = not (cells.dated or reached or outcomes or hold)
    if not beyond and (hold or not (reached or outcomes or is_applied(cells, sheet))):
        undated = silent and not cells.bare and (sheet.has_dates or sheet.has_outcomes)
        doubt = "held" if hold and cells.dated and sheet.names_dates else ""
        if outcome in (Outcome.OPEN, Outcome.WITHDRAWN):
            return Decision(Stage.SAVED, True, outcome, (), channel, undated=undated, doubt=doubt)
        return Decision(Stage.SAVED, True, Outcome.OPEN, (), channel, "never applied")
    if outcome in (Outcome.ACCEPTED, Outcome.DECLINED) and Stage.OFFER not in beyond:
        beyond = (*beyond, Stage.OFFER)
    known = outcome not in ENDED_UNKNOWN or bool(beyond) or told or sheet.stages_used
    undated = silent and (sheet.has_dates or (sheet.has_outcomes and not any(cells.statuses)))
    stage = beyond[-1] if beyond else Stage.APPLIED
    return Decision(stage, known, outcome, beyond, channel, problem, undated, doubt, named)


def is_applied(cells: Cells, sheet: Sheet) -> bool:
    """Whether a row that names no stage and no outcome was applied for.

    A day of application says so. A status that names neither ("pending", "on hold") says so unless the
    sheet dates its applications and not this row; a word that nobody understands does not. A row without
    any of it counts as applied for, as logs without statuses are written, except in a sheet that only dates
    what was added, one that has statuses and none here, and when the row holds a company name and nothing
    else.
    """
    if cells.dated:
        return not is_held_by_word(cells, sheet)
    if any(cells.statuses):
        return not sheet.has_applied_dates and any(read_status(cell).known for cell in cells.statuses if cell)
    if sheet.has_statuses:
        return False
    if not sheet.has_dates and not sheet.has_outcomes and not sheet.stages and not sheet.flags:
        return False
    return not (cells.bare and (sheet.has_dates or sheet.has_outcomes))


def is_held_by_word(cells: Cells, sheet: Sheet) -> bool:
    """Whether a word that nobody understands keeps a row from counting as applied for on its day.

    It does where a program wrote the words and a plain day, which may be any day; beside a day of application
    only where other rows say that they were applied for.
    """
    words = [cell for cell in cells.statuses if cell]
    if not words or any(read_status(cell).known for cell in words):
        return False
    return sheet.programmed and (sheet.tells_applied or not sheet.names_dates)


def read_declined(cell: str) -> bool:
    """Whether a status is the bare "declined", which beside an offer is the client's own no."""
    return cell.strip().casefold().startswith(("declined", "decliné", "declinad"))
