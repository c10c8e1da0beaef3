"""What cannot be said yet, what it would take, and why a plain before and after is not enough."""

from collections.abc import Sequence

from coachhub.analysis.parameters import DEFAULTS
from coachhub.analysis.what_works import Effect
from coachhub.queries.works import Works
from dashboards.elements import Child, Element, div, drawing, element, paragraph, span
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.marks import mark
from dashboards.words import write_number
from dashboards.works.simulated import draw_tag
from dashboards.works.words import count_improvements, kind_of, name_improvement, say_needed

SHOWN = 6
NAIVE_GAIN = 4
"""Of 100: what a plain before and after showed in simulations in which a focus changed nothing
(docs/method.md section 25)."""


def draw_early(works: Works) -> Element | None:
    """The card of those with too few focuses; None where there is none."""
    early = [effect for effect in works.what.effects if not effect.shown]
    rest = say_rest(works, early[SHOWN:])
    if not early and not rest:
        return None
    lines: list[Child] = [element("Li", draw_progress(works, effect), "early") for effect in early[:SHOWN]]
    return element(
        "Section",
        div(
            [
                div([element("H2", write_title(works, early)), draw_tag(works)], "flexline"),
                paragraph(
                    _(
                        "A figure appears once %(least)s focuses have had their time. Fewer would show luck, "
                        "not effect.",
                        least=DEFAULTS.pooled_least,
                    ),
                    "muted",
                ),
                element("Ul", lines, "stack plain-list") if lines else None,
                paragraph(rest, "small soft") if rest else None,
            ],
            "card-body stack",
        ),
        "card",
    )


def write_title(works: Works, early: Sequence[Effect]) -> str:
    """How many are too early."""
    if not early:
        if not works.what.effects:
            return _("Each is too early to read")
        return _("Nothing is half-way: each that is listed can be read")
    return ngettext(
        "%(improvements)s is too early to read",
        "%(improvements)s are too early to read",
        len(early),
        improvements=count_improvements(len(early)),
    )


def draw_progress(works: Works, effect: Effect) -> list[Child]:
    """How far one is."""
    count = _("%(n)s of %(least)s", n=write_number(effect.cycles), least=DEFAULTS.pooled_least)
    needed = say_needed(effect)
    return [
        span([mark(kind_of(effect)), span(name_improvement(works, effect))], "named-mark"),
        span(count if needed is None else f"{count} · {needed}", "small muted tabular"),
        draw_bar(effect.cycles, DEFAULTS.pooled_least),
    ]


def draw_count(works: Works, words: str, number: int, whole: int, people: int | None = None) -> list[Child]:
    """How far something is, of which `people` are the reason (else `number` are); of few nothing is told."""
    if works.hides(number if people is None else people):
        return [span(words), span(_("of fewer than five people"), "small muted")]
    count = _("%(n)s of %(least)s", n=write_number(number), least=whole)
    return [span(words), span(count, "small muted tabular"), draw_bar(number, whole)]


def draw_bar(number: int, whole: int) -> Element:
    """How much of a number is there; the number stands beside it."""
    share = min(1.0, number / whole)
    return drawing(
        "Svg",
        [
            drawing("Rect", None, "rest", width="100%", height="8", rx="4"),
            drawing("Rect", None, "cov", width=f"{100 * share:.1f}%", height="8", rx="4"),
        ],
        width="100%",
        height="8",
        aria_hidden="true",
    )


def say_rest(works: Works, early: Sequence[Effect]) -> str:
    """Those that are not listed: the `early` ones further down, and those that nobody tried yet."""
    untried = len(works.playbook.offered) - len({effect.improvement for effect in works.what.effects})
    said = []
    if early:
        said.append(
            ngettext(
                "%(n)s more has %(cycles)s or fewer.",
                "%(n)s more have %(cycles)s or fewer each.",
                len(early),
                n=write_number(len(early)),
                cycles=write_number(early[0].cycles),
            )
        )
    if works.partial and not works.simulated:
        said.append(_("What fewer than five people have worked on is not listed."))
    elif untried > 0:
        said.append(
            ngettext(
                "%(n)s other in the playbook has not been tried yet.",
                "%(n)s others in the playbook have not been tried yet.",
                untried,
                n=write_number(untried),
            )
        )
    return " ".join(said)


def draw_why() -> Element:
    """Why not simply before and after, with what was measured about that."""
    return element(
        "Section",
        div(
            [
                element("H2", _("Why not simply before and after?")),
                paragraph(
                    _(
                        "People choose a focus at a low point, and low points pass by themselves. In our "
                        "simulation, "
                        "where nothing had changed at all, a plain before and after still showed %(n)s more "
                        "in 100.",
                        n=NAIVE_GAIN,
                    ),
                    "muted",
                ),
                paragraph(
                    _(
                        "The figures here take that out, count open applications for what they are worth, "
                        "and compare "
                        "each person with what a search like theirs usually does."
                    ),
                    "muted",
                ),
                draw_method(),
            ],
            "card-body stack",
        ),
        "card",
    )


def draw_method() -> Element:
    """How it is measured, folded."""
    points = [
        _(
            "Before: the rate that was likely on the day of the agreement, shrunk towards what searches "
            "like it "
            "usually do; never the raw one."
        ),
        _(
            "After: everything that reached the step once the focus was finished, or from a week after its "
            "start "
            "where it was not; until the next focus begins."
        ),
        _(
            "Every started focus counts, whether it was finished or set aside: those that go well stay "
            "longer, "
            "and would flatter the rest."
        ),
        _(
            "The range of many focuses together lies above 1.1× before anything is called an effect, because "
            "where there is none the estimate still comes out a little above 1."
        ),
        _("The market moves too: where enough others show by how much, that is taken off."),
    ]
    return element(
        "Details",
        [
            element("Summary", _("How it is measured")),
            element("Ul", [element("Li", point) for point in points], "stack-sm muted small points"),
        ],
        "fold",
    )
