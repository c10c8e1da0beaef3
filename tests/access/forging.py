"""Every request that somebody could forge: all routes and callbacks, with ids that are not his."""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from coachhub.access.policy import POLICY
from dashboards.router import PLACES
from tests.access.browsing import DISPATCH, callback_headers
from tests.support.people import People

TRACKER: Final = b"Company,Role,Applied,Status\nAcme,Clerk,2026-03-01,Rejected\n"
# What differs between two answers to the same request without saying anything.
NOISE: Final = re.compile(r'name="(?:csrf_token|once)" value="[^"]*"|"end_id":"[^"]*"')

LEAVING: Final = ("account.sign_out_everywhere", "door.sign_out")
"""What ends the browser's own session."""

Rows = Mapping[UUID, Mapping[str, str]]
"""Each client's rows by what an address calls them."""


@dataclass(frozen=True)
class Answer:
    """What came back, with what was asked."""

    asked: str
    status: int
    headers: str
    text: str

    @property
    def said(self) -> str:
        """All that a person could read of it."""
        return f"{self.headers}\n{self.text}"


def keep(asked: str, response: TestResponse) -> Answer:
    """An answer as text, without its random values."""
    text = NOISE.sub("", response.get_data(as_text=False).decode("utf-8", "replace"))
    quiet = [f"{name}: {value}" for name, value in response.headers if name != "Set-Cookie"]
    return Answer(asked, response.status_code, "\n".join(quiet), text)


def put_in(rule: str, one: UUID, rows: Rows) -> str:
    """An address with a client's key in it, or with that of his row where the address names one."""

    def key_of(part: re.Match[str]) -> str:
        kind = part[1].rpartition(":")[2].removesuffix("_id")
        return rows.get(one, {}).get(kind, str(one))

    return re.sub(r"<([^>]*)>", key_of, rule)


def list_addresses(app: Flask, ids: list[UUID], rows: Rows) -> Iterator[tuple[str, str, str]]:
    """Every endpoint, method and address with each id wherever one fits; leaving comes last."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint in LEAVING, rule.rule))
    for rule in rules:
        paths = [put_in(rule.rule, one, rows) for one in ids]
        queries = [f"?client={one}&client_id={one}&id={one}&next=/dash/clients/{one}" for one in ids]
        row = POLICY.get(rule.endpoint)
        if row is not None and row.answers == "file":
            queries = []
        if rule.arguments:
            # What the path names decides; that a query cannot say otherwise is seen with one of them.
            queries = queries[-1:]
        addresses = [*paths, *(path + query for path, query in zip(paths, queries, strict=False))]
        for address in dict.fromkeys(addresses):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule.endpoint, method, address
    for one in ids:
        yield "page", "GET", f"/dash/clients/{one}"


def list_values(name: str, ids: list[UUID], others: list[UUID]) -> list[str]:
    """What to put into one property of a callback."""
    if name == "data":
        return ["1"]
    if name == "pathname":
        paths = [re.sub(r"<[^>]*>", str(one), rule.rule) for rule in PLACES.iter_rules() for one in ids]
        return list(dict.fromkeys(paths))
    chosen = [
        "",
        "?applications=all&clients=all",
        "?cause=interview&stage=interview&clients=all",
        "?cause=unknown&clients=all",
        "?weeks=52&field=x",
    ]
    return chosen + [f"?coach={one}&client={one}&clients=all&cause=qualifications" for one in (*ids, *others)]


def list_callbacks(app: Flask, ids: list[UUID], others: list[UUID]) -> Iterator[dict[str, Any]]:
    """Bodies for every callback with every combination of forged values."""
    for output, declared in app.extensions["dash_callbacks"]().items():
        component, _, name = output.rpartition(".")
        wanted = [*declared["inputs"], *declared["state"]]
        for values in itertools.product(*(list_values(one["property"], ids, others) for one in wanted)):
            given = [
                {"id": one["id"], "property": one["property"], "value": value}
                for one, value in zip(wanted, values, strict=True)
            ]
            count = len(declared["inputs"])
            yield {
                "output": output,
                "outputs": {"id": component, "property": name},
                "inputs": given[:count],
                "state": given[count:],
                "changedPropIds": [f"{one['id']}.{one['property']}" for one in declared["inputs"]],
            }


def find_token(browser: FlaskClient) -> str:
    """A token that every form of this browser accepts; empty for those without a page."""
    for address in ("/dash/reasons", "/search", "/sign-in"):
        found = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(address).text)
        if found:
            return found[1]
    return ""


def read_all(
    app: Flask, browser: FlaskClient, ids: list[UUID], others: list[UUID], rows: Rows
) -> Iterator[Answer]:
    """Every page and callback, asked with foreign ids."""
    for endpoint, method, address in list_addresses(app, ids, rows):
        if method == "GET":
            yield keep(f"{endpoint} GET {address}", browser.get(address, buffered=True))
    yield from read_screens(app, browser, ids, others)


def read_screens(app: Flask, browser: FlaskClient, ids: list[UUID], others: list[UUID]) -> Iterator[Answer]:
    """Every callback, asked with foreign ids."""
    headers = callback_headers(browser)
    for body in list_callbacks(app, ids, others):
        values = [one["value"] for one in body["inputs"] + body["state"]]
        yield keep(f"{body['output']} {values}", browser.post(DISPATCH, json=body, headers=headers))


def write_all(app: Flask, browser: FlaskClient, ids: list[UUID], rows: Rows) -> Iterator[Answer]:
    """Every form, sent with a good token and foreign ids in every field."""
    token = find_token(browser)
    with_rows = {rule.endpoint for rule in app.url_map.iter_rules() if rule.arguments}
    for endpoint, method, address in list_addresses(app, ids, rows):
        if method == "GET" or address.startswith(DISPATCH):
            continue
        # Where the path names a row, what the body names is looked at with one of them.
        for one in ids[-1:] if endpoint in with_rows else ids:
            named = {name: str(one) for name in ("client", "client_id", "id", "application_id", "user_id")}
            named |= {f"{kind}_id": key for kind, key in rows.get(one, {}).items()}
            owned = {name: str(ids[0]) for name in ("practice_id", "coach_id", "role", "tenant_id")}
            fields = {"csrf_token": token, "email": "x@example.org", "password": "wrong", **named, **owned}
            row = POLICY.get(endpoint)
            file = (
                {"tracker": (BytesIO(TRACKER), "tracker.csv")} if row is not None and row.takes_files else {}
            )
            data = {**fields, **file}
            answer = browser.open(
                address, method=method, data=data, headers={"X-CSRFToken": token}, buffered=True
            )
            yield keep(f"{endpoint} {method} {address} client={one}", answer)


def ids_of(people: People, *names: str) -> list[UUID]:
    """The clients, by first name."""
    return [one for name in names if (one := getattr(people, name).scope.client_id) is not None]
