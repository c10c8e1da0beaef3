"""The sweep: once a minute, what is due or over is dealt with, whoever lost the nudge. Safe to run twice."""

import logging

from coachhub.jobs.mail import send_due_mail
from coachhub.scope import SystemScope
from coachhub.services.evaluations import evaluate_practices
from coachhub.services.focuses import begin_focuses
from coachhub.services.identity import forget_what_expired
from coachhub.services.import_drafts import forget_old_drafts
from coachhub.services.outbox import forget_stale_letters
from coachhub.settings import MailSettings

log = logging.getLogger(__name__)


def sweep(scope: SystemScope, mail: MailSettings | None = None) -> int:
    """Remove what is over (sessions, links, letters, drafts), send mail, begin what begins today, evaluate.

    Returns how many rows went.
    """
    gone = forget_what_expired() + forget_stale_letters(scope) + forget_old_drafts(scope)
    if gone:
        log.info("%s removed %d expired rows", scope.purpose, gone)
    sent = send_due_mail(scope, mail)
    if sent:
        log.info("%s sent %d letters", scope.purpose, sent)
    # Last: a mistake in somebody's numbers keeps no letter back.
    begun = begin_focuses(scope)
    if begun:
        log.info("%s began %d focuses", scope.purpose, begun)
    made = evaluate_practices(scope)
    if made:
        log.info("%s stored %d weekly evaluations", scope.purpose, made)
    return gone
