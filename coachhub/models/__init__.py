"""The tables, declarative only; which module holds which table is said in docs/architecture.md."""

from coachhub.models.base import Base, is_owned, owned_tables
from coachhub.models.focus import Focus, FocusStep
from coachhub.models.identity import IdempotencyKey, LoginAttempt, Membership, Practice, Session, Token, User
from coachhub.models.imports import ImportBatch, ImportRow
from coachhub.models.records import AuditEvent, CheckIn, Note, OutboxMessage, Snooze
from coachhub.models.search import Application, Attribution, Client, Rejection, StageEvent

__all__ = [
    "Application",
    "Attribution",
    "AuditEvent",
    "Base",
    "CheckIn",
    "Client",
    "Focus",
    "FocusStep",
    "IdempotencyKey",
    "ImportBatch",
    "ImportRow",
    "LoginAttempt",
    "Membership",
    "Note",
    "OutboxMessage",
    "Practice",
    "Rejection",
    "Session",
    "Snooze",
    "StageEvent",
    "Token",
    "User",
    "is_owned",
    "owned_tables",
]
