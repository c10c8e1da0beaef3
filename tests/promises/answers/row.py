"""One route, and what it answers to whom."""

from dataclasses import dataclass

Codes = tuple[int, int, int]


@dataclass(frozen=True)
class Answers:
    """`address` may name the first client's rows: {client}, {application} and whatever `planted.py` knows.

    The three codes are for those outside, for staff, for clients. Where the address names somebody's row,
    those of the right role whose row it is not get `strangers` to a GET; a POST without a token ends before.
    """

    address: str
    reads: Codes | None = None
    writes: Codes | None = None
    """A POST without a token; with one it goes on to the form."""
    strangers: int | None = None
    common: bool = False
    """The row is all of the practice's staff's: of them nobody is a stranger."""
    owners_only: bool = False
    """The codes for staff are an owner's: a coach is told what a client is told."""
