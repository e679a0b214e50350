"""LimeSurvey's conditions as those of XLSForm, where they are of the simple forms."""

import re
from collections.abc import Mapping, Sequence

_TOKEN = re.compile(
    r"\s*(?:(?P<text>\"[^\"]*\"|'[^']*')|(?P<number>\d+(?:\.\d+)?)(?![\w.])"
    r"|(?P<name>[A-Za-z0-9_]+(?:\.[A-Za-z]+)?)|(?P<sign>==|!=|<=|>=|&&|\|\||[()!<>=]))"
)
_SAME = {"==": "=", "=": "=", "eq": "=", "ne": "!=", "lt": "<", "gt": ">"}
_SAME |= {"le": "<=", "ge": ">=", "!=": "!=", "<": "<", ">": ">"}
_SAME |= {"<=": "<=", ">=": ">="}
_VALUE = frozenset({"NAOK", "value", "code"})
OTHER = "-oth-"
DEEPEST = 50


class NotSimple(ValueError):
    """A condition is not of the forms that can be taken over."""


Ticks = Mapping[str, tuple[str, str]]
"""Question and choice by the name that LimeSurvey gives the tick: ``A4_SQ1``."""


def condition_of(text: str, names: Mapping[str, str], ticks: Ticks) -> str:
    """Return a condition for XLSForm; empty where it always holds.

    ``names`` are the questions, by each name they may have here.

    Raises:
        NotSimple: it calls, reckons or names what is not known here.
    """
    if text.strip() in ("", "1", "true"):
        return ""
    reading = _Reading(_tokens(text), names, ticks)
    found = reading.either()
    if reading.tokens:
        raise NotSimple
    return found


def _tokens(text: str) -> list[str]:
    found, place = [], 0
    text = text.strip()
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None:
            raise NotSimple
        found.append(token.group().strip())
        place = token.end()
    return found


class _Reading:
    """The tokens that are left to read."""

    def __init__(
        self, tokens: Sequence[str], names: Mapping[str, str], ticks: Ticks
    ) -> None:
        self.tokens, self.names, self.ticks = list(tokens), names, ticks
        self.depth = 0

    def next(self) -> str:
        if not self.tokens:
            raise NotSimple
        return self.tokens.pop(0)

    def comes(self, *wanted: str) -> bool:
        if self.tokens and self.tokens[0].lower() in wanted:
            self.tokens.pop(0)
            return True
        return False

    def either(self) -> str:
        found = self.both()
        while self.comes("or", "||"):
            found = f"{found} or {self.both()}"
        return found

    def both(self) -> str:
        found = self.one()
        while self.comes("and", "&&"):
            found = f"{found} and {self.one()}"
        return found

    def one(self) -> str:
        self.depth += 1
        if self.depth > DEEPEST:
            raise NotSimple
        found = self.part()
        self.depth -= 1
        return found

    def part(self) -> str:
        if self.comes("!", "not"):
            return f"not({self.one()})"
        if self.comes("("):
            found = self.either()
            self.expect(")")
            return f"({found})"
        if self.comes("is_empty"):
            return self.empty()
        return self.compared()

    def empty(self) -> str:
        self.expect("(")
        name = self.next()
        self.expect(")")
        tick = self.tick(name)
        if tick is not None:
            return f"not(selected(${{{tick[0]}}}, '{tick[1]}'))"
        return f"{self.question(name)} = ''"

    def compared(self) -> str:
        left, operator = self.next(), _SAME.get(self.next().lower())
        right = self.next()
        if operator is None:
            raise NotSimple
        tick = self.tick(left)
        if tick is None:
            return f"{self.operand(left)} {operator} {self.operand(right)}"
        # A tick is "Y", or it is not there.
        if right[1:-1] not in ("Y", "") or operator not in ("=", "!="):
            raise NotSimple
        chosen = f"selected(${{{tick[0]}}}, '{tick[1]}')"
        return chosen if (operator == "=") == (right[1:-1] == "Y") else f"not({chosen})"

    def operand(self, token: str) -> str:
        if token[0] in "\"'":
            return token.replace(OTHER, "other")
        if token.replace(".", "", 1).isdecimal():
            return token
        return self.question(token)

    def question(self, token: str) -> str:
        name, _dot, part = token.partition(".")
        if name not in self.names or (part and part not in _VALUE):
            raise NotSimple
        return f"${{{self.names[name]}}}"

    def tick(self, token: str) -> tuple[str, str] | None:
        name, _dot, part = token.partition(".")
        return self.ticks.get(name) if not part or part in _VALUE else None

    def expect(self, sign: str) -> None:
        if not self.comes(sign):
            raise NotSimple
