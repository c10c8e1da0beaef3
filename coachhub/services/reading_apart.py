"""The process that reads one file and may be killed: limits itself, reads, answers, ends.

Run as `python -m coachhub.services.reading_apart`, bytes in, bytes out. It imports nothing but intake, so it
starts in the time that the lexicon needs.
"""

import contextlib
import gc
import io
import pickle
import sys
from typing import Any, Final

from coachhub.intake import Choices, read_tracker

CPU_SECONDS: Final = 10
MEMORY_BYTES: Final = 1 << 30
MODULES: Final = ("coachhub.intake.", "coachhub.analysis.vocabulary")
PLAIN: Final = frozenset([("datetime", "date"), ("datetime", "datetime"), ("types", "mappingproxy")])


class Unpickler(pickle.Unpickler):
    """Loads the types of a reading and nothing that could run."""

    def find_class(self, module: str, name: str) -> Any:
        """A type of intake or of the vocabulary; an error for everything else."""
        if (module, name) in PLAIN or (module.startswith(MODULES) and name[:1].isupper() and "." not in name):
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a reading")

    @classmethod
    def load_bytes(cls, answer: bytes) -> Any:
        """What the bytes hold."""
        return cls(io.BytesIO(answer)).load()


def limit_resources() -> None:
    """Limit this process as far as the system can."""
    try:
        import resource  # noqa: PLC0415  not every system has it
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_AS, MEMORY_BYTES)):
        # Some systems refuse a limit of the address space; the one of time then still holds.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read the file on standard input and answer on standard output."""
    limit_resources()
    # The process ends with its answer: nothing is worth collecting before.
    gc.disable()
    given = sys.stdin.buffer.read()
    size = int.from_bytes(given[:4], "big")
    filename, today, choices, explain = pickle.loads(given[4 : 4 + size])  # noqa: S301  our own parent wrote it
    tracker = read_tracker(
        given[4 + size :],
        filename=filename,
        today=today,
        choices=Choices.from_json(choices),
        explain=explain,
    )
    sys.stdout.buffer.write(pickle.dumps(tracker, protocol=5))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
