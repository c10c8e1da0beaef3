"""Words and numbers of the What works screen."""

from flask_babel import format_date

from coachhub.analysis.vocabulary import Cause
from coachhub.analysis.what_works import Effect
from coachhub.playbook.book import Playbook
from coachhub.queries.works import Works
from dashboards.client.steps import name_steps
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.words import name_cause, write_in_hundred, write_number

CLAIM = 1.1
"""An effect counts as shown only when its whole range lies above this."""


def name_improvement(works: Works, effect: Effect) -> str:
    """The title; where the same improvement was tried for several causes, for which of them."""
    title = find_title(works.playbook, effect.improvement)
    if sum(one.improvement == effect.improvement for one in works.what.effects) < 2:
        return title
    return _("%(title)s (%(cause)s)", title=title, cause=name_cause(effect.cause))


def find_title(playbook: Playbook, improvement: int) -> str:
    """The title of an improvement by its position."""
    return playbook.entries[improvement].improvement.title


def name_step(effect: Effect) -> str:
    """Where the effect of an improvement is measured."""
    return name_steps()[effect.step]


def kind_of(effect: Effect) -> str:
    """The class that carries the mark of its cause."""
    return Cause(effect.cause).word


def write_odds(odds: float) -> str:
    """How many times the odds: two digits that mean something."""
    return f"{odds:.2f}" if odds < 10 else f"{odds:.0f}"


def say_verdict(effect: Effect) -> str:
    """What its cycles say, without more certainty than there is."""
    if not effect.shown:
        return _("Too early")
    if effect.works:
        return _("Helps")
    return say_unclear(effect.odds_high)


def say_unclear(high: float) -> str:
    """What a range says that does not lie above the claim; `high` is its end, in times the odds."""
    return _("No sign that it helps") if high < CLAIM else _("Cannot tell yet")


def say_rates(effect: Effect) -> str:
    """From what to what, of 100."""
    return _(
        "%(before)s → %(after)s in 100", before=write_rate(effect.before), after=write_rate(effect.after)
    )


def say_range(effect: Effect) -> str:
    """What is likely, of 100."""
    return _("%(low)s to %(high)s", low=write_rate(effect.after_low), high=write_rate(effect.after_high))


def write_rate(rate: float) -> str:
    """A rate of 100."""
    return write_in_hundred(rate)


def say_needed(effect: Effect) -> str | None:
    """What it would take to know; None where it is known."""
    if not effect.shown:
        if effect.until_shown == 0:
            return _("from at least five people")
        return ngettext(
            "%(n)s more focus", "%(n)s more focuses", effect.until_shown, n=write_number(effect.until_shown)
        )
    if effect.until_known == 0 or effect.works:
        return None
    if effect.until_known < 0:
        return _("more than 1,000 further focuses; if there is an effect, it is small")
    # An estimate: more digits would promise more than it knows.
    about = round_up(effect.until_known)
    return ngettext("about %(n)s more focus", "about %(n)s more focuses", about, n=write_number(about))


def round_up(number: int) -> int:
    """The next full ten, from 1,000 on the next hundred; small numbers stay: 7, 30, 130."""
    if number < 10:
        return number
    unit = 100 if number >= 1000 else 10
    return -(-number // unit) * unit


def count_focuses(number: int) -> str:
    """How many focuses."""
    return ngettext("%(n)s focus", "%(n)s focuses", number, n=write_number(number))


def count_improvements(number: int) -> str:
    """How many improvements, in words up to six: a title is read, not counted."""
    words = (
        _("No improvement"), _("One improvement"), _("Two improvements"), _("Three improvements"),
        _("Four improvements"), _("Five improvements"), _("Six improvements"),
    )  # fmt: skip
    if number < len(words):
        return words[number]
    return ngettext("%(n)s improvement", "%(n)s improvements", number, n=write_number(number))


def write_month(works: Works) -> str:
    """The month of the first focus that had its time."""
    return str(format_date(works.since, "MMMM y"))
