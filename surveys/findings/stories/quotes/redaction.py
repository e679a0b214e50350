"""When a wording is still the writer's, and when only a paraphrase may be shown.

After the guidance for free text of the Scottish inpatient survey: what could tell who
somebody is gives way to a mark, and nothing else is changed, grammar included.
"""

import re
from enum import StrEnum

NAME, DETAILS, SHORTER = "[name removed]", "[details removed]", "[…]"
MARKS = (NAME, DETAILS, SHORTER)
"""What may stand in the place of words."""

FEWEST = 50
"""People in the wave, and in the language of the text, for anybody's own words."""

MOST_WORDS_ALIKE = 4
"""Words in a row that a paraphrase may share with the text."""

LONGEST = 500


class Fault(StrEnum):
    """Why a wording cannot stand."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_THE_WORDS = "not_the_words"
    TOO_ALIKE = "too_alike"


def is_paraphrase_only(*, people: int, in_language: int) -> bool:
    """Tell whether too few people answered for anybody's own words to be shown.

    The language of a quote is itself a group, so it counts too.
    """
    return min(people, in_language) < FEWEST


def fault_of_wording(
    original: str, wording: str, *, longest: int = LONGEST
) -> Fault | None:
    """Return what is wrong with a redacted wording: it is the text with marks in it."""
    pieces = [each for each in map(_plain, _pieces(wording)) if each]
    if not pieces:
        return Fault.EMPTY
    if len(wording) > longest:
        return Fault.TOO_LONG
    rest = _plain(original)
    for piece in pieces:
        _before, found, rest = rest.partition(piece)
        if not found:
            return Fault.NOT_THE_WORDS
    return None


def fault_of_paraphrase(original: str, paraphrase: str) -> Fault | None:
    """Return what is wrong with a paraphrase: it says it in other words."""
    if not paraphrase.strip():
        return Fault.EMPTY
    if len(paraphrase) > LONGEST:
        return Fault.TOO_LONG
    alike = _runs(original) & _runs(paraphrase)
    return Fault.TOO_ALIKE if alike else None


def _pieces(wording: str) -> list[str]:
    return re.split("|".join(map(re.escape, MARKS)), wording)


def _plain(words: str) -> str:
    """Return words with single spaces: line breaks are nobody's wording."""
    return " ".join(words.split())


def _runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of words that is one longer than a paraphrase may share."""
    words, length = re.findall(r"\w+", text.casefold()), MOST_WORDS_ALIKE + 1
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}
