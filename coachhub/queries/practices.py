"""The practice itself."""

from sqlalchemy import select

from coachhub.extensions import db
from coachhub.models import Practice
from coachhub.scope import Scope


def find_timezone(scope: Scope) -> str:
    """The practice's time zone, in which its staff's today is."""
    return db.session.execute(select(Practice.timezone).where(Practice.id == scope.practice_id)).scalar_one()
