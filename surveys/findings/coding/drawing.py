"""Which texts both coders read, who reads which alone, and in which order.

All of it follows from a keyed hash of a text's random key: nobody chooses, the same
set gives the same draw again, and no order tells anything of a text.
"""

import hmac
from collections.abc import Iterable
from hashlib import sha256
from math import ceil
from uuid import UUID

from surveys.findings.coding.stages import Seat, Stage

FEWEST_TWICE = 100
"""Texts that both coders read at least, or all where there are fewer."""

SHARE_TWICE = 5
"""One in so many texts is read by both."""

SHARE_CHECKED = 10
"""One in so many of the others is read by the other coder too."""

Task = tuple[UUID, Seat, Stage]
"""A text for a coder, and why."""


def sample_size(texts: int) -> int:
    """Return how many texts both coders read independently."""
    return min(texts, max(FEWEST_TWICE, ceil(texts / SHARE_TWICE)))


def drawn(texts: Iterable[UUID], salt: str, purpose: str) -> list[UUID]:
    """Return texts in the random order that a salt gives them for a purpose."""
    key = bytes.fromhex(salt)

    def place(text: UUID) -> bytes:
        return hmac.digest(key, purpose.encode() + text.bytes, sha256)

    return sorted(texts, key=place)


def sample(texts: Iterable[UUID], salt: str) -> list[UUID]:
    """Return the texts that both coders read."""
    every = drawn(texts, salt, "sample")
    return every[: sample_size(len(every))]


def tasks_for_both(texts: Iterable[UUID], salt: str, again: int) -> list[Task]:
    """Return the sample for each coder, in an order of their own in each round."""
    chosen = sample(texts, salt)
    return [
        (text, seat, Stage.SAMPLE)
        for seat in Seat
        for text in drawn(chosen, salt, f"order {seat} {again}")
    ]


def tasks_alone(texts: Iterable[UUID], salt: str) -> list[Task]:
    """Share out the texts outside the sample; each tenth the other reads too."""
    every = list(texts)
    twice = set(sample(every, salt))
    rest = drawn((text for text in every if text not in twice), salt, "rest")
    shares = {Seat.FIRST: rest[::2], Seat.SECOND: rest[1::2]}
    checked = {
        seat: drawn(share, salt, "check")[: ceil(len(share) / SHARE_CHECKED)]
        for seat, share in shares.items()
    }
    tasks: list[Task] = []
    for seat, other in ((Seat.FIRST, Seat.SECOND), (Seat.SECOND, Seat.FIRST)):
        why = dict.fromkeys(shares[seat], Stage.REST)
        why |= dict.fromkeys(checked[other], Stage.CHECK)
        tasks += [(text, seat, why[text]) for text in drawn(why, salt, f"last {seat}")]
    return tasks
