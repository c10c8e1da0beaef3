"""Runs a Python module for a supervisor, and ends it when the supervisor is gone, however it ended.

`python -m coachhub.cli.supervised FD module words...`: FD is the reading end of a pipe whose other end only
the supervisor holds. Nothing is ever written to it: once it is closed, by kill -9 too, the module is told
to end.
"""

import os
import runpy
import signal
import sys
import threading


def end_with_supervisor(pipe: int) -> None:
    """Wait until the supervisor is gone, then end this process as a polite supervisor would have done."""
    # Read past Python's own buffers: a lock held here would be inherited by every process forked later.
    os.read(pipe, 1)
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Watch the pipe, and become the module that the arguments name."""
    pipe, module = int(sys.argv[1]), sys.argv[2]
    os.set_inheritable(pipe, False)
    threading.Thread(target=end_with_supervisor, args=(pipe,), daemon=True).start()
    sys.argv = sys.argv[2:]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
