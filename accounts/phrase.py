"""The recovery phrase: eight words that open an account, shown once, kept hashed."""

import re
import secrets
import unicodedata
from functools import cache
from math import log2
from pathlib import Path

WORDS = 8
PREFIX = 4
LONGEST = 400
"""Characters that are looked at; the longest phrase has fewer than eighty."""


@cache
def word_list() -> tuple[str, ...]:
    """Return the 2,048 words: lower-case Latin letters, unlike in their first four."""
    lines = (
        Path(__file__).with_name("words.txt").read_text(encoding="ascii").split("\n")
    )
    return tuple(line for line in lines if line and not line.startswith("#"))


def new_phrase() -> str:
    """Return a new phrase: ``WORDS`` words with spaces between, each drawn alone."""
    return " ".join(secrets.choice(word_list()) for _ in range(WORDS))


def strength() -> float:
    """Return how many bits somebody who knows the list would have to guess."""
    return WORDS * log2(len(word_list()))


def is_phrase(typed: str) -> bool:
    """Tell whether what is typed are ``WORDS`` words of the list, in any spelling."""
    return _is_spelled(canonical(typed))


def canonical(typed: str) -> str:
    """Return what a typed phrase means: its letters only, in lower case.

    Case, spaces, hyphens, line breaks and wide letters do not matter, nor does a
    space in the wrong place. Where there are eight words, a slip after the
    fourth letter of a word is mended. Whatever cannot be read stays as it is,
    so that a wrong phrase is simply wrong.
    """
    plain = unicodedata.normalize("NFKC", typed[:LONGEST]).casefold()
    tokens = re.findall("[a-z]+", plain)
    letters = "".join(tokens)
    if _is_spelled(letters) or len(tokens) != WORDS:
        return letters
    mended = [_by_prefix().get(token[:PREFIX], "") for token in tokens]
    return "".join(mended) if all(mended) else letters


@cache
def _by_prefix() -> dict[str, str]:
    return {word[:PREFIX]: word for word in word_list()}


def _is_spelled(letters: str) -> bool:
    """Tell whether the letters fall into exactly ``WORDS`` words of the list."""
    known = frozenset(word_list())
    ends = {0}
    for _ in range(WORDS):
        ends = {
            end
            for start in ends
            for end in range(start + PREFIX, start + 10)
            if letters[start:end] in known and end <= len(letters)
        }
    return len(letters) in ends
