"""How far this log can be relied on, and what would make it better; why something is shown less sure."""

from coachhub.analysis.data_trust import FEWEST_RECORDS, DataTrust
from coachhub.analysis.vocabulary import State
from dashboards.client.story import Story
from dashboards.elements import Child, Element, div, element, link, paragraph, strong
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.words import write_per_cent


def say_lowered(story: Story) -> str | None:
    """Why the state is a less sure one than the evidence alone would give; None where it is not."""
    trust = story.diagnosed.trust
    if trust is None or not story.lowered:
        return None
    share = write_per_cent(float(trust.share[story.row]))
    if story.state is State.LEANING:
        return _(
            "It is shown as a lean and not as a finding, because only %(share)s of what this log records "
            "can be relied on.",
            share=share,
        )
    if trust.no_answers[story.row]:
        return _(
            "Nothing is proposed, because this log records no answer of any kind. It may only list what was "
            "sent."
        )
    return _(
        "Nothing is proposed, because only %(share)s of what this log records can be relied on.", share=share
    )


def draw_reliance(story: Story) -> Element | None:
    """The figure with its parts, folded; None while there is too little to measure."""
    trust = story.diagnosed.trust
    if trust is None or trust.records[story.row] < FEWEST_RECORDS:
        return None
    records = int(trust.records[story.row])
    share = write_per_cent(float(trust.share[story.row]))
    title = (
        _("%(num)d records in this log, and not one answer", num=records)
        if trust.no_answers[story.row]
        else ngettext(
            "%(share)s of %(num)d record in this log can be relied on",
            "%(share)s of %(num)d records in this log can be relied on",
            records,
            share=share,
        )
    )
    found = list_improvements(story, trust)
    body: list[Child] = [
        element("Ul", [element("Li", words) for words in found], "stack-xs small")
        if found
        else paragraph(_("Nothing in it is missing or out of order."), "small muted"),
        paragraph(
            _(
                "A record is an application that was sent, or a move or an end after it. One whose days "
                "contradict each other is not counted, one with a guessed or late day counts half, and so "
                "many silent ones as are beyond three in four do not count.",
            ),
            "small soft",
        ),
    ]
    summary = element("Summary", element("H3", title, "small"))
    return element("Details", [summary, div(body, "stack-sm fold-body")], "fold rule")


def list_improvements(story: Story, trust: DataTrust) -> list[list[Child]]:
    """What is doubtful in the log and what would mend it, the heaviest first."""
    row, home = story.row, f"/clients/{story.client.id}"
    late, moves = int(trust.late[row]), int(trust.moves[row])
    aged, silent = int(trust.aged[row]), int(trust.silent[row])
    said: list[tuple[float, list[Child]]] = []
    if trust.no_answers[row]:
        words = _(
            "None of %(num)d applications sent more than four weeks ago has an answer of any kind here. If "
            "some were answered, bringing those answers is worth more than anything else.",
            num=aged,
        )
        said.append(
            (aged, [words, " ", link(_("Bring a tracker"), f"/imports/new?client={story.client.id}")])
        )
    elif excess := trust.excess(row):
        words = _(
            "%(silent)d of %(aged)d applications sent more than four weeks ago are open without any news; "
            "three in four would be many. Perhaps some were answered: %(name)s would know.",
            silent=silent,
            aged=aged,
            name=story.first_name,
        )
        said.append((excess, [words]))
    if late:
        words = ngettext(
            "%(num)d of %(moves)d moves has a day that is a guess, or was written down more than two weeks "
            "later. The latest ones matter most.",
            "%(num)d of %(moves)d moves have a day that is a guess, or was written down more than two weeks "
            "later. The latest ones matter most.",
            late,
            moves=moves,
        )
        said.append((late / 2, [words]))
    if wrong := int(trust.disordered[row]):
        words = ngettext(
            "%(num)d application has days that contradict each other.",
            "%(num)d applications have days that contradict each other.",
            wrong,
        )
        said.append((wrong, [words]))
    if undated := int(trust.undated[row]):
        words = ngettext(
            "%(num)d application has no day of sending.",
            "%(num)d applications have no day of sending.",
            undated,
        )
        said.append((undated, [words]))
    said.sort(key=lambda one: -one[0])
    found = [
        [strong(words[0]) if not place else words[0], *words[1:]] for place, (_w, words) in enumerate(said)
    ]
    if found and not trust.no_answers[row]:
        found[-1] = [*found[-1], " ", link(_("Look at the applications"), f"{home}/search/applications")]
    return found
