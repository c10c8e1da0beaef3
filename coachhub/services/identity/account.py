"""One's own account: where it leads, and ending its sessions."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, delete, or_, select

from coachhub import clock
from coachhub.extensions import db
from coachhub.models import Client, Membership, Practice, Session, User
from coachhub.scope import Role
from coachhub.services.identity.sessions import open_session
from coachhub.services.identity.sign_in import Visit
from coachhub.services.transaction import writing


@dataclass(frozen=True, slots=True)
class Belonging:
    """A practice that a person can enter, and as what."""

    practice_id: UUID
    practice_name: str
    role: Role


def list_belongings(user_id: UUID) -> list[Belonging]:
    """The practices whose door is open to a person, by name."""
    rows = db.session.execute(
        select(Practice.id, Practice.name, Membership.role)
        .join(Membership, Membership.practice_id == Practice.id)
        .outerjoin(
            Client, and_(Client.practice_id == Membership.practice_id, Client.user_id == Membership.user_id)
        )
        .where(
            Membership.user_id == user_id,
            Membership.disabled_at.is_(None),
            or_(Membership.role != Role.CLIENT.value, Client.id.is_not(None)),
        )
        .order_by(Practice.name, Practice.id)
        .execution_options(coachhub_system="where a person belongs")
    )
    return [Belonging(row.id, row.name, Role(row.role)) for row in rows]


def enter_practice(user_id: UUID, practice_id: UUID, session_hash: str, *, visit: Visit) -> str | None:
    """A session in another practice of the same person; None when its door is not open to her.

    It ends when the one that it comes from would have ended: going to and fro is no way to stay for good.
    """
    if practice_id not in {one.practice_id for one in list_belongings(user_id)}:
        return None
    with writing(None) as session:
        user = session.get_one(User, user_id, populate_existing=True)
        membership = session.get(Membership, (practice_id, user_id), populate_existing=True)
        ends_at = session.scalar(
            select(Session.expires_at).where(Session.id_hash == session_hash, Session.user_id == user_id)
        )
        # The session may have ended at this very moment, with a changed password for instance.
        if membership is None or membership.disabled_at is not None or ends_at is None:
            return None
        return open_session(
            session,
            user,
            membership,
            device=visit.device,
            now=clock.now(),
            hours=visit.session_hours,
            ends_at=ends_at,
        )


def end_all_sessions(user_id: UUID) -> None:
    """Sign a person out everywhere: every copy of every cookie of hers is worth nothing from now on."""
    with writing(None) as session:
        session.execute(delete(Session).where(Session.user_id == user_id))
