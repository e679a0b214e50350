"""Reads an expression as people write it in a spreadsheet, into its tree."""

import math
import re
from collections.abc import Callable, Sequence

from surveys.instruments.expressions.functions import FUNCTIONS, REFUSED
from surveys.instruments.expressions.pattern import compiled
from surveys.instruments.expressions.tree import (
    DEEPEST_TREE,
    ExpressionRefused,
    Tree,
    depth,
    within,
)

Resolve = Callable[[str], Tree | None]
"""The tree that a name stands for (``A2`` or ``/data/help/A2``); None: unknown."""

REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
"""How a question is named, in expressions and in texts alike."""

LONGEST = 10_000
DEEPEST = 60
MOST_PATTERNS = 20
"""Calls of ``regex`` in one expression; what they do together is bounded apart."""

_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?")
_TEXT = re.compile(r"\"[^\"]*\"|'[^']*'")
_FUNCTION = re.compile(r"([A-Za-z_][\w.:-]*)\s*\(")
_THIS_ROUND = re.compile(r"\.\.\s*\)")
_PATH = re.compile(r"/?[A-Za-z_][\w.:-]*(?:/[A-Za-z_][\w.:-]*)*")
_OPERATOR = re.compile(r"and|or|div|mod|!=|<=|>=|[=<>+*-]")
_LEVELS: Sequence[Sequence[str]] = (
    ("or",),
    ("and",),
    ("=", "!="),
    ("<", "<=", ">", ">="),
    ("+", "-"),
    ("*", "div", "mod"),
)


def parse(
    text: str, resolve: Resolve, attributes: frozenset[str] = frozenset()
) -> Tree:
    """Return the tree of an expression.

    Args:
        text: as in a cell: ``${age} > 17 and selected(${barriers}, 'cost')``.
        resolve: the tree that a name stands for, None where there is no such name.
        attributes: what answer choices say of themselves, by bare names.

    Raises:
        ExpressionRefused: it cannot be read, or names what is not there.
    """
    if len(text) > LONGEST:
        raise ExpressionRefused("It is too long.")
    reading = _Reading(text.replace("’", "'").replace("‘", "'"), resolve, attributes)
    tree = reading.level(0)
    if reading.rest():
        raise ExpressionRefused(f"It cannot be read from here: {reading.rest()[:40]}")
    # A long chain of "or" is deep too: each part of it stands inside the next.
    if depth(tree) > DEEPEST_TREE:
        raise ExpressionRefused("It is nested too deeply.")
    if sum(part[0] == "regex" for part in within(tree)) > MOST_PATTERNS:
        raise ExpressionRefused(f"It calls regex more than {MOST_PATTERNS} times.")
    return tree


class _Reading:
    """A place in the text, moving on as parts of it are understood."""

    def __init__(self, text: str, resolve: Resolve, attributes: frozenset[str]) -> None:
        self.text, self.resolve, self.attributes = text, resolve, attributes
        self.place = self.depth = 0

    def rest(self) -> str:
        self.place = _SPACE.match(self.text, self.place).end()  # type: ignore[union-attr]  # matches nothing too
        return self.text[self.place :]

    def take(self, pattern: "re.Pattern[str]") -> "re.Match[str] | None":
        self.rest()
        found = pattern.match(self.text, self.place)
        if found:
            self.place = found.end()
        return found

    def level(self, height: int) -> Tree:
        """Read operations that bind as strongly as this level, or stronger."""
        if height == len(_LEVELS):
            return self.signed()
        tree = self.level(height + 1)
        while (operator := self.operator(_LEVELS[height])) is not None:
            tree = [operator, tree, self.level(height + 1)]
        return tree

    def operator(self, wanted: Sequence[str]) -> str | None:
        """Take an operator of this level; what stands here cannot be a name."""
        self.rest()
        found = _OPERATOR.match(self.text, self.place)
        if found is None or found.group() not in wanted:
            return None
        self.place = found.end()
        return found.group()

    def signed(self) -> Tree:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ExpressionRefused("It is nested too deeply.")
        if self.rest().startswith("-"):
            self.place += 1
            inner = self.signed()
            tree: Tree = -inner if isinstance(inner, int | float) else ["neg", inner]
        else:
            tree = self.operand()
        self.depth -= 1
        return tree

    def operand(self) -> Tree:
        """Read one number, text, name, function or part in brackets."""
        rest = self.rest()
        if rest.startswith("("):
            self.place += 1
            tree = self.level(0)
            self.expect(")")
            return tree
        if found := self.take(_NUMBER):
            number = float(found.group())
            if math.isinf(number):
                raise ExpressionRefused(
                    f"This number is too large: {found.group()[:20]}"
                )
            return int(number) if number.is_integer() else number
        if found := self.take(_TEXT):
            return found.group()[1:-1]
        if found := self.take(REFERENCE):
            return self.named(found.group(1))
        if found := self.take(_FUNCTION):
            return self.function(found.group(1))
        return self.path(rest)

    def path(self, rest: str) -> Tree:
        found = self.take(_PATH)
        if found and found.group() in self.attributes:
            return ["attr", found.group()]
        if found and not self.text[self.place :].startswith(("/", "[", "@")):
            return self.named(found.group())
        if not found and rest.startswith(".") and not rest.startswith(("..", "./")):
            self.place += 1
            return ["self"]
        if not rest:
            raise ExpressionRefused("Something is missing at its end.")
        raise ExpressionRefused(
            f"Write a question as ${{name}}; paths cannot be read: {rest[:40]}"
        )

    def named(self, name: str) -> Tree:
        tree = self.resolve(name)
        if tree is None:
            raise ExpressionRefused(f"There is no question {name}.")
        return tree

    def function(self, name: str) -> Tree:
        if name == "position" and self.take(_THIS_ROUND):
            return ["position"]
        arguments = self.arguments()
        if name in REFUSED:
            raise ExpressionRefused(f"The function {name} is refused. {REFUSED[name]}")
        known = FUNCTIONS.get(name)
        if known is None:
            raise ExpressionRefused(f"There is no function {name}.")
        if not known.least <= len(arguments) <= known.most:
            raise ExpressionRefused(f"{name} takes another number of arguments.")
        if name == "regex":
            if not isinstance(arguments[1], str):
                raise ExpressionRefused("The pattern of regex must be written out.")
            return ["regex", arguments[0], compiled(arguments[1]), arguments[1]]
        return [name, *arguments]

    def arguments(self) -> list[Tree]:
        if self.rest().startswith(")"):
            self.place += 1
            return []
        found = [self.level(0)]
        while self.rest().startswith(","):
            self.place += 1
            found.append(self.level(0))
        self.expect(")")
        return found

    def expect(self, sign: str) -> None:
        if not self.rest().startswith(sign):
            raise ExpressionRefused(f"A {sign} is missing.")
        self.place += 1
