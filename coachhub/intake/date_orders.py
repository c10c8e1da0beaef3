"""Which of two numbers is the day: what proves it for a column, and what speaks for it where nothing does."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from coachhub.intake.date_forms import Written

DAY_FIRST: Final = "day-first"
MONTH_FIRST: Final = "month-first"
BOTH: Final = (DAY_FIRST, MONTH_FIRST)
SEASON: Final = timedelta(days=31)
# Two values that cannot lie ahead are no slip of the year.
FEWEST_LATE: Final = 2
FEWEST_VALUES: Final = 6
FEWEST_MOVES: Final = 5
IN_ORDER: Final = 0.9
CLEARLY: Final = 0.2
MOST_ROWS: Final = 20_000

Forms = Mapping[str, Written | None]


class Order(NamedTuple):
    """How a column is read: `order` of its numbers, `dotted` of those with points between them.

    `proof` is "said", "number", "other column", "future", "points", "" (there is nothing to prove), or
    "default": then `order` is the likelier one, and somebody must be asked. "mixed" columns are read by
    `assumed` where a cell does not prove itself; `unsure_points` when that goes for points as well.
    """

    order: str = ""
    proof: str = ""
    assumed: str = ""
    dotted: str = DAY_FIRST
    unsure_points: bool = False

    def serve(self, form: Written) -> str:
        """The order in which one cell is read."""
        return self.dotted if form.separator == "." else self.assumed or self.order


class Evidence(NamedTuple):
    """What else a file says: the texts of its columns by row, and which column's days come first."""

    rows: Mapping[int, Sequence[str]]
    follows: Sequence[tuple[int, int]] = ()


def build(pair: tuple[int, int], year: int | None, order: str) -> date | None:
    """The day that the pair means in this order; the other order when this one is impossible."""
    first, second = pair
    for day, month in (
        ((first, second), (second, first)) if order == DAY_FIRST else ((second, first), (first, second))
    ):
        try:
            return date(year or 2000, month, day)
        except ValueError:
            continue
    return None


def reads_both_ways(form: Written) -> bool:
    """Whether day and month could change places."""
    return form.pair is not None and max(form.pair) <= 12 and form.pair[0] != form.pair[1]


def decide_orders(
    forms: Mapping[int, Forms],
    *,
    limits: Mapping[int, date],
    day_first: bool,
    said: Mapping[int, str],
    evidence: Evidence,
) -> dict[int, Order]:
    """The order of every column, decided by itself, by the others, or assumed for all of them together.

    `limits` are the last days that a column may hold; a cell of digits with points is day-first in every
    language unless a number proves otherwise.
    """
    found = {at: prove_order(texts.values(), limits[at]) for at, texts in forms.items()}
    for at, order in said.items():
        if at in found:
            points = order if found[at].proof == "points" or found[at].unsure_points else found[at].dotted
            found[at] = Order(order, "said", "", points)
    known = {one.order for one in found.values() if one.proof in ("number", "said")}
    if len(known) == 1 and "mixed" not in known:
        order = next(iter(known))
        for at, one in found.items():
            if one.proof == "default":
                found[at] = Order(order, "other column", "", one.dotted)
    pending = {at: forms[at] for at, one in found.items() if one.proof == "default"}
    if pending or "mixed" in known:
        first = next((found[at].assumed for at in pending if found[at].assumed), "")
        order = first or weigh_evidence(pending, forms, evidence) or (DAY_FIRST if day_first else MONTH_FIRST)
        for at, one in found.items():
            if one.proof == "default":
                found[at] = one._replace(order=order, assumed="")
            elif one.order == "mixed" and not one.assumed:
                found[at] = one._replace(assumed=order)
    return found


def prove_order(forms: Iterable[Written | None], limit: date) -> Order:
    """What a column proves by itself; proof "default" when it has numbers that prove nothing.

    `assumed` of such a column is the order that its only late day speaks for.
    """
    pairs = [pair for form in forms if form for pair in list_pairs(form)]
    if not pairs:
        return Order()
    dotted = [pair for pair in pairs if pair.separator == "."]
    others = [pair for pair in pairs if pair.separator != "."]
    days, months = count_proofs(dotted)
    of_dotted = MONTH_FIRST if months and not days else DAY_FIRST
    if days and months:
        assumed = DAY_FIRST if days >= months else MONTH_FIRST
        return Order("mixed", "number", assumed, assumed, unsure_points=True)
    if not others:
        return Order(of_dotted, "points", "", of_dotted)
    days, months = count_proofs(others)
    if days and months:
        assumed = "" if days == months else DAY_FIRST if days > months else MONTH_FIRST
        return Order("mixed", "number", assumed, of_dotted)
    if days or months:
        return Order(DAY_FIRST if days else MONTH_FIRST, "number", "", of_dotted)
    late = [count_late(others, limit, order) for order in BOTH]
    if bool(late[0]) != bool(late[1]):
        order = MONTH_FIRST if late[0] else DAY_FIRST
        if max(late) >= FEWEST_LATE:
            return Order(order, "future", "", of_dotted)
        return Order(order, "default", order, of_dotted)
    return Order("", "default", of_dotted if dotted else "", of_dotted)


def list_pairs(form: Written) -> Iterator[Written]:
    """The numbers of a cell whose order is open: of one date, or of its first and last one."""
    if form.pair is not None:
        yield form
    if form.last is not None and form.last.pair is not None:
        yield form.last


def count_proofs(forms: Iterable[Written]) -> tuple[int, int]:
    """(numbers that can only be day-first, numbers that can only be month-first)."""
    pairs = [form.pair for form in forms if form.pair]
    return sum(a > 12 >= b for a, b in pairs), sum(b > 12 >= a for a, b in pairs)


def count_late(forms: Iterable[Written], limit: date, order: str) -> int:
    """How many different days lie behind the limit in this order."""
    days = {build(form.pair, form.year, order) for form in forms if form.pair and form.year}
    return sum(day is not None and day > limit for day in days)


def weigh_evidence(pending: Mapping[int, Forms], forms: Mapping[int, Forms], evidence: Evidence) -> str:
    """The likelier order of all columns that prove none; "" when nothing speaks for one.

    In this order: no answer comes before its application; days lie near those that are written without
    doubt; a search has fewer months than days; files are mostly in the order of time; how the writer
    orders days beside names of months.
    """
    days = {
        order: {
            at: {text: day for text, form in texts.items() if form and (day := read_day(form, order))}
            for at, texts in forms.items()
        }
        for order in BOTH
    }
    for weigh in (weigh_sequence, weigh_nearness, weigh_months, weigh_rows, weigh_names):
        if found := weigh(pending, forms, days, evidence):
            return found
    return ""


Days = Mapping[str, Mapping[int, Mapping[str, date]]]


def read_day(form: Written, order: str) -> date | None:
    """The day of a form that has a year, in an order of its numbers."""
    if form.pair is None or form.year is None:
        return form.day
    return build(form.pair, form.year, DAY_FIRST if form.separator == "." else order)


def prefer(day_first: float, month_first: float) -> str:
    """The order that little speaks against, when much speaks against the other."""
    if min(day_first, month_first) * 4 >= max(day_first, month_first):
        return ""
    return DAY_FIRST if day_first < month_first else MONTH_FIRST


def weigh_sequence(pending: Mapping[int, Forms], forms: Mapping[int, Forms], days: Days, by: Evidence) -> str:
    """Which order has fewer answers before their application."""
    wrong = [0, 0]
    for early, late in by.follows:
        if not ({early, late} & pending.keys()):
            continue
        rows = list(zip(by.rows[early][:MOST_ROWS], by.rows[late][:MOST_ROWS], strict=False))
        for index, order in enumerate(BOTH):
            before, after = days[order][early], days[order][late]
            wrong[index] += sum(a in before and b in after and before[a] > after[b] for a, b in rows)
    return prefer(*wrong)


def weigh_nearness(pending: Mapping[int, Forms], forms: Mapping[int, Forms], days: Days, by: Evidence) -> str:
    """Which order has fewer days away from those of the file that are written without doubt."""
    sure = [
        form.day for texts in forms.values() for form in texts.values() if form and form.day and not form.note
    ]
    if len(sure) < FEWEST_LATE:
        return ""
    first, last = min(sure) - SEASON, max(sure) + SEASON
    away = [
        sum(
            not first <= days[order][at][text] <= last
            for at, texts in pending.items()
            for text, form in texts.items()
            if form and form.pair and text in days[order][at]
        )
        for order in BOTH
    ]
    return prefer(*away)


def weigh_months(pending: Mapping[int, Forms], forms: Mapping[int, Forms], days: Days, by: Evidence) -> str:
    """Which order has days in at most half as many months as the other."""
    months = []
    for order in BOTH:
        found = [
            days[order][at][text]
            for at, texts in pending.items()
            for text in texts
            if text in days[order][at]
        ]
        if len(set(found)) < FEWEST_VALUES:
            return ""
        months.append(len({(day.year, day.month) for day in found}))
    if 2 * min(months) > max(months):
        return ""
    return DAY_FIRST if months[0] < months[1] else MONTH_FIRST


def weigh_rows(pending: Mapping[int, Forms], forms: Mapping[int, Forms], days: Days, by: Evidence) -> str:
    """Under which order the rows of a column are in the order of time, when they are not under the other."""
    for at in pending:
        shares = []
        for order in BOTH:
            found = [day for text in by.rows.get(at, ())[:MOST_ROWS] if (day := days[order][at].get(text))]
            up = sum(a < b for a, b in pairwise(found))
            down = sum(a > b for a, b in pairwise(found))
            shares.append(max(up, down) / (up + down) if up + down >= FEWEST_MOVES else 0.0)
        if max(shares) >= IN_ORDER and min(shares) <= max(shares) - CLEARLY:
            return DAY_FIRST if shares[0] > shares[1] else MONTH_FIRST
    return ""


def weigh_names(pending: Mapping[int, Forms], forms: Mapping[int, Forms], days: Days, by: Evidence) -> str:
    """How days stand beside English names of months, when they all stand on one side."""
    named = {form.named for texts in forms.values() for form in texts.values() if form and form.named}
    return next(iter(named)) if len(named) == 1 else ""
