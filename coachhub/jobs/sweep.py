"""The sweep: once a minute, what is due or over is dealt with, whoever lost the nudge. Safe to run twice."""

import logging

from coachhub.scope import SystemScope
from coachhub.services.identity import forget_what_expired

log = logging.getLogger(__name__)


def sweep(scope: SystemScope) -> int:
    """Remove sessions, links and counted attempts that are over; returns how many rows went."""
    gone = forget_what_expired()
    if gone:
        log.info("%s removed %d expired rows", scope.purpose, gone)
    return gone
