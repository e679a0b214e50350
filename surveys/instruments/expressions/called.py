"""The functions that an expression calls, each on values that are there already."""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import add

from surveys.instruments.expressions.days import Day, day_number, formatted
from surveys.instruments.expressions.values import Value, number, text, truth

Called = Callable[[Sequence[Value], int], Value]
"""Arguments and the zone in minutes; their number was checked when it was read."""

_SPACES = " \t\r\n"
_MOST_DECIMALS = 15


def _texts(found: Sequence[Value], zone: int) -> list[str]:
    """Return arguments as texts, each answer of a list for itself."""
    return [
        part
        for each in found
        for part in (each if isinstance(each, list) else [text(each, zone)])
    ]


def _numbers(found: Sequence[Value], zone: int) -> list[float]:
    return [
        part
        for each in found
        for part in (
            [number(one, zone) for one in each]
            if isinstance(each, list)
            else [number(each, zone)]
        )
    ]


def _total(numbers: Sequence[float]) -> float:
    """Add one by one, as a phone does: ``sum`` mends roundings from Python 3.12 on."""
    return reduce(add, numbers, 0.0)


def _least(found: Sequence[Value], zone: int) -> float:
    numbers = _numbers(found, zone)
    return math.nan if not numbers or any(map(math.isnan, numbers)) else min(numbers)


def _most(found: Sequence[Value], zone: int) -> float:
    return -_least([-each for each in _numbers(found, zone)], zone)


def _count_non_empty(found: Sequence[Value], zone: int) -> float:
    return float(sum(each.strip() != "" for each in _texts(found, zone)))


def _round(found: Sequence[Value], zone: int) -> float:
    """Round half away from zero, to decimals; negative ones are tens."""
    value = number(found[0], zone)
    decimals = number(found[1], zone) if len(found) > 1 else 0.0
    if math.isnan(value) or math.isinf(value) or math.isnan(decimals):
        return value if not math.isnan(decimals) else math.nan
    places = int(max(-_MOST_DECIMALS, min(_MOST_DECIMALS, decimals)))
    scale = float(10 ** abs(places))
    scaled = abs(value) * scale if places >= 0 else abs(value) / scale
    whole = float(math.floor(scaled + 0.5))
    rounded = whole / scale if places >= 0 else whole * scale
    return math.copysign(rounded, value) if rounded else 0.0


def _whole(change: Callable[[float], int]) -> Called:
    def called(found: Sequence[Value], zone: int) -> float:
        value = number(found[0], zone)
        return value if math.isnan(value) or math.isinf(value) else float(change(value))

    return called


def _power(found: Sequence[Value], zone: int) -> float:
    one, other = (number(each, zone) for each in found)
    try:
        raised = one**other
    except (OverflowError, ZeroDivisionError):
        return math.inf
    return math.nan if isinstance(raised, complex) else float(raised)


def _root(found: Sequence[Value], zone: int) -> float:
    value = number(found[0], zone)
    return math.sqrt(value) if value >= 0 else math.nan


def _substring(found: Sequence[Value], zone: int) -> str:
    """Cut as XPath does: from the first position, counted from 1 and rounded."""
    letters = text(found[0], zone)
    start = _half_up(number(found[1], zone))
    end = start + _half_up(number(found[2], zone)) if len(found) > 2 else math.inf
    return "".join(
        letter for place, letter in enumerate(letters, 1) if start <= place < end
    )


def _half_up(value: float) -> float:
    if math.isnan(value) or math.isinf(value):
        return value
    return float(math.floor(value + 0.5))


def _substr(found: Sequence[Value], zone: int) -> str:
    """Cut from the first place up to the second, counted from 0 or from the end."""
    letters = text(found[0], zone)
    ends = [number(each, zone) for each in found[1:]]
    whole = [0 if math.isnan(e) else int(max(-1e9, min(1e9, e))) for e in ends]
    return letters[slice(*whole)] if len(whole) > 1 else letters[whole[0] :]


def _before(found: Sequence[Value], zone: int) -> str:
    whole, part = (text(each, zone) for each in found)
    return whole.partition(part)[0] if part and part in whole else ""


def _after(found: Sequence[Value], zone: int) -> str:
    whole, part = (text(each, zone) for each in found)
    return whole.partition(part)[2] if part and part in whole else whole * (not part)


def _translate(found: Sequence[Value], zone: int) -> str:
    letters, old, new = (text(each, zone) for each in found)
    change: dict[str, str] = {}
    for place, letter in enumerate(old):
        change.setdefault(letter, new[place : place + 1])
    return "".join(change.get(letter, letter) for letter in letters)


def _ticked(value: Value, zone: int) -> list[str]:
    return text(value, zone).split()


def _selected(found: Sequence[Value], zone: int) -> bool:
    return text(found[1], zone).strip(_SPACES) in _ticked(found[0], zone)


def _selected_at(found: Sequence[Value], zone: int) -> str:
    place, ticked = number(found[1], zone), _ticked(found[0], zone)
    return ticked[int(place)] if 0 <= place < len(ticked) else ""


def _checklist(found: Sequence[Value], zone: int) -> bool:
    return _between(found, sum(truth(each) for each in found[2:]), zone)


def _weighted_checklist(found: Sequence[Value], zone: int) -> bool:
    pairs = zip(found[2::2], found[3::2], strict=False)
    weights = [number(weight, zone) for each, weight in pairs if truth(each)]
    return _between(found, _total(weights), zone)


def _between(found: Sequence[Value], count: float, zone: int) -> bool:
    least, most = number(found[0], zone), number(found[1], zone)
    return (least < 0 or count >= least) and (most < 0 or count <= most)


def _from_string(found: Sequence[Value], zone: int) -> bool:
    return text(found[0], zone) in {"1", "true"}


def _date(found: Sequence[Value], zone: int) -> Value:
    value = found[0]
    if isinstance(value, Day):
        return value
    if isinstance(value, bool):
        return Day(math.nan)
    if isinstance(value, int | float):
        return Day(float(value))
    written = text(value, zone)
    if written == "":
        return ""
    day = day_number(written, zone)
    return Day(math.nan if day is None else day)


def _format_date(found: Sequence[Value], zone: int) -> str:
    day = _date(found, zone)
    return formatted(day, text(found[1], zone), zone) if isinstance(day, Day) else ""


def _days(found: Sequence[Value], zone: int) -> float:
    day = _date(found, zone)
    return day.number if isinstance(day, Day) else math.nan


FUNCTIONS: Mapping[str, Called] = {
    "true": lambda _found, _zone: True,
    "false": lambda _found, _zone: False,
    "not": lambda found, _zone: not truth(found[0]),
    "boolean": lambda found, _zone: truth(found[0]),
    "boolean-from-string": _from_string,
    "coalesce": lambda found, zone: next(
        (each for each in found if text(each, zone) != ""), ""
    ),
    "selected": _selected,
    "selected-at": _selected_at,
    "count-selected": lambda found, zone: float(len(_ticked(found[0], zone))),
    "number": lambda found, zone: number(found[0], zone),
    "int": _whole(math.trunc),
    "round": _round,
    "floor": _whole(math.floor),
    "ceiling": _whole(math.ceil),
    "abs": lambda found, zone: abs(number(found[0], zone)),
    "pow": _power,
    "sqrt": _root,
    "min": _least,
    "max": _most,
    "sum": lambda found, zone: _total(_numbers(found, zone)),
    "count": lambda found, zone: float(len(_texts(found, zone))),
    "count-non-empty": _count_non_empty,
    "checklist": _checklist,
    "weighted-checklist": _weighted_checklist,
    "string": lambda found, zone: text(found[0], zone),
    "concat": lambda found, zone: "".join(_texts(found, zone)),
    "join": lambda found, zone: text(found[0], zone).join(_texts(found[1:], zone)),
    "contains": lambda found, zone: text(found[1], zone) in text(found[0], zone),
    "starts-with": lambda found, zone: text(found[0], zone).startswith(
        text(found[1], zone)
    ),
    "ends-with": lambda found, zone: text(found[0], zone).endswith(
        text(found[1], zone)
    ),
    "substring": _substring,
    "substr": _substr,
    "substring-before": _before,
    "substring-after": _after,
    "string-length": lambda found, zone: float(len(text(found[0], zone))),
    "normalize-space": lambda found, zone: " ".join(text(found[0], zone).split()),
    "translate": _translate,
    "date": _date,
    "format-date": _format_date,
    "decimal-date-time": _days,
}
