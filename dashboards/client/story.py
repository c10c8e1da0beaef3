"""Everything that the screen of one client shows, looked up once: rows, columns, diagnosis."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from coachhub.analysis.ask import AskKind
from coachhub.analysis.facts import Facts
from coachhub.analysis.trials import Result
from coachhub.analysis.vocabulary import Cause, Outcome, Stage, State
from coachhub.playbook.improvements import Improvement, find_improvement
from coachhub.queries.applications import ApplicationRow
from coachhub.queries.attributions import Statement
from coachhub.queries.clients import ClientRow
from coachhub.queries.diagnoses import Diagnosed
from dashboards.positions import Placed


@dataclass(frozen=True, slots=True)
class Story:
    """One client on one day."""

    client: ClientRow
    row: int  # the client's position in the facts
    diagnosed: Diagnosed
    placed: Placed
    statements: Sequence[Statement]
    today: date
    coach_name: str | None = None

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
        return find_improvement(self.diagnosed.effects.slugs[self.diagnosed.diagnoses.improvement[self.row]])

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

    def typical(self, step: int) -> float:
        """The rate of a client whom nothing holds back, with this client's channels."""
        return float(self.diagnosed.diagnoses.healthy[self.row, step])

    @property
    def applications(self) -> list[ApplicationRow]:
        """The client's applications, the latest sent first, undated ones last."""
        return self.placed.of_client(self.row)[::-1]

    @property
    def ask(self) -> AskKind:
        """What would change the answer most."""
        return AskKind(self.diagnosed.diagnoses.asks.kind[self.row])

    @property
    def asked_about(self) -> ApplicationRow | None:
        """The application that the question is about."""
        position = int(self.diagnosed.diagnoses.asks.application[self.row])
        return self.placed.find(position) if position >= 0 else None

    @property
    def wait_until(self) -> int:
        """The day from which waiting pays, NO_DAY where nothing is waited for."""
        return int(self.diagnosed.diagnoses.asks.until[self.row])

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
