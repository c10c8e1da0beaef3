"""What the coach wrote and what the client shared of how he is, in one column; strengths and wins."""

from datetime import datetime
from typing import Final

from coachhub.queries.checkins import CheckInRow
from coachhub.queries.notes import NoteRow
from dashboards.client.head import name_mood
from dashboards.client.story import Story
from dashboards.elements import Child, Element, div, element, link, paragraph, span
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.words import write_day

SHOWN: Final = 3


def draw_notes(story: Story) -> Element:
    """The latest three, and the others folded."""
    written: list[NoteRow | CheckInRow] = [*story.file.notes, *story.file.checkins]
    written.sort(key=lambda one: (one.created_at, one.id.int), reverse=True)
    drawn = [
        draw_note(story, one) if isinstance(one, NoteRow) else draw_checkin(story, one) for one in written
    ]
    parts: list[Child] = [
        div(
            [
                element("H2", _("Notes"), id="notes", tabIndex=-1),
                link(_("Add"), f"/clients/{story.client.id}/notes/new"),
            ],
            "flexline",
        )
    ]
    if not drawn:
        parts.append(
            paragraph(
                _(
                    "What you write here is private to you, unless you share it with %(name)s.",
                    name=story.first_name,
                ),
                "muted",
            )
        )
    parts += drawn[:SHOWN]
    if len(drawn) > SHOWN:
        more = ngettext("%(num)d older one", "%(num)d older ones", len(drawn) - SHOWN)
        folded = [element("Summary", more), div(drawn[SHOWN:], "stack")]
        parts.append(element("Details", folded, "fold"))
    return element("Section", div(parts, "card-body stack"), "card", aria_labelledby="notes")


def draw_note(story: Story, note: NoteRow) -> Element:
    """One note, with who may read it."""
    mine = note.author_id == story.reader
    if note.visibility == "private":
        who = _("private to you")
    elif mine:
        who = _("shared with %(name)s", name=story.first_name)
    else:
        who = _("%(who)s, shared with %(name)s", who=story.name_person(note.author_id), name=story.first_name)
    about: list[Child] = [f"{write_moment(story, note.created_at)} · {who}"]
    if mine:
        about += [" ", link(_("Change"), f"/notes/{note.id}/edit", "note-edit")]
    return element("Article", [paragraph(about, "small soft"), paragraph(note.words, "voice words")], "note")


def draw_checkin(story: Story, checkin: CheckInRow) -> Element:
    """How the client said he was."""
    about = _(
        "%(day)s · %(name)s’s check-in", day=write_day(checkin.said_on, story.today), name=story.first_name
    )
    mood = name_mood(checkin.mood)
    parts: list[Child] = [paragraph(about, "small soft")]
    parts.append(paragraph(_("Feeling %(mood)s.", mood=mood), "muted"))
    if checkin.words:
        parts.append(paragraph(_("“%(words)s”", words=checkin.words), "voice words"))
    return element("Article", parts, "note")


def write_moment(story: Story, moment: datetime) -> str:
    """The reader's calendar day of a moment."""
    return write_day(story.day_of(moment), story.today)


def draw_good(story: Story) -> Element | None:
    """What the client is good at and what went well, in his words."""
    if not story.file.milestones:
        return None
    items = [
        element(
            "Li",
            [
                span(one.words, "voice-sm words"),
                span(
                    f" {write_day(one.happened_on, story.today)}" if one.happened_on else "",
                    "small soft",
                ),
            ],
        )
        for one in story.file.milestones
    ]
    shown, rest = items[:5], items[5:]
    parts: list[Child] = [
        div(
            [
                element(
                    "H2",
                    _("What %(name)s is good at, and what went well", name=story.first_name),
                    id="good",
                ),
                link(_("Add"), f"/clients/{story.client.id}/search#strengths"),
            ],
            "flexline",
        ),
        element("Ul", shown, "good"),
    ]
    if rest:
        more = ngettext("%(num)d more", "%(num)d more", len(rest))
        parts.append(element("Details", [element("Summary", more), element("Ul", rest, "good")], "fold"))
    return element("Section", div(parts, "card-body stack"), "card", aria_labelledby="good")
