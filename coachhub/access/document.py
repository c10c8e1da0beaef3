"""docs/security.md from the policy table: `python -m coachhub.access.document` writes it anew."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from coachhub.access import callbacks, gate
from coachhub.access.headers import FILE_AGE, FIXED, write_policy
from coachhub.access.policy import CALLBACKS, ROUTES, Rule
from coachhub.intake import limits
from coachhub.services import import_drafts
from coachhub.services.identity import invitations, passwords, resets, throttle, tokens
from coachhub.settings import FORBIDDEN_IN_PRODUCTION, MINIMUM_SECRET_BYTES, ROOT, Settings

PATH: Final = ROOT / "docs" / "security.md"

TEMPLATE: Final = Path(__file__).with_name("security.md")


def write_document() -> str:
    """The whole text, with the table and the figures that the code uses."""
    settings = Settings(database_url="", secret_key="")
    return TEMPLATE.read_text(encoding="utf-8").format(
        routes=write_table(ROUTES),
        callbacks=write_table(CALLBACKS),
        callback_kb=callbacks.MAXIMUM_BYTES // 1024,
        body_mb=gate.MAXIMUM_BYTES // 1024**2,
        minimum=passwords.MINIMUM_LENGTH,
        maximum=passwords.MAXIMUM_LENGTH,
        memory=settings.password_hash_memory_kib,
        rounds=settings.password_hash_rounds,
        per_email=throttle.PER_EMAIL,
        per_email_all=throttle.PER_EMAIL * 10,
        per_place=throttle.PER_ADDRESS,
        everywhere=throttle.EVERYWHERE,
        window=int(throttle.WINDOW.total_seconds() // 60),
        idle=settings.idle_minutes,
        absolute=settings.absolute_hours,
        invite_hours=int(tokens.LIFETIME["invite"].total_seconds() // 3600),
        reset_hours=int(tokens.LIFETIME["reset"].total_seconds() // 3600),
        per_day=invitations.PER_DAY,
        resets_per_day=resets.PER_DAY,
        file_mb=limits.MAX_BYTES // 1024**2,
        rows=limits.MAX_ROWS,
        columns=limits.MAX_COLUMNS,
        entries=limits.MAX_ENTRIES,
        inflated_mb=limits.MAX_INFLATED // 1024**2,
        ratio=limits.MAX_RATIO,
        draft_days=import_drafts.KEPT_FOR.days,
        headers="\n".join(f"    {name}: {value}" for name, value in FIXED.items()),
        file_age=FILE_AGE,
        page_policy=write_policy((), dash=False),
        dash_policy=write_policy(("'sha256-…'",), dash=True),
        secret=MINIMUM_SECRET_BYTES,
        forbidden=", ".join(f"`{name}`" for name in FORBIDDEN_IN_PRODUCTION),
    )


def write_table(rows: Iterable[Rule]) -> str:
    """The rows of the policy as a table of Markdown."""
    lines = ["| endpoint | methods | who | touches | a visitor gets |", "|---|---|---|---|---|"]
    lines += [
        f"| `{row.name}` | {', '.join(row.methods)} | {row.who.value} | {row.touches} | {visitor_gets(row)} |"
        for row in rows
    ]
    return "\n".join(lines)


def visitor_gets(row: Rule) -> str:
    """What somebody who is not signed in is answered."""
    if row.who.value == "anybody":
        return "the same"
    return "the sign-in" if row.answers == "page" and "GET" in row.methods else "401"


def main() -> None:
    """Write the file."""
    PATH.write_text(write_document(), encoding="utf-8")
    sys.stdout.write(f"{PATH.relative_to(ROOT)} is up to date.\n")


if __name__ == "__main__":
    main()
