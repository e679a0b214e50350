"""What a value means as a text, a number or a truth: XPath's rules, exactly."""

import math
import re

from surveys.instruments.expressions.days import Day, day_number, day_text

Value = str | float | bool | Day | list[str]
"""A list holds the answers from the rounds of a repeat."""

_NUMBER = re.compile(r"-?(\d+(\.\d*)?|\.\d+)(e-?\d+)?", re.ASCII)
_WHOLE_UP_TO = 1e21
_SMALLEST_WRITTEN_OUT = 1e-6


def text(value: Value, zone: int) -> str:
    """Return a value as text; whole numbers without a point."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, Day):
        return day_text(value, zone)
    if isinstance(value, list):
        return value[0] if value else ""
    return value


def number(value: Value, zone: int) -> float:
    """Return a value as a number; not-a-number where it is none."""
    if isinstance(value, bool | int | float):
        return float(value)
    if isinstance(value, Day):
        return value.number
    written = text(value, zone).strip()
    if _NUMBER.fullmatch(written):
        return float(written)
    day = day_number(written, zone)
    return math.nan if day is None else day


def truth(value: Value) -> bool:
    """Return whether a value counts as true: not zero, not empty."""
    if isinstance(value, Day):
        return not math.isnan(value.number)
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return bool(value)


def number_text(value: float) -> str:
    """Return a number as ECMAScript writes it, so that phone and server agree."""
    if math.isnan(value) or math.isinf(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if float(value).is_integer() and abs(value) < _WHOLE_UP_TO:
        return str(int(value))
    digits, _e, exponent = repr(float(value)).partition("e")
    if not exponent:
        return digits
    if _SMALLEST_WRITTEN_OUT <= abs(value) < _WHOLE_UP_TO:
        return _written_out(digits, int(exponent))
    sign = "-" if exponent.startswith("-") else "+"
    return f"{digits.removesuffix('.0')}e{sign}{abs(int(exponent))}"


def _written_out(digits: str, exponent: int) -> str:
    sign = "-" if digits.startswith("-") else ""
    plain = digits.lstrip("-").replace(".", "").rstrip("0")
    return f"{sign}0.{'0' * (-exponent - 1)}{plain}"
