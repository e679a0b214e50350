"""Answers as expressions see them, and what expressions come to as answers."""

import math
from datetime import date

from surveys.instruments.expressions import values
from surveys.instruments.expressions.days import Day
from surveys.instruments.expressions.work import LONGEST_SHORT
from surveys.instruments.items import Item
from surveys.instruments.judging import LONGEST_TEXT
from surveys.instruments.kinds import Kind
from surveys.instruments.options import Value

EPOCH = date(1970, 1, 1)


def answer_text(item: Item, value: Value) -> str:
    """Return an answer as text: several options with spaces, in the order shown."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return values.number_text(value)
    if item.kind is Kind.RANK:
        return " ".join(value)
    picked = set(value)
    known = [key for key in item.option_keys if key in picked]
    return " ".join(known)


def longest_answer(item: Item) -> int:
    """Return how many characters of an answer expressions can see.

    An answer that stands has no more. One that is too long for its question is cut for
    the others, so that nobody can give the patterns more to do than was reckoned.
    """
    if item.kind is Kind.CALCULATE:
        return LONGEST_TEXT
    if item.kind is Kind.TEXT:
        return LONGEST_TEXT if item.maximum is None else max(0, int(item.maximum))
    return LONGEST_SHORT + sum(len(key) + 1 for key in item.option_keys)


def kept(value: values.Value, zone: int) -> str | int | float:
    """Return what an expression came to as it is kept; empty where it is nothing.

    A text is cut to what an answer may hold: ten calculations that each double the one
    before would else be a thousand times as long, and forty fill any memory.
    """
    if isinstance(value, Day) or (isinstance(value, float) and math.isnan(value)):
        text = values.text(value, zone)
        return "" if text in {"NaN", "Invalid Date"} else text
    if isinstance(value, float):
        if math.isinf(value):
            return ""
        return int(value) if value.is_integer() else value
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return values.text(value, zone)[:LONGEST_TEXT]
