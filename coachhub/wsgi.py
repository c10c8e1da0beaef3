"""What gunicorn serves."""

import sys

from coachhub.settings import Settings, SettingsError

try:
    settings = Settings.from_env()
except SettingsError as error:
    # One sentence instead of a traceback, and the number by which gunicorn knows that trying again is no use.
    sys.stderr.write(f"{error}\n")
    raise SystemExit(3) from None

# Only now: a server that refuses to start says so at once.
from coachhub.app import create_app

app = create_app(settings)
