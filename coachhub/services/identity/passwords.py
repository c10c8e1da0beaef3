"""Passwords: argon2id, as many at once as there are cores, renewed when the cost changes."""

import os
from functools import lru_cache
from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

MINIMUM_LENGTH: Final = 15
MAXIMUM_LENGTH: Final = 128
MINIMUM_OWN: Final = 8
USUAL: Final = ("coachhub", "password", "passwort", "welcome", "letmein", "iloveyou", "admin")
KEY_ROWS: Final = (
    "01234567890",
    "0987654321",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
)

# One verification takes 19 MiB and tens of milliseconds: a burst of sign-ins must not take every core.
_turns = BoundedSemaphore(max(1, os.cpu_count() or 1))


class PasswordRefusedError(ValueError):
    """A password that is too easy to guess; the message says what to choose instead."""


@lru_cache
def hasher(memory_kib: int, rounds: int) -> PasswordHasher:
    """Argon2id with this cost."""
    return PasswordHasher(time_cost=rounds, memory_cost=memory_kib, parallelism=1, type=Type.ID)


@lru_cache
def decoy(memory_kib: int, rounds: int) -> str:
    """The hash of nobody's password: checking it makes an unknown address as slow as a known one."""
    return hasher(memory_kib, rounds).hash("nobody has this password")


def hash_password(password: str, *, memory_kib: int, rounds: int, about: tuple[str, ...] = ()) -> str:
    """The hash to keep; PasswordRefusedError when the password is too short, too long or names its owner."""
    check_length(password)
    folded = password.casefold()
    if len(set(folded)) < 5:
        raise PasswordRefusedError("Use more different characters; four random words are good.")
    if len(leave_out_known(folded, about)) < MINIMUM_OWN:
        raise PasswordRefusedError(
            "Leave out names, the word password and rows of keys; four random words are good."
        )
    return hash_again(password, memory_kib=memory_kib, rounds=rounds)


def check_length(password: str) -> None:
    """Raise PasswordRefusedError for a length that no password of ours has."""
    if len(password) < MINIMUM_LENGTH:
        raise PasswordRefusedError(f"Use at least {MINIMUM_LENGTH} characters; four random words are good.")
    if len(password) > MAXIMUM_LENGTH:
        raise PasswordRefusedError(f"Use at most {MAXIMUM_LENGTH} characters.")


def leave_out_known(folded: str, about: tuple[str, ...]) -> str:
    """What of a password is its owner's own: without her name, the usual words, and four keys in a row."""
    for word in sorted((*about, *USUAL), key=len, reverse=True):
        if len(word) >= 3:
            folded = folded.replace(word.casefold(), "")
    for row in KEY_ROWS:
        for length in range(len(row), 3, -1):
            for start in range(len(row) - length + 1):
                folded = folded.replace(row[start : start + length], "")
    return folded


def hash_again(password: str, *, memory_kib: int, rounds: int) -> str:
    """The hash of a password that was accepted before, at today's cost: rules may have changed since."""
    with _turns:
        return hasher(memory_kib, rounds).hash(password)


def verify_password(stored: str | None, password: str, *, memory_kib: int, rounds: int) -> bool:
    """Whether the password is right; takes as long when there is none to compare with."""
    if len(password) > MAXIMUM_LENGTH:
        # Nobody has one that long, and cut to length it would be another password.
        stored, password = None, password[:MAXIMUM_LENGTH]
    known = stored or decoy(memory_kib, rounds)
    with _turns:
        try:
            hasher(memory_kib, rounds).verify(known, password)
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


def needs_renewal(stored: str, *, memory_kib: int, rounds: int) -> bool:
    """Whether the hash was made with another cost than today's."""
    return hasher(memory_kib, rounds).check_needs_rehash(stored)
