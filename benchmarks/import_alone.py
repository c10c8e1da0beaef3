"""`python -m benchmarks.import_alone DATABASE FILE PRACTICE USER CLIENT`: one import, and its memory."""

import hashlib
import resource
import sys
from pathlib import Path
from uuid import UUID

from benchmarks.invented import TODAY
from coachhub.app import create_app
from coachhub.intake import read_tracker
from coachhub.scope import Role, Scope
from coachhub.services.imports import import_tracker
from coachhub.settings import Settings


def main() -> None:
    """Read and import the file, and print the most resident memory of this process, in MiB."""
    url, file, practice, user, client = sys.argv[1:]
    app = create_app(Settings(database_url=url, secret_key="of a benchmark, on this machine only"))  # noqa: S106
    scope = Scope(UUID(practice), UUID(user), Role.OWNER)
    data = Path(file).read_bytes()
    with app.app_context():
        tracker = read_tracker(data, filename="tracker.csv", today=TODAY)
        digest = hashlib.sha256(data).hexdigest()
        import_tracker(scope, UUID(client), tracker, file_name="tracker.csv", file_sha256=digest, today=TODAY)
    print(measure_peak_kib() / 1024)


def measure_peak_kib() -> int:
    """The most resident memory of this program; where the kernel tells it, without whoever started it.

    `ru_maxrss` begins with what the starting process held, which may be more than an import takes.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
