"""Everything that the screen of one client shows, looked up once: rows, columns, diagnosis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np

from coachhub.analysis.agreement import find_proposal
from coachhub.analysis.facts import Facts
from coachhub.analysis.trials import Result
from coachhub.analysis.vocabulary import Cause, Outcome, Stage, State
from coachhub.playbook.improvements import Improvement
from coachhub.queries.applications import ApplicationRow
from coachhub.queries.attributions import Statement
from coachhub.queries.client_files import ClientFile
from coachhub.queries.clients import ClientRow
from coachhub.queries.diagnoses import Diagnosed
from coachhub.queries.evaluations import SwitchOffer
from coachhub.queries.focuses import FocusRow
from coachhub.queries.measurements import Progress
from dashboards.language import gettext as _
from dashboards.positions import Placed

NOBODY = UUID(int=0)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Story:
    """One client on one day, for one reader."""

    file: ClientFile
    row: int  # the client's position in the facts
    diagnosed: Diagnosed
    today: date
    reader: UUID = NOBODY
    staff: Mapping[UUID, str] = field(default_factory=lambda: MappingProxyType({}))
    zone: str = "UTC"  # the reader's, in which moments become days
    now: datetime = EPOCH
    progress: Mapping[UUID, Progress] = field(default_factory=lambda: MappingProxyType({}))
    offer: SwitchOffer | None = None  # what the weekly evaluations speak for instead of the active focus

    @property
    def client(self) -> ClientRow:
        """Who it is about."""
        return self.file.client

    @property
    def statements(self) -> Sequence[Statement]:
        """What people said about rejections, the latest first."""
        return self.file.statements

    @property
    def focus(self) -> FocusRow | None:
        """What is worked on now."""
        return self.file.active_focus

    @property
    def coach_name(self) -> str | None:
        """Who accompanies the client."""
        return self.staff.get(self.client.coach_id) if self.client.coach_id else None

    @property
    def address(self) -> str:
        """Where this screen is."""
        return f"/dash/clients/{self.client.id}"

    @property
    def since(self) -> date:
        """The day of the last session; two weeks ago where none is known."""
        return self.client.last_session_on or self.today - timedelta(days=14)

    @property
    def proposed(self) -> str | None:
        """The improvement that is proposed, None where nothing is."""
        return find_proposal(self.diagnosed.diagnoses, self.diagnosed.effects, self.row)

    @cached_property
    def placed(self) -> Placed:
        """From places in the columns to applications."""
        return Placed(self.diagnosed.facts, lambda _client: list(self.file.applications))

    def name_person(self, person: UUID | None) -> str:
        """A member of the staff as the reader knows her."""
        if person is not None and person == self.reader:
            return _("You")
        name = self.staff.get(person) if person is not None else None
        return name or _("A coach")

    def day_of(self, moment: datetime) -> date:
        """The reader's calendar day of a moment."""
        return moment.astimezone(ZoneInfo(self.zone)).date()

    @property
    def facts(self) -> Facts:
        """The columns of everybody whom the reader sees."""
        return self.diagnosed.facts

    @property
    def first_name(self) -> str:
        """What the client is called."""
        return self.client.name.split()[0] if self.client.name.strip() else self.client.name

    @property
    def state(self) -> State:
        """What the diagnosis says."""
        return State(self.diagnosed.diagnoses.state[self.row])

    @property
    def lowered(self) -> bool:
        """Whether the log is too poor for what the evidence alone would say."""
        lowered = self.diagnosed.lowered
        return lowered is not None and bool(lowered[self.row])

    @property
    def cause(self) -> Cause:
        """The cause that a focus would be on."""
        return Cause(self.diagnosed.diagnoses.cause[self.row])

    @property
    def runner_up(self) -> Cause:
        """The cause that comes next."""
        return Cause(self.diagnosed.diagnoses.runner_up[self.row])

    @property
    def probabilities(self) -> list[float]:
        """No single cause, then the four."""
        found: list[float] = self.diagnosed.diagnoses.probabilities[self.row].tolist()
        return found

    @property
    def mature(self) -> bool:
        """Whether there is enough evidence for a focus."""
        return bool(self.diagnosed.diagnoses.mature[self.row])

    @property
    def improvement(self) -> Improvement:
        """What would be worked on."""
        slug = self.diagnosed.effects.slugs[self.diagnosed.diagnoses.improvement[self.row]]
        return self.diagnosed.playbook.find(slug)

    @property
    def near_ties(self) -> list[str]:
        """The improvements among which the proposed one was drawn by lot; empty where it stood alone."""
        ties = self.diagnosed.diagnoses.near_ties
        if not ties.size:
            return []
        return [self.diagnosed.effects.slugs[place] for place in np.flatnonzero(ties[self.row]).tolist()]

    @property
    def share_closed(self) -> float:
        """How much of the cause's deficit the improvement is assumed to close."""
        return float(self.diagnosed.effects.eta[self.diagnosed.diagnoses.improvement[self.row], self.cause])

    @property
    def sent(self) -> int:
        """Applications with a known day of sending."""
        return int(self.diagnosed.diagnoses.tally.sent[self.row])

    def count(self, step: int, result: Result) -> int:
        """How many trials of a step (0..4) stand so."""
        return int(self.diagnosed.diagnoses.tally.trials[self.row, step, result])

    def reached(self, step: int) -> int:
        """How many applications came to a step (0..4)."""
        return int(self.diagnosed.diagnoses.tally.trials[self.row, step].sum())

    def worth(self, step: int) -> float:
        """What the trials of a step (0..4) are worth; older ones count less."""
        return float(self.diagnosed.diagnoses.exposure[self.row, step])

    def open_worth(self, step: int) -> float:
        """What the open trials of a step (0..4) are worth of decided ones."""
        return float(self.diagnosed.diagnoses.open_worth[self.row, step])

    def typical(self, step: int) -> float:
        """The rate of a client whom nothing holds back, with this client's channels."""
        return float(self.diagnosed.diagnoses.healthy[self.row, step])

    @cached_property
    def applications(self) -> list[ApplicationRow]:
        """The client's applications, the latest sent first, undated ones last."""
        return self.placed.of_client(self.row)[::-1]

    @property
    def has_offer_accepted(self) -> bool:
        """Whether the search has found its end."""
        mine = self.facts.client == self.row
        return bool(np.any(self.facts.outcome[mine] == Outcome.ACCEPTED))

    @property
    def has_interviewed(self) -> bool:
        """Whether any application came to an interview."""
        mine = self.facts.client == self.row
        return bool(np.any(self.facts.stage[mine] >= Stage.INTERVIEW))
