"""What the practice has taught CoachHub about its market, its voices and its causes: each part with its n."""

from typing import Final

import numpy as np
from scipy.special import expit, logit

from coachhub.analysis.baseline import NO_SHIFT, mix_expected_rates
from coachhub.analysis.evidence import mix_healthy_rates
from coachhub.analysis.parameters import DEFAULTS, STEPS
from coachhub.analysis.vocabulary import Source
from coachhub.queries.works import Works
from dashboards.client.steps import name_steps
from dashboards.elements import Child, Element, div, element, paragraph
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.marks import table
from dashboards.words import name_cause, speak_of_cause, write_in_hundred, write_number, write_per_cent
from dashboards.works.early import draw_count
from dashboards.works.simulated import draw_own_tag

VOICES: Final = (Source.CLIENT, Source.EMPLOYER)
CLOSE: Final = 0.02
"""A difference that rounds to nothing is none."""


def draw_taught(works: Works) -> Element:
    """The section of three cards; always of the practice's own people."""
    return element(
        "Section",
        [
            div(
                [element("H2", _("What your practice has taught CoachHub")), draw_own_tag(works)], "flexline"
            ),
            paragraph(
                _(
                    "Learned from everybody together, whoever coaches them, and used in every proposal. Of "
                    "too "
                    "few nothing is used."
                ),
                "muted measure taught-lead",
            ),
            div([draw_market(works), draw_voices(works), draw_mix(works)], "thirds"),
        ],
        "section",
        id="taught",
    )


def draw_card(title: str, parts: list[Child], class_name: str = "card") -> Element:
    """One of the three."""
    return element("Section", div([element("H3", title), *parts], "card-body stack"), class_name)


def draw_waiting(works: Works, words: str, number: int, whole: int, people: int | None = None) -> list[Child]:
    """How far a part is from being used; `people` are those behind it, where `number` counts something "
    "else."""
    return [div(draw_count(works, words, number, whole, people), "early")]


def list_assumed_rates() -> list[float]:
    """What is assumed of each step before anybody taught anything."""
    healthy = mix_healthy_rates(np.zeros((1, 3)), NO_SHIFT)
    return [float(rate) for rate in mix_expected_rates(healthy)[0]]


def draw_market(works: Works) -> Element:
    """How often your market answers, beside what is assumed."""
    market = works.learned.market
    assert market is not None  # noqa: S101  staff are always told
    if not market.used:
        return draw_card(
            _("The market: too early"),
            [
                paragraph(
                    _("Until then, searches are compared with typical ones from published figures."), "muted"
                ),
                *draw_waiting(
                    works,
                    _(
                        "%(Clients_word)s who sent something in the last %(days)s days",
                        days=DEFAULTS.cohort_window_days,
                    ),
                    market.clients,
                    DEFAULTS.market_clients,
                ),
            ],
        )
    assumed = list_assumed_rates()
    here = [float(expit(logit(rate) + shift)) for rate, shift in zip(assumed, market.shift, strict=True)]
    rows: list[list[Child]] = [
        [
            name_steps()[step],
            _("%(n)s in 100", n=write_in_hundred(here[step])),
            write_in_hundred(assumed[step]),
            write_number(round(float(market.exposure[step]))),
        ]
        for step in range(STEPS)
    ]
    return draw_card(
        write_market_title(assumed[0], here[0]),
        [
            paragraph(
                ngettext(
                    "Of 100 that reach a step, so many go on; from %(n)s %(client_word)s, the last %(days)s "
                    "days.",
                    "Of 100 that reach a step, so many go on; from %(n)s %(clients_word)s, the last "
                    "%(days)s days.",
                    market.clients,
                    n=write_number(market.clients),
                    days=DEFAULTS.cohort_window_days,
                ),
                "muted small",
            ),
            table(
                [_("Step"), _("Here"), _("Assumed"), _("Learned from")],
                rows,
                _("How often applications go on, step by step"),
                "tight numbers",
            ),
            paragraph(
                _(
                    "Learned from: trials at their worth, older ones less. Few of them move a step only a "
                    "little."
                ),
                "caption",
            ),
        ],
        "card wide",
    )


def write_market_title(assumed: float, here: float) -> str:
    """Whether the market answers more or less often than assumed."""
    if round(100 * assumed) == round(100 * here):
        return _("The market: about as assumed")
    if here > assumed:
        return _("The market: first answers come more often than assumed")
    return _("The market: first answers come less often than assumed")


def draw_voices(works: Works) -> Element:
    """How far the word of clients and employers can be relied on."""
    learned = works.learned.reliability
    assert learned is not None  # noqa: S101  staff are always told
    parts: list[Child] = [
        paragraph(
            _("Where a coach and somebody else explained the same rejection, do they say the same?"), "muted"
        )
    ]
    readable = False
    for voice in VOICES:
        said, people = int(learned.said[voice]), works.spread.said[voice]
        if works.hides(people) or not learned.shown[voice]:
            parts += draw_waiting(works, name_voice(voice), said, DEFAULTS.agreement_least, people)
        elif people < DEFAULTS.compared_least:
            parts.append(paragraph([name_voice(voice), ": ", say_few()], "small"))
        else:
            readable = True
            parts.append(
                paragraph(
                    say_voice(
                        voice,
                        float(learned.agreement[voice]),
                        float(learned.reliability[voice]),
                        DEFAULTS.reliability[voice],
                        said,
                    )
                )
            )
    return draw_card(
        _("Whose word counts how much") if readable else _("Whose word counts: too early"), parts
    )


def name_voice(voice: Source) -> str:
    """Whose rejections were explained by a coach too."""
    if voice is Source.CLIENT:
        return _("Rejections that a %(client_word)s and a coach explained")
    return _("Rejections that an employer and a coach explained")


def say_few() -> str:
    """Why something is not shown though there is enough of it."""
    return _("of fewer than five people, and so not shown.")


def say_voice(voice: Source, agreement: float, learned: float, assumed: float, said: int) -> str:
    """What was learned about a voice, in words, with its n."""
    if agreement <= 0.1:
        often = _("hardly more often than by chance")
    elif agreement <= 0.4:
        often = _("somewhat more often than by chance")
    else:
        often = _("much more often than by chance")
    if learned > assumed + CLOSE:
        weight = _("So their word counts more than assumed")
    elif learned < assumed - CLOSE:
        weight = _("So their word counts less than assumed")
    else:
        weight = _("So their word counts about as much as assumed")
    numbers = _("%(learned)s, assumed %(assumed)s", learned=f"{learned:.2f}", assumed=f"{assumed:.2f}")
    if voice is Source.CLIENT:
        who = ngettext(
            "%(Clients_word)s and coaches agree %(often)s (%(n)s rejection).",
            "%(Clients_word)s and coaches agree %(often)s (%(n)s rejections).",
            said,
            often=often,
            n=write_number(said),
        )
    else:
        who = ngettext(
            "Employers and coaches agree %(often)s (%(n)s rejection).",
            "Employers and coaches agree %(often)s (%(n)s rejections).",
            said,
            often=often,
            n=write_number(said),
        )
    return f"{who} {weight} ({numbers})."


def draw_mix(works: Works) -> Element:
    """How frequent each cause is, where coaches confirmed enough of them."""
    learned = works.learned.prior
    assert learned is not None  # noqa: S101  staff are always told
    about = paragraph(
        _(
            "Learned only from what coaches say at a review, looking back: what had really held this search "
            "back?"
        ),
        "muted",
    )
    waiting = _("Causes that a coach confirmed")
    if works.hides(works.spread.confirmed) or not learned.shown:
        return draw_card(
            _("The mix of causes: too early"),
            [
                about,
                *draw_waiting(
                    works, waiting, learned.confirmed, DEFAULTS.confirmed_least, works.spread.confirmed
                ),
            ],
        )
    if works.spread.confirmed < DEFAULTS.compared_least:
        return draw_card(_("The mix of causes"), [about, paragraph([waiting, ": ", say_few()], "small")])
    rows: list[list[Child]] = [
        [
            _("None of the four") if place == 0 else name_cause(place - 1),
            write_per_cent(float(learned.prior[place])),
            write_per_cent(DEFAULTS.prior[place]),
        ]
        for place in (1, 2, 3, 4, 0)
    ]
    return draw_card(
        write_mix_title(works),
        [
            about,
            table(
                [_("Cause"), _("Here"), _("Assumed")], rows, _("How frequent each cause is"), "tight numbers"
            ),
            paragraph(
                ngettext(
                    "From %(n)s confirmed cause; what is assumed weighs as much as 100 of them.",
                    "From %(n)s confirmed causes; what is assumed weighs as much as 100 of them.",
                    learned.confirmed,
                    n=write_number(learned.confirmed),
                ),
                "caption",
            ),
        ],
    )


def write_mix_title(works: Works) -> str:
    """The cause that is more frequent here than assumed."""
    learned = works.learned.prior
    assert learned is not None  # noqa: S101  called where it is shown
    more = [here - assumed for here, assumed in zip(learned.prior[1:], DEFAULTS.prior[1:], strict=True)]
    cause = int(np.argmax(more))
    if more[cause] < CLOSE:
        return _("The mix of causes: about as assumed")
    return _("More often than assumed it is: %(cause)s", cause=speak_of_cause(cause))
