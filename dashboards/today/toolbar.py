"""What stands above the table of everybody: search, chips with their counts, choices that were kept."""

from collections.abc import Mapping
from uuid import UUID

from dashboards.elements import Child, Element, div, element, link, span
from dashboards.language import gettext as _
from dashboards.posting import hidden, post_form, submit
from dashboards.today.board import Board
from dashboards.today.choice import NO_FOCUS, PATH, QUIET, REVIEW, Choice
from dashboards.today.everyone import Listed


def draw_toolbar(board: Board, choice: Choice, listed: Listed, staff: Mapping[UUID, str]) -> Element:
    """Search, chips with their counts, named choices."""
    kept = {name: text for name, text in choice.values().items() if name != "q"} or {"everyone": "1"}
    # The key makes another choice another form: what was typed but not sent does not linger.
    field = element(
        "Textarea", choice.q or "", "form-control one-line", id="q", name="q", rows="1", maxLength="100",
        placeholder=_("Name, field or email"), wrap="off", key=f"q={choice.q}",
    )  # fmt: skip
    search = element(
        "Form",
        [
            element("Label", _("Find in everyone"), "visually-hidden", htmlFor="q"),
            field,
            *(hidden(name, text) for name, text in kept.items()),
            element("Button", _("Find"), "btn btn-quiet", type="submit"),
        ],
        "find",
        method="get",
        action=PATH,
        role="search",
    )
    add = link(_("Add a %(client_word)s"), "/clients/new", "btn btn-quiet")
    parts: list[Child] = [div([search, add], "toolbar-row"), draw_chips(choice, listed)]
    # With one coach alone there is nothing to choose.
    if len(listed.by_coach) > 1 or choice.coach:
        parts.append(draw_coaches(choice, listed, staff))
    parts.append(draw_named(board, choice))
    return div(parts, "toolbar")


def draw_chips(choice: Choice, listed: Listed) -> Element:
    """The kinds of client to look at, each with how many it shows."""
    names = {None: _("All"), NO_FOCUS: _("No focus yet"), QUIET: _("Quiet"), REVIEW: _("Review this week")}
    chips = [
        draw_chip(name, listed.counts[kind], choice.address(only=kind, everyone=True), on=choice.only == kind)
        for kind, name in names.items()
    ]
    return div(chips, "chips", role="group", aria_label=_("Which %(clients_word)s"))


def draw_coaches(choice: Choice, listed: Listed, staff: Mapping[UUID, str]) -> Element:
    """The coaches of a practice, for its owner; the chosen one again means all."""
    chips = []
    for key, name in sorted(staff.items(), key=lambda one: (one[1].casefold(), one[0].hex)):
        on = choice.coach == str(key)
        if on or str(key) in listed.by_coach:
            address = choice.address(coach=None if on else str(key), everyone=True)
            chips.append(draw_chip(name, listed.by_coach.get(str(key), 0), address, on=on))
    return div(chips, "chips", role="group", aria_label=_("Whose %(clients_word)s"))


def draw_chip(name: str, number: int, address: str, *, on: bool) -> Element:
    """One choice as a link; the one that is shown says so."""
    said = {"aria-current": "true"} if on else {}
    return link([name, " ", span(str(number), "v")], address, "chip on" if on else "chip", **said)


def draw_named(board: Board, choice: Choice) -> Element | None:
    """Choices that were given a name, and a way to name the one that is shown."""
    parts: list[Child] = []
    query = choice.query()
    for one in board.small.choices:
        on = {"aria-current": "true"} if one.query == query else {}
        label = span(_("Remove %(name)s", name=one.name), "visually-hidden")
        cross = submit([span("×", aria_hidden="true"), label], "chip cross")
        remove = post_form(f"/today/filters/{one.id}/remove", cross)
        chip = link(one.name, f"{PATH}?{one.query}", "chip on" if on else "chip", **on)
        parts.append(div([chip, remove], "named", key=str(one.id)))
    if (choice.narrows or choice.sort) and query not in {one.query for one in board.small.choices}:
        name = element(
            "Textarea", "", "form-control one-line", id="filter-name", name="name", rows="1", maxLength="60",
            placeholder=_("For example: Quiet in marketing"), wrap="off",
        )  # fmt: skip
        form = post_form(
            "/today/filters",
            [
                hidden("query", query),
                element("Label", _("A name for this choice"), "visually-hidden", htmlFor="filter-name"),
                name,
                submit(_("Keep this choice")),
            ],
            "find",
            key=query,
        )
        parts.append(element("Details", [element("Summary", _("Keep this choice")), form], "fold", key="new"))
    return div(parts, "chips", role="group", aria_label=_("Choices you kept")) if parts else None
