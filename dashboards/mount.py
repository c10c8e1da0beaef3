"""The one Dash of the application: it brings the scripts, Flask brings the frame."""

from pathlib import Path
from typing import Any, Final

from dash import Dash, dcc, html
from flask import Flask, render_template

from dashboards import router

ASSETS: Final = Path(__file__).resolve().parent / "assets"
TOLD_TO_NOBODY: Final = (
    "dash_version",
    "dash_version_url",
    "ddk_version",
    "plotly_version",
    "python_version",
    "plotly_cloud_installed",
)
"""What Dash would tell every browser about the machine; only its developer tools read it."""


class FramedDash(Dash):
    """Dash inside the HTML frame that all pages share."""

    def interpolate_index(self, *_parts: str, **parts: str) -> str:  # Dash names every part
        """The page that carries a screen: base.html, with Dash's parts in it."""
        return render_template("charts.html", dash=parts)

    def _config(self) -> dict[str, Any]:
        config: dict[str, Any] = super()._config()  # type: ignore[no-untyped-call]
        return {name: value for name, value in config.items() if name not in TOLD_TO_NOBODY}


def mount(app: Flask) -> Dash:
    """Put the screens at /dash/ of `app`."""
    dash = FramedDash(
        "dashboards",
        server=app,  # type: ignore[arg-type]  # its annotation forgot the application itself
        url_base_pathname="/dash/",
        assets_folder=str(ASSETS),
        serve_locally=True,
        use_pages=False,
        include_pages_meta=False,
        # Async would be switched on by any package that brings asgiref, and costs five times as much.
        use_async=False,
        # Otherwise an environment variable opens an endpoint without a sign-in.
        enable_mcp=False,
        title="CoachHub",
        # The screens set their own title; Dash would overwrite it at every callback.
        update_title=None,  # type: ignore[arg-type]  # None is how its documentation switches it off
        add_log_handler=False,
        csrf_token_name="_csrf_token",  # noqa: S106  a cookie's name
    )
    # No data in the layout: it is the same for everybody, and everything else goes through the one callback.
    dash.layout = html.Div(
        [dcc.Location(id="url", refresh=False), dcc.Store(id="changed"), html.Div(id="page")]
    )
    router.register(dash)
    # Dash would do this during the first request, while a second one is already told 404 for a script.
    dash._setup_server()  # type: ignore[no-untyped-call]
    return dash
