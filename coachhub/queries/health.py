"""Whether the database answers and is migrated."""

from functools import lru_cache

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from coachhub.extensions import db
from coachhub.settings import ROOT


@lru_cache
def head_revision() -> str | None:
    """The newest revision of the schema."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return ScriptDirectory.from_config(config).get_current_head()


def is_ready() -> bool:
    """Whether the database answers at the newest revision."""
    try:
        found = db.session.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except SQLAlchemyError:
        return False
    return found == head_revision()
