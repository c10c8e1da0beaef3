"""Keys by which the same application is found again, in the file and in the database."""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from coachhub.intake.lexicon import LEGAL_SUFFIXES
from coachhub.intake.tracker import TrackerApplication
from coachhub.intake.words import fold

# Parameters that say where a click came from, not which job it is.
TRACKING = re.compile(
    r"^(utm_.*|gh_src|trk.*|tracking.*|ref.*|src|source|lipi|mid.*|eid|otp.*|fbclid|gclid|mc_.*|campaign.*|cid|iis.*|lang|locale|hl)$"
)
POSTINGS = (
    ("linkedin", re.compile(r"linkedin\.com/(?:.*/)?jobs/view/(?:[^/?#]*-)?(\d{6,})")),
    ("linkedin", re.compile(r"linkedin\.com/.*[?&]currentJobId=(\d{6,})")),
    ("greenhouse", re.compile(r"greenhouse\.io/(?:.*/)?jobs/(\d{5,})|[?&]gh_jid=(\d{5,})")),
    ("lever", re.compile(r"lever\.co/[^/]+/([0-9a-f-]{36})")),
    ("ashby", re.compile(r"ashbyhq\.com/[^/]+/([0-9a-f-]{36})")),
    ("workday", re.compile(r"myworkdayjobs\.com/.*_((?:JR|R|REQ)?-?\d{3,}[\w-]*)", re.IGNORECASE)),
    ("indeed", re.compile(r"indeed\.[a-z.]+/.*[?&]jk=([0-9a-f]{10,})")),
    ("smartrecruiters", re.compile(r"smartrecruiters\.com/[^/]+/(\d{8,})")),
    ("personio", re.compile(r"personio\.[a-z]+/job/(\d{4,})")),
)


BOARDS = frozenset(board for board, _pattern in POSTINGS)
# What any of them contains: most addresses are of no known board, and are told so by one look.
ANY_BOARD = re.compile(
    r"linkedin\.com|greenhouse\.io|gh_jid|lever\.co|ashbyhq\.com|myworkdayjobs\.com|indeed\.|"
    r"smartrecruiters\.com|personio\.",
    re.IGNORECASE,
)
# A plain address, which needs no decoding; the standard library reads the others, at five times the cost.
PLAIN = re.compile(
    r"https?://(?:www\.)?([a-z0-9.:-]+)(/[^?#\s\\]*)?(?:\?([^#\s%+;]*))?(?:#\S*)?", re.IGNORECASE
)


class MatchKeys(NamedTuple):
    """What two records of one application share; "" where the row does not say enough.

    `posting` (address or job number, and role) is the strong key; `company_role` needs a day beside it,
    because a later application to the same role is another application. An address alone is never a key:
    one careers page serves many roles. `company` and `address` are what they are made of.
    """

    posting: str
    company_role: str
    company: str = ""
    address: str = ""


def match_keys(application: TrackerApplication) -> MatchKeys:
    """The keys of one application; equal rows give equal keys, whenever they are read."""
    role = fold(application.role_title)
    company = name_company(application.company)
    posting = name_posting(application.url) if application.url else ""
    return MatchKeys(
        f"{posting}|{role}" if posting and role else "",
        f"{company}|{role}" if company else "",
        company,
        posting,
    )


@lru_cache(maxsize=65536)
def name_company(text: str) -> str:
    """A company's name without case, accents, punctuation and legal form: "Müller GmbH" is "muller"."""
    words = fold(text).split()
    while len(words) > 1 and words[-1] in LEGAL_SUFFIXES:
        words.pop()
    return " ".join(words)


def name_posting(url: str) -> str:
    """The job number of a known job board, else the address without scheme, tracking and fragment."""
    plain = PLAIN.fullmatch(url)
    if plain is None:
        number = _find_number(url) if ANY_BOARD.search(url) else ""
    else:
        host, path, query = plain.groups(default="")
        # A known board, or a page that leads to one; thousands of rows share a host.
        of_board = _is_of_board(host) or ("gh_jid" in url or ("." in query and ANY_BOARD.search(query)))
        number = _find_number(url) if of_board else ""
        if not number:
            pairs = [part.partition("=")[::2] for part in query.split("&")] if query else []
            return _spell_posting(host, path, pairs)
    if number:
        return number
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
    except ValueError:
        return url.casefold()
    return _spell_posting(parts.netloc.casefold().removeprefix("www."), parts.path, parse_qsl(parts.query))


@lru_cache(maxsize=8192)
def _is_of_board(host: str) -> bool:
    """Whether a host is a known board's."""
    return ANY_BOARD.search(host) is not None


def _find_number(url: str) -> str:
    """The board and the number of a posting on it, "" for an address that has none."""
    for board, pattern in POSTINGS:
        if match := pattern.search(url):
            return f"{board}:{next(group for group in match.groups() if group).casefold()}"
    return ""


def are_two_postings(one: str, other: str) -> bool:
    """Whether two addresses, by `name_posting`, are different postings of one board or one site.

    Of different boards they may be the same job; so may a careers page and a posting below it.
    """
    if one == other or name_board(one) != name_board(other):
        return False
    short, long = sorted((one, other), key=len)
    return not long.startswith(f"{short}/")


def name_board(posting: str) -> str:
    """The board or the site of an address that `name_posting` made."""
    board, _, _ = posting.partition(":")
    return board if board in BOARDS else posting.partition("/")[0].partition("?")[0]


def _spell_posting(host: str, path: str, pairs: list[tuple[str, str]]) -> str:
    """Host, path and what is left of the query without empty and tracking parameters, in one order."""
    kept = sorted((name, value) for name, value in pairs if value and not TRACKING.match(name.casefold()))
    return f"{host.casefold()}{path.rstrip('/')}{'?' + urlencode(kept) if kept else ''}"
