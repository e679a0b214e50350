"""The receipt phrase: shown once, kept as a hash."""

from surveys.waves.groups_of_four import draw
from surveys.waves.groups_of_four import strength as strength_of

GROUPS = 6


def new_phrase() -> str:
    """Return a new phrase, as it is shown."""
    return draw(GROUPS)


def strength() -> int:
    """Return how many bits somebody would have to guess."""
    return strength_of(GROUPS)
