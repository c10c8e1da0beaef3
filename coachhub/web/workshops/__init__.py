"""Workshops for clients who share a cause: planned, looked at, held, called off."""

from flask import Blueprint

from coachhub.web.workshops import attending, listing, planning, showing

pages = Blueprint("workshops", __name__, url_prefix="/workshops")

for part in (listing, planning, showing, attending):
    part.register(pages)

__all__ = ["pages"]
