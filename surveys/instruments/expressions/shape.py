"""Whether a tree from somewhere else is one that ``grammar.parse`` could have made."""

import math
from collections.abc import Iterator, Sequence

from surveys.instruments.expressions.functions import FUNCTIONS, OPERATORS
from surveys.instruments.expressions.grammar import LONGEST, MOST_PATTERNS
from surveys.instruments.expressions.pattern import compiled
from surveys.instruments.expressions.tree import LEAVES, ExpressionRefused, within

DEEPEST = 200
"""Operations within each other; a long row of ``and`` is one in the other."""

NAMED = frozenset({"item", "every", "attr"})
KNOWN = LEAVES | frozenset(OPERATORS) | frozenset(FUNCTIONS)


def misshapen(tree: object) -> Iterator[str]:
    """Yield why something is no tree of an expression; nothing where it is one."""
    found = list(_misshapen(tree, 0))
    yield from found
    # Only what has the shape of a tree can be gone through.
    if not found and sum(part[0] == "regex" for part in within(tree)) > MOST_PATTERNS:  # type: ignore[arg-type]  # it is a tree
        yield f"An expression calls regex more than {MOST_PATTERNS} times."


def _misshapen(tree: object, depth: int) -> Iterator[str]:
    if isinstance(tree, list):
        yield from _operation(tree, depth)
    elif isinstance(tree, str):
        if len(tree) > LONGEST:
            yield "An expression has a text that is too long."
    elif isinstance(tree, bool) or not isinstance(tree, int | float):
        yield "An expression is made of texts, numbers and lists."
    elif not math.isfinite(tree):
        yield "An expression has a number that is none."


def _operation(tree: list[object], depth: int) -> Iterator[str]:
    name, parts = (tree[0], tree[1:]) if tree else (None, [])
    if depth > DEEPEST:
        yield "An expression is nested too deeply."
    elif not isinstance(name, str) or name not in KNOWN:
        yield "An expression has an operation that is not known."
    elif name in LEAVES:
        if not _is_leaf(name, parts):
            yield f"{name} does not name anything in an expression."
    elif name == "regex":
        yield from _pattern(parts, depth)
    elif not _takes(name, len(parts)):
        yield f"{name} takes another number of arguments."
    else:
        for part in parts:
            yield from _misshapen(part, depth + 1)


def _is_leaf(name: str, parts: Sequence[object]) -> bool:
    if name in NAMED:
        return len(parts) == 1 and isinstance(parts[0], str)
    return not parts


def _takes(name: str, number: int) -> bool:
    if name in OPERATORS:
        return number == (1 if name == "neg" else 2)
    return FUNCTIONS[name].least <= number <= FUNCTIONS[name].most


def _pattern(parts: Sequence[object], depth: int) -> Iterator[str]:
    """Yield what is wrong with a text, a program and the pattern it was made from."""
    if len(parts) != 3 or not isinstance(parts[2], str):
        yield "regex takes another number of arguments."
        return
    yield from _misshapen(parts[0], depth + 1)
    try:
        if compiled(parts[2]) != parts[1]:
            yield "The program of regex is not that of its pattern."
    except ExpressionRefused as refusal:
        yield str(refusal)
