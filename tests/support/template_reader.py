"""What a reader sees of a Jinja template, and what the content policy sees of it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes

LETTERS = re.compile(r"[^\W\d_]")
# Attributes that are read out or shown; all others are for the browser.
READ_ATTRIBUTES = {"alt", "title", "placeholder", "aria-label", "aria-description", "label", "summary"}
UNREAD_ELEMENTS = {"script", "style", "code", "kbd"}
# The product's own name is the same in every language.
NAMES = {"CoachHub"}
ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)


class WordFinder(HTMLParser):
    """Collects what is visible in a page and the places where script or style stands in it."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[tuple[int, str]] = []
        self.inline: list[tuple[int, str]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element's read attributes, its handlers and its style."""
        given = {name: value or "" for name, value in attrs}
        line = self.getpos()[0]
        shown = {name: given[name] for name in READ_ATTRIBUTES & given.keys()}
        if tag == "input" and given.get("type") in {"submit", "button", "reset"}:
            shown["value"] = given.get("value", "")
        self.words += [(line, f"{name}={text}") for name, text in shown.items() if is_word(text)]
        self.inline += [(line, name) for name in given if name.startswith("on") or name == "style"]
        if given.get("href", "").strip().lower().startswith("javascript:"):
            self.inline.append((line, "javascript: address"))
        if tag == "style" or (tag == "script" and "src" not in given and "json" not in given.get("type", "")):
            self.inline.append((line, f"<{tag}> in the page"))
        if tag in UNREAD_ELEMENTS or given.get("translate") == "no":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element whose text nobody reads."""
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Note visible text."""
        if not self._open and is_word(data):
            self.words.append((self.getpos()[0], " ".join(data.split())))


def is_word(text: str) -> bool:
    """Whether a translator would have something to do."""
    for name in NAMES:
        text = text.replace(name, "")
    return bool(LETTERS.search(text))


def read_template(source: str) -> WordFinder:
    """The page that `source` makes when every expression is empty and every translated text is left out."""
    page = []
    translating = 0
    block: list[str] = []
    for _line, kind, text in ENVIRONMENT.lex(source):
        if kind == "block_begin":
            block = []
        elif kind == "name":
            block.append(text)
        elif kind == "block_end":
            translating += {"trans": 1, "endtrans": -1}.get(block[0] if block else "", 0)
        kept = text if kind == "data" and not translating else re.sub(r"[^\n]", "", text)
        page.append(kept)
    finder = WordFinder()
    finder.feed("".join(page))
    finder.close()
    return finder


def written_results(source: str) -> Iterator[tuple[int, str]]:
    """Texts that an expression outside of tags shows as they stand, as in {{ 'yes' if agreed else 'no' }}."""
    in_tag = re.compile(r"<[^<>]*\{\{[^<>]*>")
    tags = [range(match.start(), match.end()) for match in in_tag.finditer(source)]
    starts = [0, *(match.end() for match in re.finditer("\n", source))]
    for output in ENVIRONMENT.parse(source).find_all(nodes.Output):
        for child in output.nodes:
            for constant in shown_constants(child):
                begin = source.find(str(constant.value), starts[constant.lineno - 1])
                if is_word(str(constant.value)) and not any(begin in tag for tag in tags):
                    yield constant.lineno, str(constant.value)


def shown_constants(node: nodes.Node) -> Iterator[nodes.Const]:
    """The constants that `node` may come out as."""
    if isinstance(node, nodes.Const):
        yield node
    elif isinstance(node, nodes.CondExpr):
        yield from shown_constants(node.expr1)
        if node.expr2 is not None:
            yield from shown_constants(node.expr2)
