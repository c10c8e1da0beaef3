"""The demo as `make run` starts it, on a free port and with data of its own, for pictures and figures."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cli.processes import COMMAND, clean_environment, running, wait_until
from tests.support.ports import free_port


@contextmanager
def running_demo(folder: Path, **settings: str) -> Iterator[str]:
    """The address of a demo that was loaded into `folder`; it ends with the block."""
    port = free_port()
    environment = clean_environment(COACHHUB_DATA=str(folder / "data"), **settings)
    with running([COMMAND, "demo", "--port", str(port)], environment, folder) as process:
        out = folder / "out"
        wait_until(lambda: "Ctrl-C ends it." in out.read_text() or process.poll() is not None, 60)
        if process.poll() is not None:
            raise RuntimeError(f"the demo did not start: {(folder / 'err').read_text()}")
        yield f"http://127.0.0.1:{port}"
