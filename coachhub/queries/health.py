"""Whether the database answers and is migrated."""

from functools import lru_cache

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from coachhub.extensions import db
from coachhub.scope import SystemScope
from coachhub.settings import ROOT


@lru_cache
def _head_revision() -> str | None:
    """The newest revision of the schema."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return ScriptDirectory.from_config(config).get_current_head()


def is_ready(scope: SystemScope) -> bool:
    """Whether the database answers at the newest revision; asks for nobody's rows."""
    try:
        found = db.session.execute(
            text("SELECT version_num FROM alembic_version"),
            execution_options={"coachhub_system": scope.purpose},
        ).scalar()
    except SQLAlchemyError:
        return False
    return found == _head_revision()
