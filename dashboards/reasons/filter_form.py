"""The filters: one plain form that reads the page again; a script only spares the frame."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from coachhub.analysis.vocabulary import Channel, Source
from coachhub.queries.clients import ClientRow
from dashboards.elements import Child, Element, div, element, link
from dashboards.language import gettext as _
from dashboards.reasons.filters import PATH, WEEKS, Filters
from dashboards.words import name_channel, name_voice

Options = list[tuple[str, str]]


def draw_filters(filters: Filters, clients: Sequence[ClientRow], staff: Mapping[UUID, str]) -> Element:
    """The row of filters; one with nothing to choose from is left out. `staff` names who may be chosen."""
    periods = [(key, _("Last %(weeks)d weeks", weeks=weeks)) for key, weeks in WEEKS.items()]
    selects = [draw_select("weeks", _("Period"), _("Sent at any time"), periods, as_text(filters.weeks))]
    if staff:
        chosen = {row.coach_id for row in clients if row.coach_id}
        coaches = {str(key): name for key, name in staff.items() if key in chosen}
        selects.append(draw_select("coach", _("Coach"), _("All coaches"), by_name(coaches), filters.coach))
    fields = {row.field: row.field for row in clients if row.field}
    selects.append(draw_select("field", _("Field"), _("All fields"), by_name(fields), filters.field))
    levels = {row.seniority: row.seniority for row in clients if row.seniority}
    selects.append(draw_select("seniority", _("Level"), _("All levels"), by_name(levels), filters.seniority))
    channels = [(channel.word, name_channel(channel)) for channel in Channel]
    channel = filters.channel.word if filters.channel is not None else None
    selects.append(draw_select("channel", _("Channel"), _("All channels"), channels, channel))
    voices = [(source.word, name_voice(source)) for source in Source]
    voice = filters.voice.word if filters.voice is not None else None
    selects.append(draw_select("voice", _("Who said why"), _("Said by anyone"), voices, voice))
    actions: list[Child] = [element("Button", _("Show"), "btn btn-quiet", type="submit")]
    if filters.any_chosen:
        actions.append(link(_("Clear filters"), PATH, "clear"))
    return element(
        "Form",
        div([*(select for select in selects if select), *actions], "chips"),
        "filters",
        method="get",
        action=PATH,
        role="search",
        aria_label=_("What is counted"),
        # A new choice is a new form: what was picked but not sent does not linger.
        key=filters.address(),
    )


def draw_select(
    name: str, label: str, everything: str, options: Options, chosen: str | None
) -> Element | None:
    """One filter as a list to choose from; None with fewer than two choices, unless one is chosen."""
    if len(options) < 2 and chosen is None:
        return None
    if chosen is not None and chosen not in dict(options):
        options = [*options, (chosen, chosen)]
    entries = [element("Option", everything, value="", selected=chosen is None)]
    entries += [element("Option", text, value=value, selected=value == chosen) for value, text in options]
    identity = f"filter-{name}"
    return div(
        [
            element("Label", label, "visually-hidden", htmlFor=identity),
            element("Select", entries, "chip" + (" on" if chosen else ""), id=identity, name=name),
        ]
    )


def by_name(options: dict[str, str]) -> Options:
    """Choices by what people read."""
    return sorted(options.items(), key=lambda option: option[1].casefold())


def as_text(number: int | None) -> str | None:
    """A number as it stands in an address."""
    return None if number is None else str(number)
