"""Reading a TOML file key by key: what is missing, wrong or unknown is refused."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from core.errors import Refused

Kinds = type | tuple[type, ...]

WORDS = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}


class FileRefused(Refused):
    """A file cannot be used; says the file, the key inside it and the reason."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        """Keep the three apart for a report, and join them for a sentence."""
        super().__init__(f"{file}: {key}: {reason}" if key else f"{file}: {reason}")
        self.file = file
        self.key = key
        self.reason = reason


@dataclass(frozen=True)
class Place:
    """A spot in a file: its name and the dotted key, such as ``items.A1.options``."""

    file: str
    key: str = ""

    def at(self, key: str) -> "Place":
        """Return the place one key further in."""
        return Place(self.file, f"{self.key}.{key}" if self.key else key)

    def refuse(self, reason: str) -> NoReturn:
        """Give the file back with a reason."""
        raise FileRefused(self.file, self.key, reason)


def parsed(file: str, text: str) -> dict[str, Any]:
    """Return the tables of a TOML text, or refuse it with the line that is wrong."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FileRefused(file, "", f"This is not TOML: {error}.") from error


def table(
    place: Place,
    raw: object,
    needs: Mapping[str, Kinds],
    may: Mapping[str, Kinds],
) -> dict[str, Any]:
    """Return a table whose keys are exactly those named, each of its type.

    Raises:
        FileRefused: it is no table, a key is missing, unknown or of another type.
    """
    if not isinstance(raw, dict):
        place.refuse("This must be a table.")
    kinds: dict[str, Any] = {**needs, **may}
    for key, value in raw.items():
        if key not in kinds:
            place.at(key).refuse(f"This key is not known. Known: {', '.join(kinds)}.")
        wanted = kinds[key] if isinstance(kinds[key], tuple) else (kinds[key],)
        if type(value) not in wanted:
            place.at(key).refuse(
                f"This must be {' or '.join(WORDS[kind] for kind in wanted)}."
            )
    for key in needs:
        if key not in raw:
            place.at(key).refuse("This key is missing.")
    return dict(raw)


def texts(place: Place, raw: object) -> tuple[str, ...]:
    """Return a list of texts, none of them empty."""
    if not isinstance(raw, Sequence) or isinstance(raw, str):
        place.refuse("This must be a list of texts.")
    for value in raw:
        if not isinstance(value, str) or not value.strip():
            place.refuse("This must be a list of texts, none of them empty.")
    return tuple(raw)


def rows(place: Place, raw: object) -> list[tuple[Place, Any]]:
    """Return the members of a list, each with its place (``items.2``, from 1)."""
    if not isinstance(raw, list):
        place.refuse("This must be a list.")
    return [(place.at(str(number)), row) for number, row in enumerate(raw, 1)]


def flat(place: Place, raw: object) -> dict[str, str]:
    """Return every text of nested tables and lists by its dotted key.

    Raises:
        FileRefused: something in it is neither a table, a list nor a text, or is empty.
    """
    if isinstance(raw, str):
        if not raw.strip():
            place.refuse("This text is empty.")
        return {place.key: raw}
    if isinstance(raw, dict):
        inner = [(place.at(key), value) for key, value in raw.items()]
    else:
        inner = rows(place, raw)
    found = (flat(spot, value).items() for spot, value in inner)
    return {key: text for pairs in found for key, text in pairs}
