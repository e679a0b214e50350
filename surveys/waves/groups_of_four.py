"""Secrets that people copy by hand: groups of four letters and digits.

Crockford's 32 characters leave out those that are taken for one another; each
carries five bits. They are the same on every keyboard and in every language.
"""

import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS = 5
LONGEST = 200
"""Characters that are looked at; the longest secret has fewer than forty."""

_SIZE = 4
_TAKEN_FOR = str.maketrans("OIL", "011")


def draw(groups: int) -> str:
    """Return a new secret of so many groups, as it is shown to people."""
    return "-".join(
        "".join(secrets.choice(ALPHABET) for _ in range(_SIZE)) for _ in range(groups)
    )


def strength(groups: int) -> int:
    """Return how many bits somebody would have to guess."""
    return groups * _SIZE * BITS


def letters_of(typed: str) -> str:
    """Return what a typed secret means, however it was typed.

    Case, spaces, hyphens and the digits of another script do not matter, and a
    letter that is taken for a digit is that digit. What cannot be read stays, so
    that a wrong secret is simply wrong.
    """
    plain = unicodedata.normalize("NFKC", typed[:LONGEST]).upper()
    kept = "".join(_digit(each) for each in plain if each.isalnum())
    return kept.translate(_TAKEN_FOR)


def _digit(letter: str) -> str:
    """Return a digit of any script as one of ours."""
    return str(unicodedata.decimal(letter, letter))
