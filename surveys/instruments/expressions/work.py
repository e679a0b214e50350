"""How much the patterns of an expression may have to do, before anybody answers.

One pattern cannot hang (``pattern``), but an expression may hold many, and a page looks
at all of them. Counted are steps: those of a program, for each character of the longest
text that it can be given.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from surveys.instruments.expressions.functions import FUNCTIONS, OPERATORS, Type
from surveys.instruments.expressions.pattern import longest_match, weight
from surveys.instruments.expressions.tree import Tree, branches

LONGEST_SHORT = 40
"""Characters of a number, a day or a truth as text: none has more, on a phone too."""


@dataclass(frozen=True)
class Lengths:
    """Characters that a text can have: an answer by key, and what a choice says.

    ``rounds`` lists the keys of a question of a repeat; ``own`` is the answer a
    constraint is about.
    """

    answers: Mapping[str, int] = field(default_factory=dict)
    rounds: Mapping[str, Sequence[str]] = field(default_factory=dict)
    own: int = 0
    attribute: int = 0


def work(tree: Tree | None, lengths: Lengths) -> int:
    """Return the most steps that all patterns of an expression take together.

    What stands behind ``string-length(.) <= 60 and`` never sees a longer answer.
    """
    if not isinstance(tree, list):
        return 0
    if tree[0] == "and":
        return work(tree[1], lengths) + work(tree[2], _held(tree[1], lengths))
    own = 0
    if tree[0] == "regex":
        most = min(longest(tree[1], lengths), longest_match(tree[2]))
        own = weight(tree[2]) * (1 + most)
    return own + sum(work(part, lengths) for part in branches(tree))


def _held(tree: Tree, lengths: Lengths) -> Lengths:
    """Return the lengths of texts for which a condition holds."""
    if not isinstance(tree, list):
        return lengths
    if tree[0] == "and":
        return _held(tree[2], _held(tree[1], lengths))
    if tree[0] not in ("<", "<=") or tree[1] != ["string-length", ["self"]]:
        return lengths
    most = tree[2]
    if not isinstance(most, int | float):
        return lengths
    return replace(lengths, own=min(lengths.own, max(0, int(most))))


def longest(tree: Tree, lengths: Lengths) -> int:
    """Return how many characters an expression can have as text; never too few.

    Answers of a repeat are counted together, as ``join`` puts them.
    """
    if not isinstance(tree, list):
        return len(tree) if isinstance(tree, str) else LONGEST_SHORT
    name = tree[0]
    if name in ("item", "every"):
        keys = lengths.rounds.get(tree[1], (tree[1],))
        return sum(lengths.answers.get(key, 0) for key in keys)
    if name in ("self", "attr"):
        return lengths.own if name == "self" else lengths.attribute
    if _gives(name) not in (Type.TEXT, Type.ANY):
        return LONGEST_SHORT
    parts = [longest(part, lengths) for part in branches(tree)]
    if name == "join":  # a sign between each and the next
        most = max(map(len, lengths.rounds.values()), default=1)
        return sum(parts) + parts[0] * most * len(parts)
    return _JOINED.get(name, sum)(parts)


def _gives(name: str) -> Type:
    if name == "position":
        return Type.NUMBER
    return OPERATORS[name] if name in OPERATORS else FUNCTIONS[name].gives


def _first(parts: Sequence[int]) -> int:
    return parts[0]


_JOINED: Mapping[str, Callable[[Sequence[int]], int]] = {
    **dict.fromkeys(("string", "selected-at", "substring", "substr"), _first),
    **dict.fromkeys(("substring-before", "substring-after"), _first),
    **dict.fromkeys(("normalize-space", "translate"), _first),
    "if": lambda parts: max(parts[1:]),
    "coalesce": max,
    # "%Y" becomes four digits.
    "format-date": lambda parts: 2 * parts[1],
}
