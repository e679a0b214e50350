"""Reading a TOML file key by key: what is missing, wrong or unknown is refused."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

WORDS = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}


class FileRefused(ValueError):
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
    needs: Mapping[str, type],
    may: Mapping[str, type],
) -> dict[str, Any]:
    """Return a table whose keys are exactly those named, each of its type.

    Raises:
        FileRefused: it is no table, a key is missing, unknown or of another type.
    """
    if not isinstance(raw, dict):
        place.refuse("This must be a table.")
    kinds = {**needs, **may}
    for key, value in raw.items():
        if key not in kinds:
            place.at(key).refuse(f"This key is not known. Known: {', '.join(kinds)}.")
        if type(value) is not kinds[key]:
            place.at(key).refuse(f"This must be {WORDS[kinds[key]]}.")
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


def text_by_key(place: Place, raw: object, known: Sequence[str]) -> dict[str, str]:
    """Return a table of texts whose keys are among those known."""
    found = table(place, raw, {}, dict.fromkeys(known, str))
    for key, value in found.items():
        if not value.strip():
            place.at(key).refuse("This text is empty.")
    return found
