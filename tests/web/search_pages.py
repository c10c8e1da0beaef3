"""What the tests of the search share: applications of Carol's, and posting a form of hers."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from coachhub import clock
from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.queries.applications import ApplicationDetail, find_application
from coachhub.scope import Scope
from coachhub.services.applications import log_application, record_move
from coachhub.services.rejections import record_rejection
from tests.access.browsing import read_token

TODAY = clock.today("America/Toronto")
"""The day where everybody of these tests lives."""


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def add(app: Flask, scope: Scope, company: str = "Corvid Labs", sent: int | None = 20) -> UUID:
    """An application that was sent so many days ago, or one that is only saved."""
    assert scope.client_id is not None
    with app.app_context():
        return log_application(
            scope,
            scope.client_id,
            company=company,
            role_title="Product owner",
            channel=None,
            applied_on=None if sent is None else ago(sent),
            today=TODAY,
        )


def move(app: Flask, scope: Scope, key: UUID, value: Stage | Outcome, days: int = 0, **more: Any) -> UUID:
    """A move of so many days ago."""
    what: dict[str, Any] = {"stage": value} if isinstance(value, Stage) else {"outcome": value}
    with app.app_context():
        return record_move(scope, key, **what, occurred_on=ago(days), today=TODAY, **more)


def reject(app: Flask, scope: Scope, key: UUID, stage: Stage = Stage.APPLIED, days: int = 0) -> None:
    """The no of so many days ago."""
    with app.app_context():
        record_rejection(scope, key, stage=stage, occurred_on=ago(days), today=TODAY)


def find(app: Flask, scope: Scope, key: UUID) -> ApplicationDetail:
    """How an application stands now."""
    with app.app_context():
        found = find_application(scope, key)
    assert found is not None
    return found


def send(browser: FlaskClient, address: str, page: str = "/search", **values: Any) -> TestResponse:
    """Post a form with the token of a page of the same person."""
    return browser.post(address, data={"csrf_token": read_token(browser.get(page)), **values})
