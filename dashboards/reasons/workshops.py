"""Whom one workshop could serve: clients who share a likely cause and a field, with one action for each."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from urllib.parse import urlencode

from coachhub.queries.patterns import Pattern, SharedCauses, Sharer
from coachhub.queries.workshops import PLANNED, KnownWorkshop
from dashboards.elements import Child, Element, div, element, link, paragraph, span
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.marks import cause_label
from dashboards.words import count_people, speak_of_cause, write_day, write_number

SHOWN: Final = 2
"""More proposals than a coach can hold workshops wait behind a fold."""
NAMED: Final = 12

Key = tuple[int, str]
"""A cause and a field, as they are compared."""


def draw_workshops(shared: SharedCauses, today: date) -> Element:
    """The proposals; the way to the workshops there are stands below, also where nothing is proposed."""
    planned = find_planned(shared.workshops)
    drawn = [
        draw_pattern(pattern, shared.searching, planned.get(key_of(pattern)), today, first=place == 0)
        for place, pattern in enumerate(shared.patterns)
    ]
    parts: list[Child] = [*drawn[:SHOWN]]
    if drawn[SHOWN:]:
        rest = len(drawn) - SHOWN
        more = ngettext("%(n)s more such group", "%(n)s more such groups", rest, n=write_number(rest))
        folded = [element("Summary", more), div(list(drawn[SHOWN:]), "stack-lg fold-body")]
        parts.append(element("Details", folded, "fold"))
    to_all = (
        _("All workshops, and what came of them")
        if shared.workshops
        else _("A workshop for several %(clients_word)s")
    )
    parts.append(paragraph(link(to_all, "/workshops", "more"), "small"))
    return element(
        "Section",
        parts,
        "stack section-tight",
        id="workshops",
        tabIndex="-1",
        aria_label=_("Workshops"),
    )


def find_planned(workshops: Sequence[KnownWorkshop]) -> Mapping[Key, KnownWorkshop]:
    """The workshops that are planned, by what they are for."""
    planned = [one for one in workshops if one.state == PLANNED]
    return {(int(one.cause), fold(one.field or "")): one for one in reversed(planned)}


def key_of(pattern: Pattern) -> Key:
    """What a workshop for a pattern would be for."""
    return int(pattern.cause), fold(pattern.field)


def fold(field: str) -> str:
    """A field as it is compared: capitals and spaces make no other one."""
    return " ".join(field.split()).casefold()


def draw_pattern(
    pattern: Pattern, searching: int, planned: KnownWorkshop | None, today: date, *, first: bool
) -> Element:
    """One proposal: how many share what, who they are, and one action."""
    number = len(pattern.people)
    words: list[Child] = [
        paragraph([cause_label(pattern.cause), span(pattern.field)], "eyebrow chips"),
        element("H2", _("One workshop would serve %(people)s", people=lower_first(count_people(number)))),
        paragraph(say_shared(pattern, searching), "muted"),
        div([draw_sharer(one) for one in pattern.people[:NAMED]], "names small"),
    ]
    if number > NAMED:
        rest = number - NAMED
        more = ngettext(
            "and %(n)s more on the list", "and %(n)s more on the list", rest, n=write_number(rest)
        )
        words.append(paragraph(more, "small soft"))
    working = sum(one.working for one in pattern.people)
    if working:
        words.append(
            paragraph(
                ngettext(
                    "%(n)s works on it already, and the workshop goes with that. Everybody keeps the focus.",
                    "%(n)s work on it already, and the workshop goes with that. Everybody keeps the focus.",
                    working,
                    n=write_number(working),
                ),
                "small soft",
            )
        )
    return element(
        "Div", [div(words, "stack-xs"), draw_action(pattern, planned, today, first=first)], "confirm"
    )


def say_shared(pattern: Pattern, searching: int) -> str:
    """The sentence: of how many searches, how many share the cause, and how many of those the field."""
    said = {
        "n": write_number(len(pattern.people)),
        "all": write_number(pattern.in_all_fields),
        "searching": write_number(searching),
        "cause": speak_of_cause(pattern.cause),
        "field": pattern.field,
    }
    sentence = (
        _(
            "%(n)s of %(searching)s whose search is on share one likely reason, %(cause)s, and look for work "
            "in %(field)s.",
            **said,
        )
        if pattern.in_all_fields == len(pattern.people)
        else _(
            "%(all)s of %(searching)s whose search is on share one likely reason, %(cause)s; %(n)s of them "
            "look for work in %(field)s.",
            **said,
        )
    )
    return sentence + " " + _("It is the likeliest reading of each log, not a finding about anybody.")


def draw_sharer(sharer: Sharer) -> Element:
    """A name, and how likely the cause is for him, as a word."""
    how = _("works on it") if sharer.working else _("a lean") if sharer.leaning else _("likely")
    return span([link(sharer.name, f"/dash/clients/{sharer.client_id}", "more"), " ", span(how, "soft")])


def draw_action(pattern: Pattern, planned: KnownWorkshop | None, today: date, *, first: bool) -> Element:
    """Plan it; where one is planned already, the way there."""
    if planned is not None:
        when = (
            _("Planned for %(day)s", day=write_day(planned.held_on, today))
            if planned.held_on
            else _("Planned; no day yet")
        )
        return div(link(when, f"/workshops/{planned.id}", "btn btn-quiet"), "row-btns")
    query = urlencode({"cause": pattern.cause.word, "field": pattern.field})
    kind = "btn btn-primary" if first else "btn btn-quiet"
    return div(link(_("Plan this workshop"), f"/workshops/new?{query}", kind), "row-btns")


def lower_first(text: str) -> str:
    """The text within a sentence."""
    return text[:1].lower() + text[1:]
