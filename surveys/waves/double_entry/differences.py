"""Where two typings of one paper form differ, and which answers stand in the end."""

from collections.abc import Mapping
from enum import StrEnum

from surveys.instruments.options import Value
from surveys.instruments.questionnaire import Answers


class Typing(StrEnum):
    """Which of the two typings."""

    FIRST = "first"
    SECOND = "second"


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


def settled(
    first: Answers, second: Answers, choices: Mapping[str, str]
) -> dict[str, Value]:
    """Return the answers that stand: alike, or as chosen for each that differs."""
    found = dict(second)
    for key in differences(first, second):
        found.pop(key, None)
        chosen = first if choices.get(key) == Typing.FIRST else second
        if key in chosen:
            found[key] = chosen[key]
    return found


def undecided(first: Answers, second: Answers, choices: Mapping[str, str]) -> list[str]:
    """Return the keys that differ and of which nobody has chosen one yet."""
    known = set(Typing)
    return [key for key in differences(first, second) if choices.get(key) not in known]


def _same(one: Value | None, other: Value | None) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one.split() == other.split()
    return one == other
