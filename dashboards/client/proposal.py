"""The proposed focus: what it would be, how sure that is, and what would settle it. Never a verdict."""

from coachhub.analysis.ask import AskKind
from coachhub.analysis.vocabulary import Cause, State
from dashboards.client.agreement import draw_agreement
from dashboards.client.asking import Request
from dashboards.client.evidence import draw_evidence, say_difference, say_market, say_record
from dashboards.client.relied import draw_reliance, say_lowered
from dashboards.client.settle import find_last_tap, is_open, say_settle
from dashboards.client.story import Story
from dashboards.elements import Child, Element, div, element, link, paragraph, span, strong
from dashboards.language import gettext as _
from dashboards.marks import cause_label, share_bar
from dashboards.words import KINDS, speak_of_cause, write_number, write_per_cent


def draw_reading(story: Story, request: Request) -> Element:
    """What the log says while something is worked on already: folded, because nothing new is proposed."""
    proposing = story.state in (State.FOCUS, State.LEANING)
    parts: list[Child] = [
        div([paragraph(write_lead(story), "muted"), paragraph(say_record(story))], "stack-sm"),
        draw_probabilities(story),
        draw_grounds(story, proposing=proposing),
        draw_outlook(story, request, proposing=False),
        draw_reliance(story),
    ]
    parts = [part for part in parts if part is not None]
    folded = [
        element("Summary", element("H2", _("What the log says today"), "h3")),
        div(parts, "stack-lg fold-body"),
    ]
    body = div(element("Details", folded, "fold"), "card-body")
    return element("Section", body, "card", aria_label=_("What the log says today"))


def draw_proposal(story: Story, request: Request) -> Element:
    """The card of the proposal."""
    proposing = story.state in (State.FOCUS, State.LEANING)
    # Who found something is not read any more.
    arrived = story.state is State.PAUSED and story.has_offer_accepted
    parts: list[Child] = [
        div(
            [
                paragraph(span(name_state(story.state), "tag"), "eyebrow"),
                element("H2", write_title(story), "focus-title", id="proposal"),
                paragraph(write_lead(story), "lead"),
                None if arrived else paragraph(say_record(story), "muted"),
            ],
            "stack-sm",
        ),
        None if arrived else draw_probabilities(story),
        draw_grounds(story, proposing=proposing),
        draw_reliance(story),
    ]
    ending = [draw_outlook(story, request, proposing=proposing), draw_agreement(story, request)]
    if any(ending):
        parts.append(div([part for part in ending if part is not None], "stack-sm"))
    parts = [part for part in parts if part is not None]
    return element("Section", div(parts, "card-body stack-lg"), "card", **{"aria-labelledby": "proposal"})


def draw_grounds(story: Story, *, proposing: bool) -> Element | None:
    """What speaks for a proposal and against it; where there is none, what else it may be."""
    if proposing:
        return draw_evidence(story)
    said = [say_difference(story), say_market() if story.state is not State.PAUSED else None]
    lines = [paragraph(words, "small muted") for words in said if words]
    return div(lines, "stack-sm") if lines else None


def name_state(state: State) -> str:
    """The state as a word."""
    return {
        State.FOCUS: _("Proposed focus"),
        State.LEANING: _("Proposed focus · a lean"),
        State.ABSTAIN: _("Too early to say"),
        State.NOTHING_STANDS_OUT: _("Nothing stands out"),
        State.PAUSED: _("Paused"),
    }[state]


def write_title(story: Story) -> str:
    """The one thing to do."""
    if story.state in (State.FOCUS, State.LEANING):
        return story.improvement.title
    if story.state is State.NOTHING_STANDS_OUT:
        return _("Keep going as it is")
    if story.state is State.PAUSED:
        return _("An offer is accepted") if story.has_offer_accepted else _("This search is resting")
    if story.lowered:
        return _("This log does not say enough to propose one thing")
    if story.mature:
        return _("No cause is likely enough yet to propose one thing")
    return _("Not enough answers yet to propose one thing")


def write_lead(story: Story) -> str:
    """Why, with how sure it is."""
    none, likeliest = story.probabilities[0], story.probabilities[1 + story.cause]
    next_one = say_runner_up(story)
    said = {"cause": begin(speak_of_cause(story.cause)), "p": write_per_cent(likeliest)}
    # What is proposed promises most; where another cause is likelier, nobody is told otherwise.
    first = (
        _("%(cause)s is the likeliest thing to hold this search back, at %(p)s.", **said)
        if likeliest == max(story.probabilities[1:])
        else _("%(cause)s may hold this search back, at %(p)s, and working on it promises most.", **said)
    )
    if story.state is State.FOCUS:
        return first + " " + next_one
    lowered = say_lowered(story)
    if lowered is not None and story.state is State.LEANING:
        return " ".join([first, lowered, next_one])
    if lowered is not None:
        return lowered + " " + _("The search goes on as it is; what would help is below.")
    if story.state is State.LEANING:
        return " ".join(
            [
                first,
                _("That is a lean, not a finding: at this level about half of all proposals turn out right."),
                next_one,
            ]
        )
    if story.state is State.NOTHING_STANDS_OUT:
        return _(
            "Nothing in the log stands out: no single cause is the likeliest reading, at %(p)s. Only about "
            "half of the searches that look like this have none, so one more look is always worth it.",
            p=write_per_cent(none),
        )
    if story.state is State.PAUSED:
        if story.has_offer_accepted:
            return _("Nothing is proposed any more. That is worth a celebration.")
        return _(
            "No application in the last five weeks. Before anything is proposed, it may help to ask how "
            "%(name)s is.",
            name=story.first_name,
        )
    reading = max(Cause, key=lambda cause: story.probabilities[1 + cause])
    return _(
        "The likeliest reading so far is %(cause)s, at %(p)s; that is not enough to act on, so nothing is "
        "proposed. The search goes on as it is.",
        cause=speak_of_cause(reading),
        p=write_per_cent(story.probabilities[1 + reading]),
    )


def say_runner_up(story: Story) -> str:
    """What comes next."""
    return _(
        "Next: %(cause)s, at %(p)s.",
        cause=speak_of_cause(story.runner_up),
        p=write_per_cent(story.probabilities[1 + story.runner_up]),
    )


def begin(words: str) -> str:
    """Words at the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def draw_probabilities(story: Story) -> Element:
    """How likely each cause is: a proposed one first, then by probability, no single cause last."""
    of_cause = story.probabilities[1:]
    first = story.cause if story.state in (State.FOCUS, State.LEANING) else None
    order = sorted(Cause, key=lambda cause: (cause is not first, -of_cause[cause], cause))
    rows = [draw_row(cause_label(cause), of_cause[cause], KINDS[cause]) for cause in order]
    nobody = span([element("I", None, "mark nomark", aria_hidden="true"), _("No single cause")], "cause")
    rows.append(draw_row(nobody, story.probabilities[0], "none"))
    return div(rows, "prob", role="group", aria_label=_("How likely each cause is"))


def draw_row(label: Element, probability: float, kind: str) -> Element:
    """One cause with its probability."""
    return div([label, share_bar(probability, kind), span(write_per_cent(probability), "n")], f"r {kind}")


def draw_outlook(story: Story, request: Request, *, proposing: bool) -> Element | None:
    """What would settle it, and what could be expected."""
    lines: list[Child] = []
    if story.state is not State.PAUSED:
        said: list[Child] = [
            strong(_("What would settle it:")),
            " ",
            span(say_settle(story, request), "muted"),
        ]
        if not asks_beside(story):
            said += [" ", find_way(story, request)]
        lines.append(paragraph(said))
    if proposing:
        lines.append(paragraph(say_expected(story), "muted"))
    return div([line for line in lines if line], "rule stack-sm") if lines else None


def find_way(story: Story, request: Request) -> Element | None:
    """The way to what would settle it, where no card of its own asks for it."""
    if request.kind is AskKind.RATING:
        return link(_("Rate four things"), f"/clients/{story.client.id}/ratings?why=ask")
    return link(_("Go there"), f"#rejection-{request.about.id}") if request.about is not None else None


def asks_beside(story: Story) -> bool:
    """Whether what would settle it stands in a card of its own: nothing is decided, and nothing under way.

    After a tap of today it stays, whatever the tap changed: what was said can be taken back there.
    """
    if story.focus is not None or story.state is State.PAUSED:
        return False
    return is_open(story) or find_last_tap(story) is not None


def say_expected(story: Story) -> str | None:
    """Interviews with and without the improvement, if the cause is the right one; None without a pace."""
    diagnoses = story.diagnosed.diagnoses
    pace, now = float(diagnoses.pace[story.row]), float(diagnoses.interviews[story.row])
    if pace == 0:
        return None
    before, more = write_apart(now, now + float(diagnoses.improved_interviews[story.row]))
    return _(
        "If %(cause)s is what holds this search back and the work closes %(share)s of the gap, expect "
        "%(more)s interviews in four weeks instead of %(now)s, at %(pace)s applications a week. It ranks "
        "what to try first; it does not promise.",
        cause=speak_of_cause(story.cause),
        share=say_share(story.share_closed),
        more=more,
        now=before,
        pace=write_number(pace),
    )


def write_apart(before: float, after: float) -> tuple[str, str]:
    """Two small expected numbers, with a second decimal where one would make them look the same."""
    places = 1 if f"{before:.1f}" != f"{after:.1f}" else 2
    return f"{before:.{places}f}", f"{after:.{places}f}"


def say_share(share: float) -> str:
    """A share of the gap in words."""
    if share >= 0.45:
        return _("half")
    return _("a third") if share >= 0.3 else _("a quarter")
