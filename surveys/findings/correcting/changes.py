"""What a correction changes, as its file says it.

It is TOML; each part may be left out::

    leave_out = ["3f2a...", ...]           # random keys of responses: duplicates

    [retype.3f2b...]                       # a response that was typed wrongly
    q1 = "no"                              # the answer as it stands on the paper
    q2 = ""                                # nothing stands there

    [[labels]]                             # texts that were wrong; counts stay
    item = "q1"                            # the question itself,
    option = "yes"                         # or one of its options (or bands)
    text = {en = "Yes, always"}
    [[labels]]
    breakdown = "age"                      # a breakdown, or one of its groups
    group = "under_25"
    text = {en = "Under 25 years"}

Answers never change after a wave has closed: changes are kept beside them, with the
release that they made.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any
from uuid import UUID

from core.errors import Invalid

MOST_RESPONSES = 10_000
"""Responses that one wave's corrections may touch."""

PLACES = {"item", "option", "breakdown", "group"}


@dataclass(frozen=True)
class Changes:
    """All changes to a wave's results since they were first made.

    ``retype`` has answers by response and item, empty where there is none. ``labels``
    are the tables of the file.
    """

    leave_out: frozenset[UUID] = frozenset()
    retype: Mapping[UUID, Mapping[str, Any]] = field(default_factory=dict)
    labels: tuple[Mapping[str, Any], ...] = ()

    @property
    def touched(self) -> frozenset[UUID]:
        """The responses that are not counted as they came."""
        return self.leave_out | frozenset(self.retype)

    def written(self) -> dict[str, Any]:
        """Return them as they are stored."""
        return {
            "leave_out": sorted(key.hex for key in self.leave_out),
            "retype": {key.hex: dict(said) for key, said in self.retype.items()},
            "labels": [dict(label) for label in self.labels],
        }

    def after(self, earlier: "Changes") -> "Changes":
        """Return both; of two changes to the same the later one holds.

        Raises:
            Invalid: together they touch too many responses.
        """
        retype = {key: dict(said) for key, said in earlier.retype.items()}
        for key, said in self.retype.items():
            retype[key] = retype.get(key, {}) | dict(said)
        left_out = earlier.leave_out | self.leave_out
        both = Changes(
            left_out,
            {key: said for key, said in retype.items() if key not in left_out},
            (*earlier.labels, *self.labels),
        )
        _refuse_unclear(both)
        return both


NO_CHANGES = Changes()


def changes_of_file(text: str) -> dict[str, Any]:
    """Return what a correction's file says, as it is stored.

    Raises:
        Invalid: it cannot be read; the facts say what was found.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _line_of(text, str(error))
        raise Invalid("correction.no_file", found=line, why=str(error)) from error
    unknown = found.keys() - {"leave_out", "retype", "labels"}
    if unknown:
        raise Invalid("correction.no_file", found=min(unknown), why="no such part")
    return changes_of(found).written()


def changes_of(stored: Mapping[str, Any] | None) -> Changes:
    """Read changes as they are stored.

    Raises:
        Invalid: a key is none, there is nothing or too much in it, or a label says
            nothing or not of what.
    """
    if stored is None:
        return NO_CHANGES
    try:
        made = Changes(
            frozenset(map(_key, stored.get("leave_out", ()))),
            {_key(key): dict(said) for key, said in stored.get("retype", {}).items()},
            tuple(dict(label) for label in stored.get("labels", ())),
        )
    except (TypeError, ValueError, AttributeError) as error:
        raise Invalid("correction.no_key", found="leave_out, retype") from error
    _refuse_unclear(made)
    for label in made.labels:
        if not _says_something(label):
            raise Invalid("correction.no_label", found=place_of(label))
    if made == NO_CHANGES:
        raise Invalid("correction.nothing")
    return made


def place_of(label: Mapping[str, Any]) -> str:
    """Return where a text stands, in the words of the file: for whoever wrote it."""
    return ", ".join(f"{key} = {label[key]}" for key in label if key != "text")


def _line_of(text: str, complaint: str) -> str:
    """Return the line that a reader of TOML stumbled over, else the last one."""
    found = re.search(r"at line (\d+)", complaint)
    lines = text.strip("\n").splitlines() or [""]
    number = int(found[1]) if found else len(lines)
    return lines[min(number, len(lines)) - 1].strip()


def _key(typed: object) -> UUID:
    try:
        return UUID(typed)  # type: ignore[arg-type]  # whatever the file has
    except (TypeError, ValueError, AttributeError) as error:
        raise Invalid("correction.no_key", found=str(typed)) from error


def _refuse_unclear(made: Changes) -> None:
    if len(made.touched) > MOST_RESPONSES:
        raise Invalid("correction.too_many", most=MOST_RESPONSES)
    for said in made.retype.values():
        for item, value in said.items():
            if not _is_answer(value):
                raise Invalid("correction.unknown_answer", item=item)


def _says_something(label: Mapping[str, Any]) -> bool:
    text, places = label.get("text"), label.keys() - {"text"}
    known = places <= PLACES and ("item" in places) != ("breakdown" in places)
    fits = not places & ({"group"} if "item" in places else {"option"})
    is_said = isinstance(text, dict) and all(map(_is_words, text.values()))
    return bool(text) and is_said and known and fits


def _is_words(text: object) -> bool:
    """Tell whether something is words: it stands on pages that never change."""
    return isinstance(text, str) and bool(text.strip())


def _is_answer(value: object) -> bool:
    """Tell whether something could be an answer; TOML has dates and endless numbers."""
    if isinstance(value, list):
        return all(isinstance(each, str) for each in value)
    return isinstance(value, str | int) or (
        isinstance(value, float) and isfinite(value)
    )
