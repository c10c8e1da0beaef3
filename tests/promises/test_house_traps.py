"""Ways of writing that have bitten somebody: none of them is in the tree."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.tree import ROOT, SHIPPED, Source, assert_none, dotted, plant, python_sources

# A name (its last part) that may not be used, and why.
NAMES = {
    "register_page": "its registry is global and lets the query string overwrite path variables",
    "clientside_callback": "client code lives in dashboards/assets, under the content policy",
    "Upload": "files come through a form: Dash would carry them as JSON",
    "Markup": "what a person wrote reaches the page escaped, always",
    "setup_apis": "it adds routes outside the gate",
    "Scattergl": "it evaluates strings, which the content policy refuses",
    "Parcoords": "it evaluates strings, which the content policy refuses",
}
# A keyword argument that may not be given, and why.
KEYWORDS = {
    "dangerously_allow_html": "Markdown from people would become script",
    "srcDoc": "a frame filled from a string escapes the content policy of the page",
    "api_endpoint": "it opens a route outside the gate",
}
IN_DASHBOARDS = {"lazy_gettext", "lazy_ngettext", "lazy_pgettext", "lazy_npgettext"}
EVALUATING_TRACES = {"scattergl", "parcoords", "parcats", "splom"}
REQUIRED_OF_DASH = ("use_async", "enable_mcp")
FROZEN_ROWS = {"to_dict", "to_json", "to_records", "tolist", "mappings"}


def traps(root: Path) -> Iterator[str]:
    """Every trap in the Python of `root`, with where it stands."""
    for source in python_sources(root, *SHIPPED):
        for node in ast.walk(source.tree):
            yield from (f"{source.at(node)} {text}" for text in traps_at(node, source))
        yield from module_level_frames(source)


def traps_at(node: ast.AST, source: Source) -> Iterator[str]:
    """The traps that `node` itself is."""
    in_dashboards = source.name.startswith("dashboards/")
    if isinstance(node, ast.Name | ast.Attribute):
        name = dotted(node)
        last = name.rsplit(".", 1)[-1]
        if last in NAMES:
            yield f"{last}: {NAMES[last]}"
        if name == "callback" or (name == "dash.callback" and imports_dash(source)):
            yield "a global callback: the first app drains it; write register(app) and use @app.callback"
        if in_dashboards and last in IN_DASHBOARDS:
            yield f"{last}: a layout that holds it answers 500; use gettext"
    elif isinstance(node, ast.ImportFrom):
        taken = {alias.name for alias in node.names}
        if node.module == "dash" and "callback" in taken:
            yield "a global callback: the first app drains it; write register(app) and use @app.callback"
        yield from (f"{name}: {NAMES[name]}" for name in sorted(taken & set(NAMES)))
        if in_dashboards:
            yield from (f"{name}: use gettext" for name in sorted(taken & IN_DASHBOARDS))
    elif isinstance(node, ast.Call):
        yield from traps_of_call(node)
    elif in_dashboards and isinstance(node, ast.Constant) and node.value in EVALUATING_TRACES:
        yield f"{node.value}: it evaluates strings, which the content policy refuses"


def imports_dash(source: Source) -> bool:
    """Whether `dash` is the module there, and not an application that a function was given."""
    imports = (node for node in ast.walk(source.tree) if isinstance(node, ast.Import))
    return any(alias.name == "dash" and alias.asname is None for node in imports for alias in node.names)


def traps_of_call(call: ast.Call) -> Iterator[str]:
    """The traps in how something is called."""
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    yield from (f"{name}: {why}" for name, why in KEYWORDS.items() if name in given)
    background = given.get("background")
    if isinstance(background, ast.Constant) and background.value is True:
        yield "background=True: what must happen is a row, not a callback"
    name = dotted(call.func)
    if name in {"Dash", "dash.Dash"}:
        for needed in REQUIRED_OF_DASH:
            value = given.get(needed)
            if not (isinstance(value, ast.Constant) and value.value is False):
                yield f"Dash without {needed}=False"
    if name.rsplit(".", 1)[-1] == "Store" and holds_rows(given.get("data")):
        yield "rows in dcc.Store: they would travel to the browser and back, out of the gate's sight"


def holds_rows(data: ast.expr | None) -> bool:
    """Whether a Store is given a collection rather than a single value."""
    if isinstance(data, ast.List | ast.ListComp | ast.DictComp | ast.GeneratorExp | ast.Tuple):
        return True
    return isinstance(data, ast.Call) and dotted(data.func).rsplit(".", 1)[-1] in FROZEN_ROWS


def module_level_frames(source: Source) -> Iterator[str]:
    """Data read when a module is imported: it would be one practice's for all of them, and never new."""
    for node in source.tree.body:
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        if isinstance(value, ast.Call):
            name = dotted(value.func)
            if name.startswith(("pd.", "pandas.", "queries.", "db.session.")):
                yield f"{source.at(node)} {name} at import: data is read in a request, for its scope"


@pytest.mark.parametrize(
    "planted",
    [
        "from dash import callback",
        "@callback(out, inp)\ndef f(): ...",
        "import dash\n@dash.callback(out, inp)\ndef f(): ...",
        "dash.register_page(__name__)",
        "from dash import register_page",
        "app.clientside_callback('x', out)",
        "from flask_babel import lazy_gettext as _",
        "x = flask_babel.lazy_gettext('Hello')",
        "x = Markup(text)",
        "from markupsafe import Markup",
        "x = dcc.Markdown(text, dangerously_allow_html=True)",
        "x = html.Iframe(srcDoc=text)",
        "@app.callback(out, inp, background=True)\ndef f(): ...",
        "x = dcc.Upload()",
        "x = dcc.Store(id='rows', data=[1, 2])",
        "x = dcc.Store(id='rows', data=frame.to_dict('records'))",
        "x = dcc.Store(id='rows', data=[row for row in rows])",
        "x = {'type': 'scattergl'}",
        "x = go.Scattergl()",
        "x = Dash(server=server, use_async=False)",
        "x = dash.Dash(server=server, enable_mcp=False)",
        "@app.callback(out, inp, api_endpoint='/x')\ndef f(): ...",
        "FRAME = pd.read_csv('x.csv')",
    ],
)
def test_a_trap_is_caught(tmp_path: Path, planted: str) -> None:
    assert list(traps(plant(tmp_path, {"dashboards/planted.py": planted + "\n"})))


@pytest.mark.parametrize(
    "fine",
    [
        "@app.callback(out, inp)\ndef f(): ...",
        "def register(dash):\n    @dash.callback(out, inp)\n    def f(): ...",
        "x = Dash(server=server, use_async=False, enable_mcp=False)",
        "x = dcc.Store(id='version', data=version)",
        "from flask_babel import gettext as _",
        "x = {'type': 'scatter'}",
    ],
)
def test_the_right_way_is_left_alone(tmp_path: Path, fine: str) -> None:
    assert list(traps(plant(tmp_path, {"dashboards/fine.py": fine + "\n"}))) == []


def test_a_lazy_text_is_fine_in_a_form_outside_the_dashboards(tmp_path: Path) -> None:
    text = "from flask_babel import lazy_gettext as _\n"
    assert list(traps(plant(tmp_path, {"coachhub/web/fine.py": text}))) == []


def test_the_tree_has_no_traps() -> None:
    assert_none(traps(ROOT))
