"""Words inside a picture: how wide they are, and where a line of them ends.

A drawing cannot wrap text by itself and cannot measure a reader's font. So
widths are guessed from the signs, for the widest of the usual fonts, in em.
"""

import unicodedata
from collections.abc import Sequence

NARROW = frozenset("ijltfrI.,:;'’|!()[]/- ")
BROAD = frozenset("mwMW@%—…")
PAIR = 2
START_RIGHT_TO_LEFT = "\N{RIGHT-TO-LEFT ISOLATE}"
START_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT ISOLATE}"
END_ISOLATE = "\N{POP DIRECTIONAL ISOLATE}"


def width(text: str) -> float:
    """Return how wide a text may get, in em."""
    return sum(map(_sign_width, text))


def _sign_width(sign: str) -> float:
    if unicodedata.combining(sign) or unicodedata.category(sign) in {"Mn", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(sign) in {"W", "F"} or sign in BROAD:
        return 1.0
    if sign in NARROW:
        return 0.36
    return 0.7 if sign.isupper() else 0.58


def wrap(text: str, most: float) -> list[str]:
    """Return the lines of a text, none wider than ``most`` em; at least one.

    Breaks fall between words. A word that is too wide for a whole line is cut.
    """
    lines = [""]
    for word in clean(text).split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer) <= most:
            lines[-1] = longer
            continue
        pieces = _cut(word, most)
        lines[-1:] = [lines[-1], *pieces] if lines[-1] else pieces
    return lines


def wrap_alike(texts: Sequence[str], most: float) -> list[list[str]]:
    """Return the lines of texts that stand beside each other.

    Of two words each ("Mar 2026"), all are broken where one of them has to be.
    """
    lines = [wrap(text, most) for text in texts]
    words = [clean(text).split() for text in texts]
    are_pairs = all(len(each) == PAIR for each in words)
    is_uneven = len({len(each) for each in lines}) > 1
    return words if are_pairs and is_uneven else lines


def _cut(word: str, most: float) -> list[str]:
    pieces = [""]
    for sign in word:
        if pieces[-1] and width(pieces[-1] + sign) > most:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def clean(text: str) -> str:
    """Leave out what no page may hold: controls and halves of signs.

    A line break or a tab becomes a space.
    """
    return "".join(" " if sign.isspace() else sign for sign in text if _may_stand(sign))


def _may_stand(sign: str) -> bool:
    if sign in "\ufffe\uffff":
        return False
    return sign in "\t\n\r" or unicodedata.category(sign) not in {"Cc", "Cs"}


def isolated(text: str, *, right_to_left: bool) -> str:
    """Return a line that runs right to left wherever it is drawn.

    One that has only letters of the other kind runs as they do: words that stand in
    for a translation, with the digits and signs between them. Renderers disagree on
    the ``direction`` of text in a drawing, but all know Unicode's isolates (UAX #9).
    """
    if not right_to_left:
        return text
    is_foreign = runs_left_to_right(text)
    start = START_LEFT_TO_RIGHT if is_foreign else START_RIGHT_TO_LEFT
    return f"{start}{text}{END_ISOLATE}"


def runs_left_to_right(text: str) -> bool:
    """Tell whether a text has letters, and only such as run from left to right."""
    kinds = set(map(unicodedata.bidirectional, text))
    return "L" in kinds and kinds.isdisjoint({"R", "AL"})
