"""What a partner may be told of how many people came by their channel."""

MINIMUM = 10
"""Fewest people of whom a number is told (R18)."""


def told(people: int) -> int | None:
    """Return a count as it is told; None stands for "fewer than 10"."""
    return people if people >= MINIMUM else None
