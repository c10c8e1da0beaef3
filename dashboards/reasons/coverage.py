"""How many rejections have a reason, and who said so; each number opens the rejections behind it."""

from coachhub.analysis.vocabulary import Source
from dashboards.elements import Child, Element, div, link, paragraph
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.reasons.counts import Counts
from dashboards.reasons.filters import KNOWN, NEXT, Filters
from dashboards.words import write_number


def draw_coverage(counts: Counts, filters: Filters, waiting: int) -> Element:
    """The bar, its sentence, and the way to the next rejection to look at."""
    share = counts.known / counts.total
    bar = div(div(None, "fill", style={"width": f"{100 * share:.1f}%"}), "track", aria_hidden="true")
    words: list[Child] = [*write_coverage(counts, filters)]
    if waiting:
        look = ngettext("%(n)s waits for a look", "%(n)s wait for a look", waiting, n=write_number(waiting))
        words += [" ", link(look, f"#{NEXT}")]
    return div([bar, paragraph(words, "small muted coverage-words")], "coverage section-gap")


def write_coverage(counts: Counts, filters: Filters) -> list[Child]:
    """The sentence: how many of how many, and by whom."""
    of = _("%(n)s of %(m)s", n=write_number(counts.known), m=write_number(counts.total))
    told = [
        _("%(n)s said by the %(client_word)s", n=write_number(counts.by_voice[Source.CLIENT])),
        _("%(n)s by a coach", n=write_number(counts.by_voice[Source.COACH])),
        _("%(n)s by the employer", n=write_number(counts.by_voice[Source.EMPLOYER])),
    ]
    tellers = (Source.CLIENT, Source.COACH, Source.EMPLOYER)
    said: list[Child] = []
    for teller, part in zip(tellers, told, strict=True):
        said.append(link(part, filters.open(teller=teller)) if counts.by_voice[teller] else part)
        said.append(", ")
    known: Child = link(of, filters.open(cause=KNOWN), "strong") if counts.known else of
    return [known, " ", _("rejections have a reason:"), " ", *said[:-1], "."]
