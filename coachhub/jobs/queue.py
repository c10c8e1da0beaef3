"""The queue beside the database: what must happen is a row, the queue only makes it happen soon."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from huey import Huey, PostgresHuey, SqliteHuey, crontab
from sqlalchemy import make_url

from coachhub.jobs.sweep import sweep
from coachhub.scope import SystemScope
from coachhub.settings import Settings


def make_queue(settings: Settings, enter: Callable[[], AbstractContextManager[object]]) -> Huey:
    """The queue of this installation, with the sweep that runs every minute inside `enter()`.

    `enter` is the application's context: this storey must not import the application itself.
    """
    url = make_url(settings.database_url)
    queue: Huey
    if url.get_backend_name() == "postgresql":
        plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
        queue = PostgresHuey("coachhub", dsn=plain, results=False)
    else:
        settings.data_folder.mkdir(parents=True, exist_ok=True)
        queue = SqliteHuey("coachhub", filename=str(settings.data_folder / "queue.db"), results=False)

    @queue.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]  # Huey ships no types
    def sweep_every_minute() -> None:
        with enter():
            sweep(SystemScope("sweep"), settings.mail)

    return queue
