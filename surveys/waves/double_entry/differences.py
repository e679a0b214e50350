"""Where two typings of one paper form differ, and which answers stand in the end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from surveys.instruments.options import Value
from surveys.instruments.questionnaire import Answers

FEWEST_ALIKE = 3


class Typing(StrEnum):
    """Which of the two typings."""

    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True)
class Decided:
    """What the second person says where two typings differ.

    ``choices`` name one of the typings; ``again`` has texts as they were typed once
    more from the paper, None for what is not there.
    """

    choices: Mapping[str, str] = field(default_factory=dict)
    again: Mapping[str, Value | None] = field(default_factory=dict)


NOTHING = Decided()


def differences(first: Answers, second: Answers) -> list[str]:
    """Return the keys whose answers differ, in the order of either."""
    return [
        key
        for key in dict.fromkeys([*first, *second])
        if not _same(first.get(key), second.get(key))
    ]


def compared(first: Answers, second: Answers) -> tuple[int, int]:
    """Return how many answers were typed by either, and how many alike by both."""
    typed = first.keys() | second.keys()
    return len(typed), len(typed) - len(differences(first, second))


def is_same_form(first: Answers, second: Answers) -> bool:
    """Tell whether two typings agree so far that both had the paper before them.

    Who has not must not learn, by typing a little, what the paper says.
    """
    typed, alike = compared(first, second)
    return typed == alike or (alike >= FEWEST_ALIKE and 2 * alike >= typed)


def settled(first: Answers, second: Answers, decided: Decided) -> dict[str, Value]:
    """Return the answers that stand: alike, or as decided for each that differs."""
    found = dict(second)
    for key in differences(first, second):
        found.pop(key, None)
        value = _decided(key, first, second, decided)
        if value is not None:
            found[key] = value
    return found


def undecided(first: Answers, second: Answers, decided: Decided) -> list[str]:
    """Return the keys that differ and of which nobody has decided yet."""
    return [
        key
        for key in differences(first, second)
        if key not in decided.again and decided.choices.get(key) not in set(Typing)
    ]


def _decided(
    key: str, first: Answers, second: Answers, decided: Decided
) -> Value | None:
    if key in decided.again:
        return decided.again[key]
    chosen = first if decided.choices.get(key) == Typing.FIRST else second
    return chosen.get(key)


def _same(one: Value | None, other: Value | None) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one.split() == other.split()
    return one == other
