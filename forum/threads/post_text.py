"""What a member typed, made safe to keep and to show: plain text, paragraphs, lines."""

import re
import unicodedata
from enum import StrEnum

LONGEST = 10_000
"""Characters of one post."""

LONGEST_TITLE = 120

# Needed by Persian, Arabic and emoji; every other invisible control goes.
KEPT_CONTROLS = frozenset("\n\u200c\u200d\u200e\u200f\u061c")
# A break of the line, to Unicode or to somebody's system.
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


class Problem(StrEnum):
    """Why a text cannot be taken. The edge has the words for each."""

    EMPTY = "empty"
    TOO_LONG = "too_long"


def clean(typed: str) -> str:
    """Return the text as it is kept.

    NFC; every kind of line break is one line feed; control characters, direction
    overrides and broken halves of characters are gone; at most one empty line
    in a row; no space at the end of a line.
    """
    text = unicodedata.normalize("NFC", _BREAKS.sub("\n", typed)).replace("\t", " ")
    shown = "".join(letter for letter in text if _shown(letter))
    lines = (line.rstrip() for line in shown.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def clean_title(typed: str) -> str:
    """Return a title as it is kept: one line, single spaces."""
    return " ".join(clean(typed).split())


def problem(text: str, *, longest: int = LONGEST) -> Problem | None:
    """Return why a cleaned text cannot be taken, or None."""
    if not any(unicodedata.category(letter)[0] in "LNPS" for letter in text):
        return Problem.EMPTY
    return Problem.TOO_LONG if len(text) > longest else None


def paragraphs(text: str) -> tuple[tuple[str, ...], ...]:
    """Return a cleaned text as paragraphs of lines, none of them empty.

    Each line is plain text: the page escapes it and gives it its own direction.
    """
    return tuple(
        tuple(line for line in block.split("\n") if line)
        for block in text.split("\n\n")
        if block.strip()
    )


def _shown(letter: str) -> bool:
    return letter in KEPT_CONTROLS or unicodedata.category(letter) not in {
        "Cc",
        "Cf",
        "Cs",
        "Co",
        "Cn",
    }
