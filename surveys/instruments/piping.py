"""What a text of an instrument names of earlier answers, such as ``${A2}``."""

from collections.abc import Callable

from surveys.instruments.expressions.grammar import REFERENCE
from surveys.instruments.items import Item
from surveys.instruments.options import Label
from surveys.instruments.questionnaire import Instrument

UNSAID = "…"
"""What stands where the answer would, as long as there is none."""


def names_in(words: str) -> frozenset[str]:
    """Return the questions whose answers a text names."""
    return frozenset(REFERENCE.findall(words))


def filled(words: str, answer: Callable[[str], str]) -> str:
    """Return a text with what ``answer`` gives for each name in it."""
    return REFERENCE.sub(lambda found: answer(found.group(1)), words)


def without_answers(label: Label) -> dict[str, str]:
    """Return words for readers who answer nothing: no name stands in them."""
    return {code: filled(words, lambda _name: UNSAID) for code, words in label.items()}


def key_beside(instrument: Instrument, name: str, item: Item | None) -> str:
    """Return the key of what a text means: in a repeat, that of its own round."""
    rounds = instrument.rounds.get(name)
    if rounds is None or item is None:
        return name
    here = instrument.round_of.get(item.key)
    return rounds[here[1] - 1] if here and here[1] <= len(rounds) else name
