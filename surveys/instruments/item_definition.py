"""Reads the items of an instrument, and their answer choices, from its file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from surveys.instruments.expressions.grammar import parse
from surveys.instruments.expressions.tree import ExpressionRefused, Tree
from surveys.instruments.items import Item
from surveys.instruments.kinds import SINGLE, Kind, Precision
from surveys.instruments.options import Band, Label, Merge, Option, Relevant
from surveys.instruments.relevance import parted
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
    "relevant": (dict, list, str),
    "constraint": str,
    "constraint_message": str,
    "choice_filter": str,
    "calculation": str,
    "score_of": list,
    "points": list,
    "default": (str, int, float),
    "random_order": bool,
    "short": bool,
    "precision": str,
    "repeat": str,
    "pinned": bool,
    "at_most": int,
    "minimum": (int, float),
    "maximum": (int, float),
    "required": bool,
    "sensitive": bool,
}
PLAIN = frozenset(
    {"version", "group", "at_most", "minimum", "maximum", "required", "sensitive"}
    | {"default", "random_order", "short", "repeat", "pinned"}
)


@dataclass(frozen=True)
class Names:
    """How an expression sees each question: as "item", or as "every" of a repeat.

    ``single`` names those to which one option is the answer.
    """

    seen_as: Mapping[str, str]
    single: frozenset[str]


Choices = tuple[tuple[Option, ...], tuple[tuple[Merge, ...], ...]]
"""Options, and levels of what may be merged of them, the finest first."""


def names_of(items: object, own: object) -> Names:
    """Return what an item's expressions may name, and how; faults are found later."""
    listed = items if isinstance(items, list) else []
    written = [each for each in listed if isinstance(each, dict)]
    here = own.get("repeat") if isinstance(own, dict) else None
    return Names(
        {
            str(each.get("key")): "every"
            if each.get("repeat") not in (None, here)
            else "item"
            for each in written
        },
        frozenset(
            str(each.get("key")) for each in written if each.get("kind") in SINGLE
        ),
    )


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
    place: Place,
    raw: object,
    lists: Mapping[str, Choices],
    words: Words,
    names: Names,
) -> Item:
    """Return one item; its choices are its own or those of a list.

    Raises:
        FileRefused: something in it does not hold, with the key and the reason.
    """
    found = table(place, raw, {"key": str, "kind": str, "label": str}, ITEM_MAY)
    place, base = Place(place.file, f"items.{found['key']}"), f"items.{found['key']}"
    if found["kind"] not in set(Kind):
        place.at("kind").refuse(f"The kinds are {', '.join(Kind)}.")
    if found.get("precision", Precision.DAY) not in set(Precision):
        place.at("precision").refuse(f"Known: {', '.join(Precision)}.")
    options, merges = _choices(place, found, lists, words)
    relevant, when = _condition(place.at("relevant"), found.get("relevant", []), names)
    offered = frozenset(name for option in options for name in option.attributes)
    return Item(
        key=found["key"],
        kind=Kind(found["kind"]),
        label=words.label(f"{base}.label", found["label"]),
        hint=_said(words, f"{base}.hint", found.get("hint")),
        options=options,
        bands=_bands(place, found.get("bands", []), words),
        merges=merges,
        relevant=relevant,
        when=when,
        constraint=_tree(place.at("constraint"), found, names),
        constraint_message=_said(
            words, f"{base}.constraint_message", found.get("constraint_message")
        ),
        choice_filter=_tree(place.at("choice_filter"), found, names, offered),
        calculation=_tree(place.at("calculation"), found, names),
        precision=Precision(found.get("precision", Precision.DAY)),
        **_as_written(place, found),
    )


def _as_written(place: Place, found: dict[str, Any]) -> dict[str, Any]:
    """Return what an item says that needs no more than to be looked at."""
    lists = {
        name: texts(place.at(name), found.get(name, []))
        for name in ("score_of", "points")
    }
    return lists | {name: found[name] for name in PLAIN if name in found}


def _said(words: Words, key: str, text: str | None) -> Label | None:
    return None if text is None else words.label(key, text)


def expression(
    place: Place, text: str, names: Names, attributes: frozenset[str] = frozenset()
) -> Tree:
    """Return the tree of an expression; attributes are those of answer choices.

    Raises:
        FileRefused: it cannot be read.
    """

    def resolve(name: str) -> Tree | None:
        name = name.rpartition("/")[2]
        return [names.seen_as[name], name] if name in names.seen_as else None

    try:
        return parse(text, resolve, attributes | {"name"} if attributes else attributes)
    except ExpressionRefused as refusal:
        place.refuse(str(refusal))


def _tree(
    place: Place,
    found: dict[str, Any],
    names: Names,
    attributes: frozenset[str] = frozenset(),
) -> Tree | None:
    name = place.key.rpartition(".")[2]
    if name not in found:
        return None
    return expression(place, found[name], names, attributes)


def _condition(
    place: Place, raw: object, names: Names
) -> tuple[tuple[Relevant, ...], Tree | None]:
    """Return when an item is asked: what earlier answers say, and the rest."""
    if isinstance(raw, str):
        return parted(expression(place, raw, names), names.single)
    return _relevant(place, raw), None


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
    needs: dict[str, Kinds] = {"key": str, "label": str}
    may: dict[str, Kinds] = {"missing": bool, "exclusive": bool, "attributes": dict}
    return tuple(
        Option(
            key=row["key"],
            label=words.label(f"{base}.options.{row['key']}", row["label"]),
            missing=row.get("missing", False),
            exclusive=row.get("exclusive", False),
            attributes=row.get("attributes", {}),
        )
        for spot, inner in rows(place.at("options"), raw)
        for row in [table(spot, inner, needs, may)]
    )


def _bands(place: Place, raw: object, words: Words) -> tuple[Band, ...]:
    needs: dict[str, Kinds] = {"key": str, "label": str}
    may: dict[str, Kinds] = {"from": int, "to": int}
    may |= dict.fromkeys(("above", "up_to"), (int, float))
    return tuple(
        Band(
            key=row["key"],
            label=words.label(f"{place.key}.bands.{row['key']}", row["label"]),
            lowest=row.get("from"),
            highest=row.get("to"),
            above=row.get("above"),
            up_to=row.get("up_to"),
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
