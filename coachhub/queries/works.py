"""What the What works screen is drawn from: sums over the practice; in a demo, over invented searches."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from sqlalchemy import select

from coachhub.analysis.days import name_day, number_day
from coachhub.analysis.facts import NO_DAY, Facts
from coachhub.analysis.learned import Learned
from coachhub.analysis.parameters import DEFAULTS
from coachhub.analysis.tags import find_tagged
from coachhub.analysis.vocabulary import Source
from coachhub.analysis.what_works import WhatWorks, show_what_works
from coachhub.extensions import db
from coachhub.models import Practice
from coachhub.playbook.book import Playbook, built_in_playbook
from coachhub.playbook.improvements import load_effects
from coachhub.playbook.simulated import SEARCHES, load_simulated
from coachhub.queries.coaching_rows import load_coaching
from coachhub.queries.cycles import measure_kept
from coachhub.queries.facts import load
from coachhub.queries.learning import learn_practice
from coachhub.scope import Role, Scope


@dataclass(frozen=True, slots=True)
class Spread:
    """From how many clients the parts come of what was learned: of very few, nothing is shown."""

    said: tuple[int, int, int]  # by Source: those with an application that this source and a coach explained
    confirmed: int


@dataclass(frozen=True, slots=True)
class Works:
    """What focuses show, what proposals are worth and what the practice has learned."""

    what: WhatWorks
    playbook: Playbook
    """The improvements by their positions in `what`."""
    simulated: int
    """Of how many invented searches `what` is; 0 where it is the practice's own."""
    cycles: int | None
    """The practice's own, also where invented ones are shown; None where that is not for this reader."""
    under_way: int
    since: date | None
    next_on: date | None
    """The day on which the next one that is under way has had its time."""
    learned: Learned
    spread: Spread
    partial: bool
    """The reader does not see everybody of the practice: nothing of fewer than five people is for her."""

    def hides(self, people: int) -> bool:
        """Whether what comes from so many people is kept from this reader, and that it is there at all."""
        return self.partial and people < DEFAULTS.compared_least


def read_works(scope: Scope, today: date) -> Works:
    """The practice's own cycles; in a demo practice with too few of them, invented ones, marked as such.

    ValueError for a client's scope.
    """
    taught = learn_practice(scope, today)
    if scope.role is Role.CLIENT or taught.facts is None or taught.trials is None or taught.begun is None:
        raise ValueError("what works is for the staff")
    begun = taught.begun
    own = int(begun.cycle.sum())
    if own < DEFAULTS.pooled_least and is_demo(scope):
        what = show_what_works(load_simulated(), len(load_effects().slugs))
        playbook, simulated = built_in_playbook(), SEARCHES
    else:
        cycles = begun.build_cycles(taught.facts, taught.trials)
        playbook, simulated = taught.playbook, 0
        what = show_what_works(cycles, len(playbook.effects.slugs), measure_kept(scope, cycles))
    waiting = ~begun.cycle & (begun.focuses.ended_on == NO_DAY)
    started, latest = begun.focuses.started_on[begun.cycle], begun.focuses.started_on[waiting]
    partial = load(scope).client_count < taught.facts.client_count
    found = Works(
        what=what,
        playbook=playbook,
        simulated=simulated,
        cycles=own,
        under_way=int(waiting.sum()),
        since=name_day(int(started.min())) if started.size else None,
        next_on=name_day(int(latest.min()) + DEFAULTS.review_day) if latest.size else None,
        learned=taught.learned,
        spread=_find_spread(scope, taught.facts, today),
        partial=partial,
    )
    return _leave_out_few(found, np.unique(begun.focuses.client[begun.cycle]).size) if partial else found


def _leave_out_few(works: Works, people: int) -> Works:
    """Without what comes from fewer than five people; `people` have a cycle of the practice's own.

    For a reader who does not see everybody. Of what is under way she knows her own.
    """
    what = works.what
    if not works.simulated and works.hides(what.clients):
        what = replace(what, effects=(), cycles=0, clients=0, drawn=0)
    listed = tuple(effect for effect in what.effects if works.simulated or not works.hides(effect.clients))
    return replace(
        works,
        what=replace(what, effects=listed),
        cycles=None if works.hides(people) else works.cycles,
        under_way=0,
        next_on=None,
        since=works.since if what.cycles else None,
    )


def _find_spread(scope: Scope, facts: Facts, today: date) -> Spread:
    """How many clients stand behind the reliability of each source, and behind the mix of causes."""
    tagged = find_tagged(facts, number_day(today))
    both = tagged & tagged[:, [Source.COACH]]
    client, employer, coach = (int(np.unique(facts.client[both[:, source]]).size) for source in Source)
    confirmed = {row.client_id for row in load_coaching(scope).confirmations if row.confirmed_on <= today}
    return Spread((client, employer, coach), len(confirmed))


def is_demo(scope: Scope) -> bool:
    """Whether this is the demo practice: nothing invented is ever shown in another one."""
    return bool(db.session.scalar(select(Practice.demo).where(Practice.id == scope.practice_id)))
