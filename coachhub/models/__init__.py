"""The tables, declarative only; which module holds which table is said in docs/architecture.md."""

from coachhub.models.base import Base, is_common, is_for_staff, is_owned, is_personal, owned_tables
from coachhub.models.coaching import Checklist, Confirmation, Evaluation, Rating, Workshop, WorkshopGuest
from coachhub.models.focus import Focus, FocusStep
from coachhub.models.identity import IdempotencyKey, LoginAttempt, Membership, Practice, Session, Token, User
from coachhub.models.imports import (
    ImportBatch,
    ImportConflict,
    ImportDraft,
    ImportRow,
    LearnedMapping,
    SuggestedCause,
)
from coachhub.models.playbook import PracticeImprovement
from coachhub.models.records import AuditEvent, CheckIn, Milestone, Note, OutboxMessage, SavedFilter, Snooze
from coachhub.models.search import Application, Attribution, Client, Rejection, StageEvent

__all__ = [
    "Application",
    "Attribution",
    "AuditEvent",
    "Base",
    "CheckIn",
    "Checklist",
    "Client",
    "Confirmation",
    "Evaluation",
    "Focus",
    "FocusStep",
    "IdempotencyKey",
    "ImportBatch",
    "ImportConflict",
    "ImportDraft",
    "ImportRow",
    "LearnedMapping",
    "LoginAttempt",
    "Membership",
    "Milestone",
    "Note",
    "OutboxMessage",
    "Practice",
    "PracticeImprovement",
    "Rating",
    "Rejection",
    "SavedFilter",
    "Session",
    "Snooze",
    "StageEvent",
    "SuggestedCause",
    "Token",
    "User",
    "Workshop",
    "WorkshopGuest",
    "is_common",
    "is_for_staff",
    "is_owned",
    "is_personal",
    "owned_tables",
]
