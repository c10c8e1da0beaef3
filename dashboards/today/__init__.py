"""The Today screen: who needs a word from the coach, why, and what to do; everybody else below."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

import numpy as np
from flask_babel import format_date, get_locale

from coachhub import access, clock
from coachhub.analysis.day_index import collect_causes
from coachhub.analysis.days import name_day, number_day
from coachhub.analysis.vocabulary import Outcome
from coachhub.queries import diagnoses, facts
from coachhub.queries import today as reads
from coachhub.queries.named_applications import name_applications
from coachhub.queries.today_clients import find_switches, list_today_clients
from coachhub.scope import Role, Scope
from coachhub.services import identity
from dashboards.elements import Child, Element, div, element, link, paragraph
from dashboards.kept_pages import kept_pages
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.today.board import Board, gather_board
from dashboards.today.choice import Choice, read_choice
from dashboards.today.grid import draw_everyone
from dashboards.today.queue import draw_put_away, draw_queue
from dashboards.today.strip import draw_strip
from dashboards.words import count_people, write_day

SCREEN: Final = "today"
BUCKET_SECONDS: Final = 600
"""For how long hours left may be drawn once."""


def show_today(_values: Mapping[str, Any], query: Mapping[str, str]) -> Element:
    """The screen, drawn once for each person, ten minutes, choice and version of the data."""
    scope, person = access.current_scope(), access.current_person()
    assert person is not None  # noqa: S101  a scope is a person's
    now = clock.now()
    today = clock.today(person.timezone)
    choice = read_choice(query)
    # Only an owner sees the clients of several coaches.
    staff = identity.name_staff(scope.practice_id) if scope.role is Role.OWNER else {}
    bucket = int(now.timestamp()) // BUCKET_SECONDS
    names = tuple(sorted(staff.items()))
    key = (*facts.version_of(scope), SCREEN, today, bucket, str(get_locale()), choice, names)
    return kept_pages().find(
        key, lambda: draw_today(read_board(scope, today, now, person.timezone), choice, staff)
    )


def read_board(scope: Scope, today: date, now: datetime, timezone: str) -> Board:
    """What the screen is drawn from, in three statements beside the facts."""
    diagnosed = diagnoses.diagnose_clients(scope, today)
    clients = list_today_clients(scope)
    small = reads.read_small_rows(scope, SCREEN, today, now)
    return gather_board(
        clients,
        diagnosed,
        small,
        partial(name_applications, scope),
        user_id=scope.user_id,
        today=today,
        now=now,
        timezone=timezone,
        switches=find_switches(scope, clients, small.evaluations, today),
    )


def draw_today(board: Board, choice: Choice, staff: Mapping[UUID, str]) -> Element:
    """The screen from the board."""
    waiting = len(board.lines) + len(board.newcomers)
    if not board.clients and not waiting:
        return div([draw_head(board, _("Start with one person"), None), draw_first_day()])
    parts: list[Child] = []
    if waiting:
        parts += [draw_head(board, write_title(waiting), write_lead(board)), draw_queue(board, choice)]
    else:
        parts += [
            draw_head(board, _("Nobody needs a word from you today"), write_next(board)),
            draw_longer_view(board),
        ]
    parts += [draw_put_away(board), draw_strip(board), draw_everyone(board, choice, staff)]
    return div([part for part in parts if part], "today")


def draw_head(board: Board, title: str, lead: str | None) -> Element:
    """The day, the page's answer, and what it means for the hour."""
    day = format_date(board.today, "EEEE d MMMM")
    return div(
        [
            paragraph(day, "eyebrow"),
            element("H1", title),
            paragraph(lead, "lead") if lead else None,
        ],
        "page-head",
    )


def write_title(waiting: int) -> str:
    """How many people need a word."""
    if waiting == 1:
        return _("One person needs a word from you")
    return _("%(people)s need a word from you", people=count_people(waiting))


def write_lead(board: Board) -> str | None:
    """In which order, and how the others are."""
    several = len(board.lines) + len(board.newcomers) > 1
    others = len(board.clients) - len(board.lines)
    sentences = [_("The one whose waiting costs most stands first.")] if several else []
    if others > 0:
        sentences.append(
            ngettext("The other one can wait for today.", "The other %(num)d can wait for today.", others)
        )
    return " ".join(sentences) or None


def write_next(board: Board) -> str:
    """What comes next, so that nobody has to look for it."""
    coming = find_next(board)
    calm = _("No feedback window, review or interview waits.")
    if coming is None:
        return calm
    day, words = coming
    return calm + " " + _("Next, on %(day)s: %(what)s.", day=write_day(day, board.today), what=words)


def find_next(board: Board) -> tuple[date, str] | None:
    """The nearest day on which something is planned, and what that is."""
    coming: list[tuple[date, str]] = []
    for client in board.clients:
        if client.status != "searching":
            continue
        if client.next_session_on and client.next_session_on >= board.today:
            coming.append((client.next_session_on, _("you meet %(name)s", name=client.name)))
        if client.review_on and client.review_on > board.today:
            coming.append((client.review_on, _("the focus of %(name)s is reviewed", name=client.name)))
    events = board.facts.events
    ahead = np.flatnonzero(events.scheduled_for > number_day(board.today))
    if ahead.size:
        first = int(ahead[np.argmin(events.scheduled_for[ahead])])
        place = int(board.facts.client[events.application[first]])
        name = next((one.name for one in board.clients if board.places[one.id] == place), "")
        day = name_day(int(events.scheduled_for[first]))
        coming.append((day, _("%(name)s has a conversation with an employer", name=name)))
    return min(coming, default=None)


def draw_longer_view(board: Board) -> Element:
    """What an hour without a queue is good for."""
    rejected = board.facts.outcome == Outcome.REJECTED
    unexplained = int((rejected & (collect_causes(board.facts)[0] == 0)).sum())
    if unexplained:
        words = ngettext(
            "%(num)d rejection has no reason yet. A look at one takes about a minute, and tells more than "
            "ten further applications would.",
            "%(num)d rejections have no reason yet. A look at one takes about a minute, and tells more than "
            "ten further applications would.",
            unexplained,
        )
        action = link(_("Look at the reasons"), "/dash/reasons", "btn btn-primary")
    else:
        words = _("Every rejection has a reason. The patterns across your %(clients_word)s are worth a look.")
        action = link(_("Look at the reasons"), "/dash/reasons", "btn btn-quiet")
    return div(
        [
            element("H2", _("A good hour for the longer view")),
            paragraph(words, "muted measure"),
            div(action, "row-btns"),
        ],
        "card empty",
    )


def draw_first_day() -> Element:
    """What to do before there is anybody."""
    return div(
        [
            paragraph(
                _(
                    "Bring the sheet that one %(client_word)s already keeps. CoachHub reads it, shows you "
                    "what it understood, and changes nothing until you agree. After that this page tells "
                    "you whom to call."
                ),
                "lead",
            ),
            div(
                [
                    link(_("Bring a tracker"), "/imports/new", "btn btn-primary"),
                    link(_("Add a %(client_word)s"), "/clients/new", "btn btn-quiet"),
                ],
                "row-btns",
            ),
        ],
        "card empty",
    )
