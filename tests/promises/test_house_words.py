"""Every word that a person reads can be translated: in templates, in forms and in Dash pages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.template_reader import is_word, read_template, written_results
from tests.support.tree import ROOT, assert_none, dotted, plant, python_sources, templates


def untranslated_words(root: Path) -> Iterator[str]:
    """Visible text in templates that stands outside gettext."""
    for path in templates(root):
        source = path.read_text(encoding="utf-8")
        found = read_template(source).words
        yield from (f"{path.relative_to(root)}:{line} {text}" for line, text in found)
        yield from (f"{path.relative_to(root)}:{line} {text!r}" for line, text in written_results(source))


SHOWN_FIRST = re.compile(r"(^|\.)(flash|ValidationError|abort_with|\w*Field)$")
HTML_PARTS = re.compile(r"^html\.[A-Z]\w*$")


def untranslated_calls(root: Path) -> Iterator[str]:
    """Texts written as they stand where a person will read them: flashes, form labels, Dash pages."""
    for source in python_sources(root, "coachhub/web", "dashboards"):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call):
                for text in shown_by(node):
                    if is_word(text):
                        yield f"{source.at(node)} {dotted(node.func)}({text!r})"


def shown_by(call: ast.Call) -> Iterator[str]:
    """The written texts that `call` shows."""
    name = dotted(call.func)
    shown: list[ast.expr] = []
    if SHOWN_FIRST.search(name):
        shown = [
            *call.args[:1],
            *(k.value for k in call.keywords if k.arg in {"label", "message", "description"}),
        ]
    elif HTML_PARTS.match(name):
        read = {"children", "title", "alt", "placeholder", "aria-label"}
        shown = [*call.args[:1], *(k.value for k in call.keywords if k.arg in read)]
        shown = [part for item in shown for part in (item.elts if isinstance(item, ast.List) else [item])]
    for item in shown:
        for part in item.values if isinstance(item, ast.JoinedStr) else [item]:
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value


TEMPLATE = "coachhub/web/templates/planted.html"


@pytest.mark.parametrize(
    "text",
    [
        "<p>Hello</p>",
        "<p>{{ _('Fine') }} but not this</p>",
        "{% trans %}Fine{% endtrans %} but not this",
        '<img alt="A picture" src="/x.png">',
        '<input type="submit" value="Send">',
        "<p>{{ 'yes' if agreed else 'no' }}</p>",
        '<p><b translate="no">bob</b> is here</p>',
        "{% if a %}\n<b>\nÉté</b>{% endif %}",
    ],
)
def test_text_outside_gettext_is_caught(tmp_path: Path, text: str) -> None:
    assert list(untranslated_words(plant(tmp_path, {TEMPLATE: text})))


@pytest.mark.parametrize(
    "text",
    [
        "{# a comment #}<p class='lead'>{{ _('Hello') }}</p>",
        "{% trans name=person.name %}Hello, {{ name }}{% endtrans %} · 3",
        "{% trans n=n %}one{% pluralize %}many{% endtrans %}",
        '<a class="nav {{ "active" if here else "" }}" href="/x" title="{{ _("Go") }}">{{ name }}</a>',
        '<script type="application/json">{"a": "b"}</script><script src="/x.js"></script>',
        '<b translate="no">bob@demo.example</b>',
        "<title>{{ title }} – CoachHub</title>",
        '<p {% if a %}class="b"{% endif %}>{{ a > 3 }}</p>',
    ],
)
def test_translated_text_is_left_alone(tmp_path: Path, text: str) -> None:
    assert list(untranslated_words(plant(tmp_path, {TEMPLATE: text}))) == []


def test_every_visible_text_of_a_template_goes_through_gettext() -> None:
    assert_none(untranslated_words(ROOT))


@pytest.mark.parametrize(
    "text",
    [
        "flash('Saved.')",
        "flash(f'Saved {name}.')",
        "x = StringField('Name')",
        "x = StringField(label='Name')",
        "raise ValidationError('Too long')",
        "x = html.P('Hello')",
        "x = html.Div([html.B('Hello'), name])",
        "x = html.Td(['Hello', name])",
        "x = html.Button(children='Send')",
    ],
)
def test_text_in_code_outside_gettext_is_caught(tmp_path: Path, text: str) -> None:
    assert list(untranslated_calls(plant(tmp_path, {"dashboards/planted.py": text + "\n"})))


@pytest.mark.parametrize(
    "text",
    [
        "flash(_('Saved.'), 'success')",
        "x = StringField(_('Name'))",
        "x = html.P(gettext('Hello'), className='lead')",
        "x = html.Div([name, ' · ', '3'])",
    ],
)
def test_translated_text_in_code_is_left_alone(tmp_path: Path, text: str) -> None:
    assert list(untranslated_calls(plant(tmp_path, {"dashboards/fine.py": text + "\n"}))) == []


def test_every_text_in_forms_flashes_and_dash_pages_goes_through_gettext() -> None:
    assert_none(untranslated_calls(ROOT))
