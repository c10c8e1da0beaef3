"""The words of the screens: one way into gettext for pages and screens alike."""

from coachhub.access.language import gettext, ngettext

__all__ = ["gettext", "ngettext"]
