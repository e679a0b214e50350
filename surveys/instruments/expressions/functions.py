"""The functions that an expression may call, and why some are refused.

Names and meanings are those of the ODK XForms specification, but that ``regex`` has to
match the whole text, as the specification says and not every program does.
"""

from dataclasses import dataclass
from enum import StrEnum

MANY = 99


class Type(StrEnum):
    """What an expression is, as far as it can be told before it is evaluated."""

    TEXT = "text"
    NUMBER = "number"
    TRUTH = "truth"
    DAY = "day"
    LIST = "list"
    ANY = "any"


@dataclass(frozen=True)
class Function:
    """How many arguments a function takes, and what it gives."""

    least: int
    most: int
    gives: Type


OPERATORS = {
    **dict.fromkeys(("or", "and", "=", "!=", "<", "<=", ">", ">="), Type.TRUTH),
    **dict.fromkeys(("+", "-", "*", "div", "mod", "neg"), Type.NUMBER),
}

FUNCTIONS = {
    "true": Function(0, 0, Type.TRUTH),
    "false": Function(0, 0, Type.TRUTH),
    "not": Function(1, 1, Type.TRUTH),
    "boolean": Function(1, 1, Type.TRUTH),
    "boolean-from-string": Function(1, 1, Type.TRUTH),
    "if": Function(3, 3, Type.ANY),
    "coalesce": Function(2, MANY, Type.ANY),
    "selected": Function(2, 2, Type.TRUTH),
    "selected-at": Function(2, 2, Type.TEXT),
    "count-selected": Function(1, 1, Type.NUMBER),
    "number": Function(1, 1, Type.NUMBER),
    "int": Function(1, 1, Type.NUMBER),
    "round": Function(1, 2, Type.NUMBER),
    "floor": Function(1, 1, Type.NUMBER),
    "ceiling": Function(1, 1, Type.NUMBER),
    "abs": Function(1, 1, Type.NUMBER),
    "pow": Function(2, 2, Type.NUMBER),
    "sqrt": Function(1, 1, Type.NUMBER),
    "min": Function(1, MANY, Type.NUMBER),
    "max": Function(1, MANY, Type.NUMBER),
    "sum": Function(1, 1, Type.NUMBER),
    "count": Function(1, 1, Type.NUMBER),
    "count-non-empty": Function(1, 1, Type.NUMBER),
    "checklist": Function(3, MANY, Type.TRUTH),
    "weighted-checklist": Function(4, MANY, Type.TRUTH),
    "string": Function(1, 1, Type.TEXT),
    "concat": Function(1, MANY, Type.TEXT),
    "join": Function(1, MANY, Type.TEXT),
    "contains": Function(2, 2, Type.TRUTH),
    "starts-with": Function(2, 2, Type.TRUTH),
    "ends-with": Function(2, 2, Type.TRUTH),
    "substring": Function(2, 3, Type.TEXT),
    "substr": Function(2, 3, Type.TEXT),
    "substring-before": Function(2, 2, Type.TEXT),
    "substring-after": Function(2, 2, Type.TEXT),
    "string-length": Function(1, 1, Type.NUMBER),
    "normalize-space": Function(1, 1, Type.TEXT),
    "translate": Function(3, 3, Type.TEXT),
    "regex": Function(2, 2, Type.TRUTH),
    "today": Function(0, 0, Type.DAY),
    "date": Function(1, 1, Type.DAY),
    "format-date": Function(2, 2, Type.TEXT),
    "decimal-date-time": Function(1, 1, Type.NUMBER),
}

# Where a list of answers from the rounds of a repeat may stand.
TAKES_LIST = frozenset({"sum", "min", "max", "count", "count-non-empty", "join"})

NEEDS_TIME = "It would keep the time of day, which could tell who answered."
AT_RANDOM = "It gives something else each time, so nobody could check it."
NO_PLACE = "Places on a map are not asked for here."
NO_NEED = "No question needs it."
REFUSED = {
    **dict.fromkeys(
        ("now", "date-time", "decimal-time", "format-date-time"), NEEDS_TIME
    ),
    **dict.fromkeys(("random", "randomize", "uuid", "once"), AT_RANDOM),
    **dict.fromkeys(("area", "distance", "geofence"), NO_PLACE),
    **dict.fromkeys(
        ("sin", "cos", "tan", "asin", "acos", "atan", "atan2", "pi", "exp", "exp10"),
        NO_NEED,
    ),
    **dict.fromkeys(("log", "log10", "digest", "base64-encode"), NO_NEED),
    **dict.fromkeys(
        ("instance", "current", "pulldata", "id", "last", "name", "local-name"),
        "Only questions and answer choices of this questionnaire can be read.",
    ),
    "indexed-repeat": "Write the question of the same round, or all rounds in sum().",
    "jr:choice-name": "Write ${name} into the text: it shows the words of the answer.",
    "version": "The version is kept with each answer already.",
    "property": "Nothing is read from the device.",
}
