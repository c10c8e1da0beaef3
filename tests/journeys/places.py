"""Every page that a role can open, from what each route answers; a new page is in here by itself."""

from collections.abc import Iterator, Mapping
from typing import Final

from coachhub.access.policy import POLICY
from dashboards.router import PLACES
from tests.access.planted import fill_in
from tests.promises.answers import door, focus, imports, people, playbook, screens, search, today, workshops
from tests.promises.answers.row import Answers

AREAS: Final = (door, people, imports, search, today, focus, playbook, workshops, screens)
NO_PAGES: Final = ("door.show_front", "door.sign_out", "health.show_health")
# What a screen shows depends on its query too.
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "/dash/today": ("", "?only=quiet", "?q=a&sort=name"),
    "/dash/reasons": ("", "?weeks=4", "?cause=unknown", "?cause=application&stage=applied&clients=all"),
    "/dash/clients/<uuid:client_id>": ("", "?applications=all"),
}


def list_answers() -> Iterator[tuple[str, Answers]]:
    """Every route with what it answers."""
    for area in AREAS:
        yield from area.ANSWERS.items()


def list_addresses(role: str, ids: Mapping[str, str]) -> list[str]:
    """The addresses of pages for `role` (visitor, owner, coach, client), as far as `ids` can fill them."""
    place = {"visitor": 0, "owner": 1, "coach": 1, "client": 2}[role]
    found = []
    for name, answers in list_answers():
        rule = POLICY[name]
        if rule.answers != "page" or answers.reads is None or name in NO_PAGES or name.startswith("/dash/"):
            continue
        if answers.reads[place] == 200 and (role != "coach" or rule.who.name != "OWNER"):
            found.append(fill_in(answers.address, ids))
    if role in ("owner", "coach"):
        for screen in PLACES.iter_rules():
            path = screen.rule.replace("<uuid:client_id>", ids.get("client", "{client}"))
            found += [path + choice for choice in CHOICES.get(screen.rule, ("",))]
    return [address for address in found if "{" not in address]
