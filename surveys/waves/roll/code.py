"""A one-time code: enough to guess that nobody has to count the tries."""

from surveys.waves.groups_of_four import draw
from surveys.waves.groups_of_four import strength as strength_of

GROUPS = 4
MOST = 5000
"""Codes that are made at once."""


def new_code() -> str:
    """Return a new code, as it is printed."""
    return draw(GROUPS)


def strength() -> int:
    """Return how many bits somebody would have to guess."""
    return strength_of(GROUPS)
