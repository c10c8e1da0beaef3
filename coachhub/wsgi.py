"""What gunicorn serves."""

from coachhub.app import create_app
from coachhub.settings import Settings

app = create_app(Settings.from_env())
