"""What is left to fill in: words in [brackets], as the consent of a template has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from surveys.instruments.questionnaire import Instrument

BLANK = re.compile(r"\[[^\[\]]+\]")


@dataclass(frozen=True)
class Blank:
    """Words in brackets, with the language and the consent's line (from 1; 0: title).

    ``line`` is one more than there are lines for the words beside the box.
    """

    language: str
    line: int
    words: str


def blanks(instrument: Instrument) -> list[Blank]:
    """Return what nobody has filled in yet; a wave must not open while any is left."""
    return [
        Blank(language, number, found)
        for language in instrument.languages
        for number, text in _texts(instrument, language)
        for found in BLANK.findall(text)
    ]


def _texts(instrument: Instrument, language: str) -> Iterator[tuple[int, str]]:
    """Yield the texts that say who asks and what for, where there are any."""
    lines = instrument.consent.lines.get(language, ())
    yield 0, instrument.title.get(language, "")
    yield from enumerate(lines, 1)
    yield len(lines) + 1, instrument.consent.agree.get(language, "")
