"""HTML elements as the plain values that Dash sends to the browser.

A page has some hundred of them and is built on every new filter: a dictionary costs a fraction of a
component object, and goes to JSON without a detour.
"""

from typing import Any

Element = dict[str, Any]
Child = Element | str | int | None
Children = Child | list[Any]

HTML = "dash_html_components"
SVG = "svg"


def element(
    name: str, children: Children = None, class_name: str | None = None, /, **attributes: Any
) -> Element:
    """An HTML element in Dash's spelling (`Div`, `A`, `H1`); underscores in names become dashes."""
    properties: Element = {"children": children}
    if class_name:
        properties["className"] = class_name
    for key, value in attributes.items():
        properties[key.replace("_", "-")] = value
    return {"type": name, "namespace": HTML, "props": properties}


def div(children: Children = None, class_name: str | None = None, **attributes: Any) -> Element:
    """A box."""
    return element("Div", children, class_name, **attributes)


def paragraph(children: Children, class_name: str | None = None, **attributes: Any) -> Element:
    """A paragraph."""
    return element("P", children, class_name, **attributes)


def span(children: Children, class_name: str | None = None, **attributes: Any) -> Element:
    """A piece of text."""
    return element("Span", children, class_name, **attributes)


def strong(children: Children) -> Element:
    """Words that carry the sentence."""
    return element("B", children, "strong")


def link(children: Children, href: str, class_name: str | None = None, **attributes: Any) -> Element:
    """A link to a page of ours; addresses that people typed go through `safe_url` first."""
    return element("A", children, class_name, href=href, **attributes)


def drawing(
    name: str, children: Children = None, class_name: str | None = None, /, **attributes: Any
) -> Element:
    """A part of a small drawing (`Svg`, `Line`, `Circle`, `Text`), its sizes as attributes.

    Only for screens without a chart of Plotly: Dash has no such elements, `assets/drawn.js` makes them.
    """
    return {**element(name, children, class_name, **attributes), "namespace": SVG}
