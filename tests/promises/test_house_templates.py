"""No template turns escaping off, or needs the inline script and style that the content policy refuses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import nodes

from tests.support.template_reader import ENVIRONMENT, read_template
from tests.support.tree import ROOT, assert_none, plant, templates

# The one template that frames Dash's own tags, and the parts that Dash makes without any person's words.
DASH_FRAME = "charts.html"
DASH_PARTS = {"css", "config", "scripts", "renderer"}


def unsafe_places(root: Path) -> Iterator[str]:
    """Where a template turns escaping off, or holds script or style that the content policy refuses."""
    for path in templates(root):
        source, where = path.read_text(encoding="utf-8"), path.relative_to(root)
        tree = ENVIRONMENT.parse(source)
        for used in tree.find_all(nodes.Filter):
            if used.name == "safe" and not (path.name == DASH_FRAME and is_dash_part(used.node)):
                yield f"{where}:{used.lineno} |safe"
        for block in tree.find_all(nodes.ScopedEvalContextModifier):
            yield from (
                f"{where}:{block.lineno} autoescape off"
                for option in block.options
                if option.key == "autoescape"
                and not (isinstance(option.value, nodes.Const) and option.value.value)
            )
        if not {"mail", "mails"} & set(where.parts):  # mail programs read no style sheets
            yield from (f"{where}:{line} {what}" for line, what in read_template(source).inline)


def is_dash_part(node: nodes.Expr | None) -> bool:
    """Whether `node` is one of the tags that Dash writes for its own files."""
    return (
        isinstance(node, nodes.Getattr)
        and node.attr in DASH_PARTS
        and node.node == nodes.Name("dash", "load")
    )


TEMPLATE = "coachhub/web/templates/planted.html"


@pytest.mark.parametrize(
    "text",
    [
        "{{ note|safe }}",
        "{{ note | trim | safe }}",
        "{% autoescape false %}{{ note }}{% endautoescape %}",
        "<script>go()</script>",
        "<style>p { color: red }</style>",
        '<p onclick="go()"></p>',
        '<p style="color: red"></p>',
        '<a href="javascript:go()"></a>',
    ],
)
def test_unescaped_text_and_inline_script_are_caught(tmp_path: Path, text: str) -> None:
    assert list(unsafe_places(plant(tmp_path, {TEMPLATE: text})))


def test_the_frame_takes_as_it_stands_only_what_dash_made(tmp_path: Path) -> None:
    frame = f"coachhub/web/templates/{DASH_FRAME}"
    plant(
        tmp_path,
        {frame: "{{ dash.css|safe }}\n{{ dash.title|safe }}{{ note|safe }}", TEMPLATE: "{{ dash.css|safe }}"},
    )
    assert list(unsafe_places(tmp_path)) == [f"{frame}:2 |safe", f"{frame}:2 |safe", f"{TEMPLATE}:1 |safe"]


def test_no_template_turns_escaping_off_or_needs_inline_script() -> None:
    assert_none(unsafe_places(ROOT))
