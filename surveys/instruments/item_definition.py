"""Reads the items of an instrument, and their answer choices, from its file."""

from collections.abc import Mapping
from typing import Any

from surveys.instruments.options import Band, Merge, Option, Relevant
from surveys.instruments.questionnaire import Item, Kind
from surveys.instruments.strict_toml import (
    Kinds,
    Place,
    rows,
    table,
    texts,
)
from surveys.instruments.wording import Words

ITEM_MAY: dict[str, Kinds] = {
    "version": int,
    "group": str,
    "hint": str,
    "options": list,
    "list": str,
    "bands": list,
    "merges": list,
    "relevant": (dict, list),
    "at_most": int,
    "minimum": int,
    "maximum": int,
    "required": bool,
    "sensitive": bool,
}
PLAIN = ("version", "group", "at_most", "minimum", "maximum", "required", "sensitive")


Choices = tuple[tuple[Option, ...], tuple[tuple[Merge, ...], ...]]
"""Options, and levels of what may be merged of them, the finest first."""


def read_list(place: Place, raw: object, words: Words) -> Choices:
    """Return answer choices that several items share, with what may be merged.

    Raises:
        FileRefused: something in them does not hold.
    """
    found = table(place, raw, {"options": list}, {"merges": list})
    return (
        _options(place, place.key, found["options"], words),
        _merges(place, place.key, found.get("merges", []), words),
    )


def read_item(
    place: Place, raw: object, lists: Mapping[str, Choices], words: Words
) -> Item:
    """Return one item; its choices are its own or those of a list.

    Raises:
        FileRefused: something in it does not hold, with the key and the reason.
    """
    found = table(place, raw, {"key": str, "kind": str, "label": str}, ITEM_MAY)
    place, base = Place(place.file, f"items.{found['key']}"), f"items.{found['key']}"
    if found["kind"] not in set(Kind):
        place.at("kind").refuse(f"The kinds are {', '.join(Kind)}.")
    options, merges = _choices(place, found, lists, words)
    hint = found.get("hint")
    return Item(
        key=found["key"],
        kind=Kind(found["kind"]),
        label=words.label(f"{base}.label", found["label"]),
        hint=None if hint is None else words.label(f"{base}.hint", hint),
        options=options,
        bands=_bands(place, found.get("bands", []), words),
        merges=merges,
        relevant=_relevant(place.at("relevant"), found.get("relevant", [])),
        **{name: found[name] for name in PLAIN if name in found},
    )


def _choices(
    place: Place, found: dict[str, Any], lists: Mapping[str, Choices], words: Words
) -> Choices:
    """Return an item's own options and merges, or those of the list it names."""
    shared: Choices = ((), ())
    if "list" in found:
        if found["list"] not in lists:
            place.at("list").refuse(f"There is no list {found['list']}.")
        if "options" in found:
            place.at("options").refuse("An item has its own options or a list.")
        shared = lists[found["list"]]
    own = _options(place, place.key, found.get("options", []), words)
    merges = _merges(place, place.key, found.get("merges", []), words)
    return own or shared[0], merges or shared[1]


def _options(place: Place, base: str, raw: object, words: Words) -> tuple[Option, ...]:
    needs, may = {"key": str, "label": str}, {"missing": bool, "exclusive": bool}
    return tuple(
        Option(
            key=row["key"],
            label=words.label(f"{base}.options.{row['key']}", row["label"]),
            missing=row.get("missing", False),
            exclusive=row.get("exclusive", False),
        )
        for spot, inner in rows(place.at("options"), raw)
        for row in [table(spot, inner, needs, may)]
    )


def _bands(place: Place, raw: object, words: Words) -> tuple[Band, ...]:
    needs, may = {"key": str, "label": str}, {"from": int, "to": int}
    return tuple(
        Band(
            key=row["key"],
            label=words.label(f"{place.key}.bands.{row['key']}", row["label"]),
            lowest=row.get("from"),
            highest=row.get("to"),
        )
        for spot, inner in rows(place.at("bands"), raw)
        for row in [table(spot, inner, needs, may)]
    )


def _merges(
    place: Place, base: str, raw: object, words: Words
) -> tuple[tuple[Merge, ...], ...]:
    return tuple(
        tuple(_merge(spot, inner, base, words) for spot, inner in rows(level, members))
        for level, members in rows(place.at("merges"), raw)
    )


def _merge(place: Place, raw: object, base: str, words: Words) -> Merge:
    row = table(place, raw, {"key": str, "label": str, "options": list}, {})
    return Merge(
        key=row["key"],
        label=words.label(f"{base}.merges.{row['key']}", row["label"]),
        members=texts(place.at("options"), row["options"]),
    )


def _relevant(place: Place, raw: object) -> tuple[Relevant, ...]:
    conditions = [(place, raw)] if isinstance(raw, dict) else rows(place, raw)
    found = [
        (spot, table(spot, inner, {"item": str, "options": list}, {}))
        for spot, inner in conditions
    ]
    return tuple(
        Relevant(row["item"], frozenset(texts(spot.at("options"), row["options"])))
        for spot, row in found
    )
