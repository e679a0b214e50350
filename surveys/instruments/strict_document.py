"""Reading a JSON document by the types of the dataclass that it stands for.

The counterpart of ``strict_toml`` for files that a program wrote: what is missing,
unknown or of another type is refused with its place. A field at its default is left
out, as ``body.plain`` leaves it out, so ``null`` stands nowhere.
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from surveys.instruments.expressions.shape import misshapen
from surveys.instruments.strict_toml import FileRefused, Place, rows

Made = TypeVar("Made")

LONGEST = 20_000
"""Characters of one text; a consent text has far fewer."""

LONGEST_NAME = 200
"""Characters of a name that something is found by."""

_WORDS: Mapping[type, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
}


def parsed_json(file: str, text: str) -> Any:
    """Return what a JSON text says, read more strictly than Python reads it.

    Raises:
        FileRefused: it is no JSON, says a key twice, is nested without end or has a
            number that is none.
    """
    try:
        return json.loads(
            text, parse_constant=_no_number, object_pairs_hook=_each_key_once
        )
    except RecursionError as error:
        raise FileRefused(file, "", "This is nested too deeply.") from error
    except _Twice as error:
        raise FileRefused(file, "", f"The key {error} stands there twice.") from error
    except ValueError as error:
        raise FileRefused(file, "", "This is not JSON.") from error


def read_as(kind: type[Made], raw: object, place: Place) -> Made:
    """Return a dataclass made of what a document says.

    Raises:
        FileRefused: something in it is missing, unknown or of another type.
    """
    try:
        made: Made = _read(kind, raw, place)
    except RecursionError:
        place.refuse("This is nested too deeply.")
    return made


def shown(words: str, most: int = 60) -> str:
    """Return a stranger's words as a terminal can show them: short, one line."""
    short = words if len(words) <= most else f"{words[:most]}..."
    return short if short.isprintable() else ascii(short)


class _Twice(ValueError):
    """A key stands twice in one object, and nobody could say which one counts."""


def _no_number(written: str) -> float:
    raise ValueError(written)


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _value in pairs:
            if key in seen:
                raise _Twice(shown(key))
            seen.add(key)
    return found


def _read(kind: Any, raw: object, place: Place) -> Any:
    """Return what a type makes of a value; ``kind`` is a class or a typing form."""
    if get_origin(kind) in (Union, UnionType):
        return _read(_arm(kind, raw, place), raw, place)
    container = get_origin(kind) or kind
    if is_dataclass(kind):
        return _record(kind, raw, place)
    if container in _CONTAINERS:
        return _CONTAINERS[container](kind, raw, place)
    if issubclass(kind, Enum):
        return _member(kind, raw, place)
    return _scalar(kind, raw, place)


def _arm(union: Any, raw: object, place: Place) -> Any:
    """Return the part of a union that a value can be by its JSON type."""
    arms = [each for each in get_args(union) if each is not type(None)]
    for arm in arms:
        if type(raw) in _written_as(arm):
            return arm
    if len(arms) > 1:
        named = (_WORDS[_written_as(arm)[0]] for arm in arms)
        place.refuse(f"This must be {' or '.join(named)}.")
    return arms[0]


def _written_as(kind: Any) -> tuple[type, ...]:
    """Return the Python types that JSON gives for values of a type, the usual first."""
    container = get_origin(kind) or kind
    if is_dataclass(kind) or container in _MAPPINGS:
        return (dict,)
    if container in _CONTAINERS:
        return (list,)
    if kind is float:
        return (float, int)
    return (str,) if issubclass(kind, Enum) else (kind,)


@cache
def _parts(kind: Any) -> Mapping[str, tuple[Any, bool]]:
    """Return the fields of a dataclass: the type of each, and whether it must be."""
    hints = get_type_hints(kind)
    return {
        each.name: (
            hints[each.name],
            each.default is MISSING and each.default_factory is MISSING,
        )
        for each in fields(kind)
    }


def _record(kind: Any, raw: object, place: Place) -> Any:
    found, parts = _object(raw, place), _parts(kind)
    for key in found:
        if key not in parts:
            place.at(shown(key)).refuse("This key is not known.")
    for key, (_type, is_needed) in parts.items():
        if is_needed and key not in found:
            place.at(key).refuse("This key is missing.")
    return kind(
        **{
            key: _read(parts[key][0], value, place.at(key))
            for key, value in found.items()
        }
    )


def _mapping(kind: Any, raw: object, place: Place) -> dict[str, Any]:
    inner = get_args(kind)[1]
    return {
        _text(key, place, LONGEST_NAME): _read(inner, value, place.at(shown(key)))
        for key, value in _object(raw, place).items()
    }


def _tuple(kind: Any, raw: object, place: Place) -> tuple[Any, ...]:
    inner = get_args(kind)[0]
    return tuple(_read(inner, value, spot) for spot, value in rows(place, raw))


def _set(kind: Any, raw: object, place: Place) -> frozenset[Any]:
    return frozenset(_tuple(kind, raw, place))


def _tree(_kind: Any, raw: object, place: Place) -> object:
    """Return the tree of an expression, the only list of anything that there is."""
    for reason in misshapen(raw):
        place.refuse(reason)
    return raw


def _object(raw: object, place: Place) -> dict[str, Any]:
    if not isinstance(raw, dict):
        place.refuse("This must be an object.")
    return raw


def _member(kind: type[Enum], raw: object, place: Place) -> Enum:
    known = [str(each.value) for each in kind]
    if raw not in known:
        place.refuse(f"Known: {', '.join(known)}.")
    return kind(raw)


def _scalar(kind: type, raw: object, place: Place) -> object:
    if type(raw) not in _written_as(kind):
        place.refuse(f"This must be {_WORDS[kind]}.")
    if isinstance(raw, str):
        return _text(raw, place, LONGEST)
    if isinstance(raw, float) and not math.isfinite(raw):
        place.refuse("This is too large for a number.")
    if isinstance(raw, int) and abs(raw) >= 2**53:
        place.refuse("This is too large for a number.")
    return raw


def _text(raw: str, place: Place, most: int) -> str:
    """Return a text that every database can keep."""
    if len(raw) > most:
        place.refuse(f"This text is longer than {most} characters.")
    if "\0" in raw or any("\ud800" <= letter <= "\udfff" for letter in raw):
        place.refuse("This text has a character that is none.")
    return raw


_MAPPINGS = (dict, Mapping)
_CONTAINERS: Mapping[Any, Callable[[Any, object, Place], Any]] = {
    **dict.fromkeys(_MAPPINGS, _mapping),
    tuple: _tuple,
    frozenset: _set,
    list: _tree,
}
