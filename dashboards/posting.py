"""Forms on the screens: they post to a page of `coachhub.web`; `assets/posting.js` sends them.

No token stands in them: screens are kept and shared between sessions. The script adds it from its cookie, and
the address to come back to.
"""

from typing import Any

from dashboards.elements import Children, Element, element


def post_form(action: str, children: Children, class_name: str | None = None, **attributes: Any) -> Element:
    """A form that writes something; its answer leads back to this screen."""
    return element("Form", children, class_name, action=action, method="post", **attributes)


def hidden(name: str, value: str) -> Element:
    """A value that goes with the form."""
    # Dash has no plain input. The key makes another value another element: a text area keeps its first one.
    return element("Textarea", value, None, name=name, hidden=True, readOnly=True, key=f"{name}={value}")


def submit(label: Children, class_name: str = "btn btn-quiet", **attributes: Any) -> Element:
    """The button that sends the form; with `name` and `value` it says which of several was pressed."""
    return element("Button", label, class_name, type="submit", **attributes)
