"""Finds what a text of an instrument names of earlier answers: ``${A2}``."""

import re
from collections.abc import Callable

from surveys.instruments.items import Item
from surveys.instruments.questionnaire import Instrument

NAMED = re.compile(r"\$\{([\w.-]+)\}")
UNSAID = "…"
"""What stands where the answer would, as long as there is none."""


def names_answers(words: str) -> bool:
    """Tell whether a text names an answer."""
    return "${" in words


def filled(words: str, answer: Callable[[str], str]) -> str:
    """Return a text with what ``answer`` gives for each name in it."""
    return NAMED.sub(lambda found: answer(found.group(1)), words)


def key_beside(instrument: Instrument, name: str, item: Item | None) -> str:
    """Return the key of what a text means: in a repeat, that of its own round."""
    rounds = instrument.rounds.get(name)
    if rounds is None or item is None:
        return name
    here = instrument.round_of.get(item.key)
    return rounds[here[1] - 1] if here and here[1] <= len(rounds) else name
