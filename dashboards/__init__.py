"""Dash: what a coach looks at. Nothing here writes; every write is a form that posts to a page of `web`."""

from dashboards.mount import mount

__all__ = ["mount"]
