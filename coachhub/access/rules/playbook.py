"""The practice's playbook, and what a client has in place of it.

Every coach reads the playbook: she agrees on it with her clients. Only owners change it, because a change is
everybody's: it is what is proposed to all clients of the practice, and what is measured across them. A
checklist is about one client, so it is for those who accompany him.
"""

from typing import Final

from coachhub.access.rule import Rule, Who

ROUTES: Final[tuple[Rule, ...]] = (
    Rule("playbook.show_playbook", Who.STAFF, "practice"),
    Rule("playbook.add", Who.OWNER, "practice", methods=("GET", "POST")),
    Rule("playbook.edit", Who.OWNER, "practice", methods=("GET", "POST")),
    Rule("playbook.retire", Who.OWNER, "practice", methods=("POST",)),
    Rule("playbook.bring_back", Who.OWNER, "practice", methods=("POST",)),
    Rule("checklists.answer", Who.STAFF, "client", methods=("GET", "POST")),
)
