"""The tables, declarative only; which module holds which table is said in docs/architecture.md."""

from coachhub.models.base import Base, is_owned, is_personal, owned_tables
from coachhub.models.focus import Focus, FocusStep
from coachhub.models.identity import IdempotencyKey, LoginAttempt, Membership, Practice, Session, Token, User
from coachhub.models.imports import ImportBatch, ImportDraft, ImportRow
from coachhub.models.records import AuditEvent, CheckIn, Milestone, Note, OutboxMessage, SavedFilter, Snooze
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
    "ImportDraft",
    "ImportRow",
    "LoginAttempt",
    "Membership",
    "Milestone",
    "Note",
    "OutboxMessage",
    "Practice",
    "Rejection",
    "SavedFilter",
    "Session",
    "Snooze",
    "StageEvent",
    "Token",
    "User",
    "is_owned",
    "is_personal",
    "owned_tables",
]
