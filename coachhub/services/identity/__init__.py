"""People and how they get in: the only code that reads the identity tables, and it needs no scope."""

from coachhub.services.identity.passwords import PasswordRefusedError
from coachhub.services.identity.people import (
    EmailTakenError,
    add_member,
    create_practice,
    create_user,
    has_practice,
    is_client_account,
    list_owners,
    name_staff,
)
from coachhub.services.identity.sessions import (
    Person,
    end_session,
    forget_what_expired,
    keep_notices,
    resolve_session,
)
from coachhub.services.identity.sign_in import TooManyAttemptsError, WrongCredentialsError, sign_in

__all__ = [
    "EmailTakenError",
    "PasswordRefusedError",
    "Person",
    "TooManyAttemptsError",
    "WrongCredentialsError",
    "add_member",
    "create_practice",
    "create_user",
    "end_session",
    "forget_what_expired",
    "has_practice",
    "is_client_account",
    "keep_notices",
    "list_owners",
    "name_staff",
    "resolve_session",
    "sign_in",
]
