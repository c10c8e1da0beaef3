"""`coachhub worker`: what runs in the background."""

import logging

import click


@click.command("worker")
@click.option(
    "--log-level",
    type=click.Choice(["info", "warning", "error"]),
    default="info",
    show_default=True,
    help="How much to say.",
)
def command(log_level: str) -> None:
    """Run due work until it is told to stop (SIGTERM or Ctrl-C); any number of workers may run."""
    from coachhub.cli.database import make_app, read_settings
    from coachhub.jobs.queue import make_queue

    logging.basicConfig(level=log_level.upper(), format="%(asctime)s %(name)s %(levelname)s %(message)s")
    settings = read_settings()
    app = make_app(settings)
    queue = make_queue(settings, app.app_context)
    queue.create_consumer(
        workers=1,
        periodic=True,
        check_worker_health=True,
        # A job that is under way may end; what takes longer is a row, and the next sweep finds it.
        graceful_signal="TERM",
        shutdown_timeout=10,
    ).run()
