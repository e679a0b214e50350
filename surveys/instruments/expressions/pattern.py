r"""Patterns of ``regex``: compiled here, run in steps that never grow beyond the text.

A pattern is read once, on the server, into a small program that Python and a phone
run the same way (a Thompson machine: all ways at once, so that none can hang). It must
match the whole text. Known are characters, ``.``, classes, ``\d \w \s`` and their
opposites in ASCII, groups, ``|``, ``* + ? {m,n}``, and ``^ $`` at the ends. What would
mean different things in different programs is refused by name.

A program is a list of steps: ``["c", negated, [low, high, ...]]`` takes one character
between code points, ``["s", a, b]`` goes on at both places, ``["j", a]`` at another.
After the last step the pattern has matched.
"""

from typing import Any

from surveys.instruments.expressions.tree import ExpressionRefused

Step = list[Any]
MOST_STEPS = 300
LONGEST_PATTERN = 300
RANGES_A_STEP = 5
"""Ranges of a class that are looked through in the time of one step (measured)."""
ENDLESS = 2**31

_DIGIT = [48, 57]
_WORD = [48, 57, 65, 90, 95, 95, 97, 122]
_SPACE = [9, 13, 32, 32]
_CLASSES = {"d": _DIGIT, "w": _WORD, "s": _SPACE}
_NAMED = {"t": 9, "n": 10, "r": 13}
_QUANTIFIERS = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_NO_LINE_END = [10, 10, 13, 13]


def compiled(pattern: str) -> list[Step]:
    """Return the program of a pattern.

    Raises:
        ExpressionRefused: it has something that is not known, or is too large.
    """
    if len(pattern) > LONGEST_PATTERN:
        raise ExpressionRefused("The pattern is too long.")
    reading = _Pattern(pattern.removeprefix("^"))
    program = reading.alternatives()
    if reading.more():
        raise ExpressionRefused("A bracket of the pattern closes nothing.")
    if len(program) > MOST_STEPS:
        raise ExpressionRefused("The pattern repeats too much.")
    return program


def matches(program: list[Step], text: str) -> bool:
    """Tell whether a program matches a whole text; takes steps x characters at most."""
    places = _reached(program, [0])
    for letter in text:
        number = ord(letter)
        places = _reached(
            program, [at + 1 for at in places if _takes(program, at, number)]
        )
        if not places:
            return False
    return len(program) in places


def weight(program: list[Step]) -> int:
    """Return how many steps one character can take, with the classes looked through."""
    ranges = sum(len(step[2]) // 2 for step in program if step[0] == "c")
    return 1 + len(program) + ranges // RANGES_A_STEP


def longest_match(program: list[Step]) -> int:
    """Return after how many characters a program has surely given up.

    One that never goes back takes each of its steps once at most; one that does may
    read any text to its end.
    """
    goes_back = any(
        to <= at for at, step in enumerate(program) if step[0] != "c" for to in step[1:]
    )
    return ENDLESS if goes_back else sum(step[0] == "c" for step in program)


def _takes(program: list[Step], at: int, number: int) -> bool:
    if at == len(program):
        return False
    _name, negated, ends = program[at]
    inside = any(ends[i] <= number <= ends[i + 1] for i in range(0, len(ends), 2))
    return inside != bool(negated)


def _reached(program: list[Step], starts: list[int]) -> set[int]:
    """Return the places that take a character, or the end, that can be got to."""
    seen: set[int] = set()
    waiting = list(starts)
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        if at < len(program) and program[at][0] != "c":
            waiting += program[at][1:]
    return {at for at in seen if at == len(program) or program[at][0] == "c"}


class _Pattern:
    """A place in a pattern; places inside a part are relative until it is joined."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.depth = text, 0, 0

    def more(self) -> bool:
        return self.at < len(self.text)

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def take(self) -> str:
        if not self.more():
            raise ExpressionRefused("The pattern ends too early.")
        self.at += 1
        return self.text[self.at - 1]

    def alternatives(self) -> list[Step]:
        parts = [self.sequence()]
        while self.peek() == "|":
            self.at += 1
            parts.append(self.sequence())
        program = parts.pop()
        while parts:
            first = parts.pop()
            program = [
                ["s", 1, len(first) + 2],
                *_moved(first, 1),
                ["j", len(first) + 2 + len(program)],
                *_moved(program, len(first) + 2),
            ]
        return program

    def sequence(self) -> list[Step]:
        program: list[Step] = []
        while self.more() and self.peek() not in ("|", ")"):
            if self.peek() == "$" and self.at == len(self.text) - 1:
                self.at += 1
                break
            program += _moved(self.repeated(self.one()), len(program))
            if len(program) > MOST_STEPS:
                raise ExpressionRefused("The pattern repeats too much.")
        return program

    def one(self) -> list[Step]:
        sign = self.take()
        if sign == "(":
            return self.group()
        if sign == "[":
            return [self.among()]
        if sign == ".":
            return [["c", 1, list(_NO_LINE_END)]]
        if sign == "\\":
            negated, ends = self.escaped()
            return [["c", negated, ends]]
        if sign in "^$*+?{":
            raise ExpressionRefused(f"{sign} cannot stand here in the pattern.")
        return [["c", 0, [ord(sign), ord(sign)]]]

    def group(self) -> list[Step]:
        self.depth += 1
        if self.depth > 20:
            raise ExpressionRefused("The pattern is nested too deeply.")
        if self.peek() == "?":
            if self.text[self.at : self.at + 2] != "?:":
                raise ExpressionRefused("(?...) is not known in the pattern.")
            self.at += 2
        program = self.alternatives()
        if self.take() != ")":
            raise ExpressionRefused("A bracket of the pattern is not closed.")
        self.depth -= 1
        return program

    def escaped(self) -> tuple[int, list[int]]:
        sign = self.take()
        if sign.lower() in _CLASSES:
            return int(sign.isupper()), list(_CLASSES[sign.lower()])
        if sign in _NAMED:
            return 0, [_NAMED[sign]] * 2
        if sign.isalnum():
            raise ExpressionRefused(f"\\{sign} is not known in the pattern.")
        return 0, [ord(sign)] * 2

    def among(self) -> Step:
        """Read what stands in square brackets."""
        negated = int(self.peek() == "^")
        self.at += negated
        ends: list[int] = []
        while (sign := self.take()) != "]":
            low = self.member(sign, ends)
            if low is None or self.peek() != "-" or self.text[self.at + 1 :][:1] == "]":
                ends += [] if low is None else [low, low]
                continue
            self.at += 1
            high = self.member(self.take(), ends)
            if high is None or high < low:
                raise ExpressionRefused("A range of the pattern ends before it starts.")
            ends += [low, high]
        if not ends:
            raise ExpressionRefused("[] is empty in the pattern.")
        return ["c", negated, ends]

    def member(self, sign: str, ends: list[int]) -> int | None:
        """Return one character of a class; a class within it is added to ``ends``."""
        if sign == "[":
            raise ExpressionRefused("Write \\[ for a bracket inside [] in the pattern.")
        if sign != "\\":
            return ord(sign)
        negated, found = self.escaped()
        if negated:
            raise ExpressionRefused("An opposite inside [] is not known.")
        if len(found) == 2 and found[0] == found[1]:
            return found[0]
        ends += found
        return None

    def repeated(self, part: list[Step]) -> list[Step]:
        sign = self.peek()
        if sign in _QUANTIFIERS:
            self.at += 1
            least, most = _QUANTIFIERS[sign]
        elif sign == "{":
            least, most = self.counted()
        else:
            return part
        if self.peek() == "?":  # lazy or not, the same texts match
            self.at += 1
        elif self.peek() in ("*", "+", "{"):
            raise ExpressionRefused("Two repetitions follow each other in the pattern.")
        return _repetition(part, least, most)

    def counted(self) -> tuple[int, int | None]:
        inside, closed, _rest = self.text[self.at + 1 :].partition("}")
        first, comma, last = inside.partition(",")
        ends = [first, last] if last else [first]
        if not closed or not all(each.isdecimal() and len(each) < 4 for each in ends):
            raise ExpressionRefused("{ cannot stand here in the pattern.")
        self.at += len(inside) + 2
        least = int(first)
        most = int(last) if last else None if comma else least
        if most is not None and most < least:
            raise ExpressionRefused("A range of the pattern ends before it starts.")
        return least, most


def _moved(program: list[Step], by: int) -> list[Step]:
    return [
        step if step[0] == "c" else [step[0], *(at + by for at in step[1:])]
        for step in program
    ]


def _repetition(part: list[Step], least: int, most: int | None) -> list[Step]:
    size = len(part)
    if size * (most or least + 1) > MOST_STEPS:
        raise ExpressionRefused("The pattern repeats too much.")
    program: list[Step] = []
    for _round in range(least):
        program += _moved(part, len(program))
    if most is None:
        at = len(program)
        return [
            *program,
            ["s", at + 1, at + size + 2],
            *_moved(part, at + 1),
            ["j", at],
        ]
    end = len(program) + (most - least) * (size + 1)
    for _round in range(most - least):
        at = len(program)
        program += [["s", at + 1, end], *_moved(part, at + 1)]
    return program
