"""Which application a mail is about: company and role from its sender and subject; addresses are not kept."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from coachhub.analysis.vocabulary import Stage
from coachhub.intake import log_messages
from coachhub.intake.lexicon import LEGAL_SUFFIXES
from coachhub.intake.log_words import (
    CARRIERS,
    COMPANY_IN_SUBJECT,
    HOST_ENDINGS,
    OFFICES,
    ROLE_IN_SUBJECT,
    SAID_IN_SUBJECT,
    UNRELATED,
)
from coachhub.intake.statuses import read_status
from coachhub.intake.words import fold

ADDRESS = re.compile(r"([\w.+'-]{1,64})@([\w-]+(?:\.[\w-]+)+)")
LONGEST = 200


class Letter(NamedTuple):
    """What one mail is about; "" where it does not say."""

    company: str
    role: str
    state: str
    reason: str  # why it is set apart


def read_mails(
    companies: Sequence[str],
    roles: Sequence[str],
    labels: Sequence[str],
    senders: Sequence[str],
    addresses: Sequence[str],
    subjects: Sequence[str],
) -> tuple[list[str], list[str], list[str], dict[int, str]]:
    """(company, role, status) per mail, and the mails that cannot be assigned, with the reason."""
    letters = [
        read_letter(*cells)
        for cells in zip(companies, roles, labels, senders, addresses, subjects, strict=True)
    ]
    return (
        [letter.company for letter in letters],
        [letter.role for letter in letters],
        [letter.state for letter in letters],
        {at: letter.reason for at, letter in enumerate(letters) if letter.reason},
    )


@lru_cache(maxsize=4096)
def read_letter(company: str, role: str, label: str, sender: str, address: str, subject: str) -> Letter:
    """What one mail is about. A column of the company counts before the sender, the sender before nothing."""
    if fold(label) in UNRELATED:
        return Letter("", "", "", log_messages.MAIL_UNRELATED)
    subject = subject[:LONGEST]
    state, status = label, read_status(label)
    if status.outcome is None and (status.stage or Stage.SAVED) <= Stage.APPLIED and not status.hold:
        # A folder of applications says less than "Invitation to an interview".
        state = next((says for says, pattern in SAID_IN_SUBJECT if pattern.search(subject)), label)
    company = company or find_in(COMPANY_IN_SUBJECT, "company", subject) or name_sender(sender, address)
    if not company:
        return Letter("", "", "", log_messages.MAIL_WITHOUT_COMPANY)
    role = role or find_in(ROLE_IN_SUBJECT, "role", subject)
    return Letter(company, "" if fold(role) == fold(company) else role, state, "")


def find_in(patterns: list[re.Pattern[str]], part: str, subject: str) -> str:
    """What the first pattern finds in a subject."""
    for pattern in patterns:
        if match := pattern.search(subject):
            return match[part].strip(" .'\"-–—")
    return ""


def name_sender(sender: str, address: str) -> str:
    """The company that a sender is: from the host of the address, spelled as the name spells it.

    Hosts that send for many employers are never the company; then the name is, unless it is a person's.
    """
    match = ADDRESS.search(address) or ADDRESS.search(sender)
    shown = ADDRESS.sub("", sender).strip(" <>\"'()[]")
    name, office = strip_offices(shown)
    if match is None:
        return name if office or len(name.split()) == 1 or has_suffix(name) else ""
    local, host = match[1].casefold(), name_host(match[2].casefold())
    if host:
        words = fold(name).replace(" ", "")
        return name if words and (words in host.casefold() or host.casefold() in words) else host
    if not name:
        return "" if fold(local) in OFFICES else local.title() if local.isalpha() else ""
    # jane.doe@ is a person who writes through the host, no-reply@ and acme@ are not.
    person = set(fold(local).split()) & set(fold(name).split()) and len(name.split()) > 1
    impersonal = office or has_suffix(name) or is_office(local) or fold(local) == fold(name).replace(" ", "")
    return name if impersonal or (len(name.split()) == 1 and not person) else ""


def is_office(local: str) -> bool:
    """Whether the part before the @ names no person: no-reply, careers, jobs+123."""
    words = fold(local)
    return words in OFFICES or bool(set(words.split()) & (OFFICES - {"the", "at", "from", "via", "me"}))


def strip_offices(shown: str) -> tuple[str, bool]:
    """(a sender's name without "Careers", "Hiring Team" and the like, whether there was any)."""
    words = [word for word in re.split(r"[\s|@,/]+", shown) if word]
    kept = list(words)
    while kept and fold(kept[-1]) in OFFICES | {"", "and", "acquisition", "resources", "human"}:
        kept.pop()
    while kept and fold(kept[0]) in {"the", "careers", "jobs", "team", "hr", "recruiting", "karriere"}:
        kept.pop(0)
    for at, word in enumerate(kept):
        if fold(word) in ("at", "from", "bei", "chez", "via") and 0 < at < len(kept) - 1:
            # "Jane at Acme" is Acme, "Acme via Greenhouse" is Acme.
            kept = kept[:at] if fold(word) == "via" else kept[at + 1 :]
            return " ".join(kept), True
    return " ".join(kept), len(kept) < len(words)


def has_suffix(name: str) -> bool:
    """Whether a name ends in a legal form."""
    return fold(name).rsplit(" ", 1)[-1] in LEGAL_SUFFIXES


def name_host(host: str) -> str:
    """The name in a host: acme of careers.acme.co.uk; "" for one that sends for many."""
    parts = host.split(".")[:-1]
    while len(parts) > 1 and parts[-1] in HOST_ENDINGS:
        parts.pop()
    if not parts or set(parts) & CARRIERS:
        return ""
    return parts[-1].replace("-", " ").title()
