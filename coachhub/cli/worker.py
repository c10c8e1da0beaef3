"""`coachhub worker`: what runs in the background."""

import logging

import click


@click.command("worker")
def command() -> None:
    """Run due work until it is told to stop (SIGTERM or Ctrl-C); any number of workers may run."""
    from coachhub.cli.database import make_app, read_settings
    from coachhub.jobs.queue import make_queue

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    settings = read_settings()
    app = make_app(settings)
    queue = make_queue(settings, app.app_context)
    queue.create_consumer(workers=1, periodic=True, check_worker_health=True, shutdown_timeout=10).run()
