"""Reads the analysis plan of a wave from its file, against the instrument it is for.

It is TOML beside the instrument's, ratified with it::

    title = "Larkmoor, spring 2026"        # of the wave; or {en = "...", ar = "..."}

    channel_item = "A14"                   # unless left out: not asked of people who
                                           # came by a channel's own address; in no
                                           # table, breakdown or wave that only counts
    tables = [                             # each question once; always for everybody,
      {item = "A1"},                       # a score like a question
      {item = "A3", by = ["area", "age"]}, # and by these breakdowns, one at a time
    ]

    [[breakdowns]]
    key = "age"                            # part of the address of its results
    label = "Age"                          # or {en = "...", ar = "..."}
    item = "age"                           # a select_one, or an integer with bands;
                                           # groups and merges are the item's own
    design = true                          # false unless said: groups with nobody in
                                           # them are shown as 0, not left out
    reference = "25-44"                    # unless left out: the group, or the merged
                                           # one, that others are compared with
    [[breakdowns]]
    key = "language"
    label = "Language of the answers"
    attribute = "language"                 # or "mode": known of each response
    groups = [{key = "en", label = "English"}, {key = "fr", label = "French"},
              {key = "pl", label = "Polish"}]
    merges = [[{key = "other", label = "Other", options = ["fr", "pl"]}]]

    [[crossings]]                          # two of these breakdowns at once, for
    key = "area_by_age"                    # questions that everybody is asked; shown
    label = "Area and age"                 # if 500 people or more answer, and nothing
    of = ["area", "age"]                   # in the whole table has to be hidden

    [disclosure]                           # fewest people; each may be left out
    group_base = 10                        # in a group that is shown; never below 5
    cell = 5                               # giving an answer that is shown
    concentration = 3                      # not giving the commonest answer
    [disclosure.sensitive]                 # the same for items marked sensitive;
                                           # what is less than for others is lifted
    group_base = 20
    cell = 10
    concentration = 3

    [method]                               # what only the publisher can say: any
    sponsor = "Larkmoor Council"           # key, a text or {en = "...", ar = "..."}
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from surveys.instruments.expressions.tree import items_in
from surveys.instruments.items import Item
from surveys.instruments.kinds import COUNTED, SEVERAL
from surveys.instruments.options import Label, Merge
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.rules.rule import Led
from surveys.instruments.strict_toml import Kinds, Place, parsed, rows, table, texts
from surveys.waves.plan import (
    ORDINARY,
    SENSITIVE,
    Attribute,
    Breakdown,
    Group,
    Plan,
    PlannedTable,
    Thresholds,
    crossing,
)

TABULATED = COUNTED
FLOORS = {"group_base": 5, "cell": 3, "concentration": 1}


def read_plan(name: str, text: str, instrument: Instrument) -> Plan:
    """Return the plan that a TOML text describes.

    Raises:
        FileRefused: something in it does not hold, with the key and the reason.
    """
    return plan_of(Place(name), parsed(name, text), instrument)


def plan_of(place: Place, raw: object, instrument: Instrument) -> Plan:
    """Return the plan of a document with the shape of the file, as waves store it.

    Raises:
        FileRefused: something in it does not hold, with the key and the reason.
    """
    found = table(
        place,
        raw,
        {"title": (str, dict), "tables": list},
        dict.fromkeys(("breakdowns", "crossings"), list)
        | {"disclosure": dict, "method": dict, "channel_item": str},
    )
    reader = _Reader(instrument)
    breakdowns = reader.breakdowns(place.at("breakdowns"), found.get("breakdowns", []))
    raw_crossings = found.get("crossings", [])
    crossings = reader.crossings(place.at("crossings"), raw_crossings, breakdowns)
    by = (*breakdowns, *crossings)
    tables = reader.tables(place.at("tables"), found["tables"], by)
    counted = {each.item.key for each in tables}
    counted |= {b.source.key for b in breakdowns if isinstance(b.source, Item)}
    spot = place.at("channel_item")
    reader.check_channel_item(spot, found.get("channel_item"), counted)
    ordinary, sensitive = _disclosure(place, found.get("disclosure", {}))
    return Plan(
        title=reader.label(place.at("title"), found["title"]),
        tables=tables,
        breakdowns=breakdowns,
        crossings=crossings,
        ordinary=ordinary,
        sensitive=sensitive,
        method={
            key: reader.label(place.at(f"method.{key}"), words)
            for key, words in found.get("method", {}).items()
        },
    )


def refuse_channel_item(place: Place, raw: Mapping[str, Any]) -> None:
    """Refuse a plan that leaves out a question, where no answers are kept.

    Raises:
        FileRefused: it does.
    """
    if "channel_item" in raw:
        place.at("channel_item").refuse("Where no answers are kept, ask everybody.")


@dataclass(frozen=True)
class _Reader:
    """Reads the parts of a plan against the instrument that it is for."""

    instrument: Instrument

    def label(self, place: Place, raw: object) -> Label:
        """Return a text by language, from a text or a table of texts."""
        default = self.instrument.default_language
        if isinstance(raw, str):
            return {default: raw}
        known = dict.fromkeys(self.instrument.languages, str)
        return table(place, raw, {default: str}, known)

    def item(self, place: Place, key: str) -> Item:
        """Return the item that a plan names."""
        found = self.instrument.by_key.get(key)
        if found is None or not (found.kind in TABULATED or found.score_of):
            place.refuse(f"{key} is not a question that can be counted.")
        if not found.options and not found.bands:
            place.refuse(f"{key} is a number: it needs bands to be counted.")
        _refuse_unled(place, key, self.instrument.led[key])
        return found

    def check_channel_item(
        self, place: Place, key: str | None, counted: Collection[str]
    ) -> None:
        """Refuse a question that is not there, is counted, or that others depend on."""
        if key is None:
            return
        if key not in self.instrument.by_key:
            place.refuse(f"There is no question {key}.")
        for item in self.instrument.unrolled:
            if key in item.depends_on | items_in(item.constraint):
                place.refuse(f"{item.key} depends on the answer to {key}.")
        if key in counted:
            place.refuse(f"{key} stands in a table or makes groups: ask everybody.")

    def tables(
        self, place: Place, raw: object, breakdowns: Sequence[Breakdown]
    ) -> tuple[PlannedTable, ...]:
        """Return the tables of all questions, each of which stands there once."""
        planned, by_key = rows(place, raw), {each.key: each for each in breakdowns}
        found = tuple(
            each for spot, row in planned for each in self._tables(spot, row, by_key)
        )
        _refuse_twice(place, [row["item"] for _, row in planned])
        return found

    def breakdowns(self, place: Place, raw: object) -> tuple[Breakdown, ...]:
        """Return the breakdowns, each under a key of its own."""
        found = tuple(self._breakdown(spot, row) for spot, row in rows(place, raw))
        _refuse_twice(place, [each.key for each in found])
        return found

    def crossings(
        self, place: Place, raw: object, breakdowns: Sequence[Breakdown]
    ) -> tuple[Breakdown, ...]:
        """Return the breakdowns by two others at once."""
        by_key = {each.key: each for each in breakdowns}
        found = tuple(
            self._crossing(spot, row, by_key) for spot, row in rows(place, raw)
        )
        _refuse_twice(place, [*by_key, *(each.key for each in found)])
        return found

    def _crossing(
        self, place: Place, raw: object, breakdowns: Mapping[str, Breakdown]
    ) -> Breakdown:
        row = table(place, raw, {"key": str, "label": (str, dict), "of": list}, {})
        keys = texts(place.at("of"), row["of"])
        if len(keys) != 2 or keys[0] == keys[1]:
            place.at("of").refuse("It takes two different breakdowns.")
        for key in keys:
            if key not in breakdowns:
                place.at("of").refuse(f"There is no breakdown {key}.")
            source = breakdowns[key].source
            if isinstance(source, Item) and source.sensitive:
                place.at("of").refuse(f"{key} is sensitive: not with another.")
        label = self.label(place.at("label"), row["label"])
        return crossing(row["key"], label, *(breakdowns[key] for key in keys))

    def _tables(
        self, place: Place, raw: object, breakdowns: Mapping[str, Breakdown]
    ) -> Iterator[PlannedTable]:
        """Return the tables of one question: everybody, then each breakdown."""
        row = table(place, raw, {"item": str}, {"by": list})
        item = self.item(place.at("item"), row["item"])
        keys = texts(place.at("by"), row.get("by", []))
        _refuse_twice(place.at("by"), keys)
        yield PlannedTable(item)
        for key in keys:
            if key not in breakdowns:
                place.at("by").refuse(f"There is no breakdown {key}.")
            _refuse_by(place.at("by"), item, breakdowns[key])
            yield PlannedTable(item, breakdowns[key])

    def _breakdown(self, place: Place, raw: object) -> Breakdown:
        """Return one breakdown, by an item or by an attribute."""
        may = {"item": str, "attribute": str, "groups": list, "merges": list}
        more = {**may, "design": bool, "reference": str}
        row = table(place, raw, {"key": str, "label": (str, dict)}, more)
        if ("item" in row) == ("attribute" in row):
            place.refuse("A breakdown has either an item or an attribute.")
        source, groups, merges = (
            self._by_item(place, row)
            if "item" in row
            else self._by_attribute(place, row)
        )
        reference = row.get("reference", "")
        known = {group.key for group in groups if not group.missing}
        known |= {merge.key for level in merges for merge in level}
        if reference and reference not in known:
            place.at("reference").refuse(f"There is no group {reference}.")
        return Breakdown(
            key=row["key"],
            label=self.label(place.at("label"), row["label"]),
            source=source,
            groups=groups,
            merges=merges,
            design=row.get("design", False),
            reference=reference,
        )

    def _by_item(self, place: Place, row: dict[str, Any]) -> "_Grouping":
        if "groups" in row or "merges" in row:
            place.refuse("Groups and merges of an item stand in the instrument.")
        item = self.item(place.at("item"), row["item"])
        if item.kind in SEVERAL:
            place.at("item").refuse("People could be in several of these groups.")
        if item.score_of:
            place.at("item").refuse("A score is a result, and makes no groups.")
        options = [Group(o.key, o.label, missing=o.missing) for o in item.options]
        bands = [Group(band.key, band.label) for band in item.bands]
        return item, tuple(options or bands), item.merges

    def _by_attribute(self, place: Place, row: dict[str, Any]) -> "_Grouping":
        if row["attribute"] not in set(Attribute):
            place.at("attribute").refuse(f"Known: {', '.join(Attribute)}.")
        shape: dict[str, Kinds] = {"key": str, "label": (str, dict)}
        found = [
            (spot, table(spot, raw, shape, {}))
            for spot, raw in rows(place.at("groups"), row.get("groups", []))
        ]
        groups = tuple(
            Group(each["key"], self.label(spot.at("label"), each["label"]))
            for spot, each in found
        )
        if not groups:
            place.at("groups").refuse("This key is missing.")
        _refuse_twice(place.at("groups"), [group.key for group in groups])
        merges = tuple(
            tuple(self._merge(spot, raw, groups) for spot, raw in rows(level, members))
            for level, members in rows(place.at("merges"), row.get("merges", []))
        )
        return Attribute(row["attribute"]), groups, merges

    def _merge(self, place: Place, raw: object, groups: Sequence[Group]) -> Merge:
        shape: dict[str, Kinds] = {
            "key": str,
            "label": (str, dict),
            "options": list,
        }
        row = table(place, raw, shape, {})
        members = texts(place.at("options"), row["options"])
        for key in set(members) - {group.key for group in groups}:
            place.at("options").refuse(f"There is no group {key} to merge.")
        label = self.label(place.at("label"), row["label"])
        return Merge(row["key"], label, members)


_Grouping = tuple[Item | Attribute, tuple[Group, ...], tuple[tuple[Merge, ...], ...]]


def _disclosure(place: Place, raw: object) -> tuple[Thresholds, Thresholds]:
    """Return the thresholds of ordinary questions, and of sensitive ones.

    Where those of sensitive ones would be the lower ones they are lifted.
    """
    spot, may = place.at("disclosure"), dict.fromkeys(FLOORS, int)
    found = table(spot, raw, {}, {**may, "sensitive": dict})
    strict = found.pop("sensitive", {})
    ordinary = _thresholds(spot, found, ORDINARY)
    sensitive = _thresholds(spot.at("sensitive"), strict, SENSITIVE)
    pairs = {key: (getattr(ordinary, key), getattr(sensitive, key)) for key in FLOORS}
    return ordinary, Thresholds(**{key: max(pair) for key, pair in pairs.items()})


def _thresholds(place: Place, raw: object, default: Thresholds) -> Thresholds:
    found = table(place, raw, {}, dict.fromkeys(FLOORS, int))
    for key, number in found.items():
        if number < FLOORS[key]:
            place.at(key).refuse(f"This may not be below {FLOORS[key]}.")
    made = replace(default, **found)
    if made.cell > made.group_base:
        place.at("cell").refuse(f"This may not be above {made.group_base}, a group.")
    return made


def _refuse_unled(place: Place, key: str, led: Led) -> None:
    """Refuse a question where who is asked does not follow from single answers."""
    if led.whole:
        return
    if led.nobody:
        place.refuse(f"{key} is asked of nobody, whatever people answer.")
    on = f" on {', '.join(led.in_the_way)}" if led.in_the_way else ""
    place.refuse(f"{key} is asked on a condition{on} that cannot be protected.")


def _refuse_by(place: Place, item: Item, breakdown: Breakdown) -> None:
    """Refuse a table of a question by itself, or by two breakdowns for some only."""
    crossed = breakdown.source if isinstance(breakdown.source, tuple) else ()
    if item in (breakdown.source, *(each.source for each in crossed)):
        place.refuse(f"{item.key} cannot be grouped by itself.")
    if crossed and item.condition is not None:
        place.refuse(f"{item.key} is not asked of everybody: one breakdown at a time.")


def _refuse_twice(place: Place, keys: Sequence[str]) -> None:
    for key in keys:
        if keys.count(key) > 1:
            place.refuse(f"{key} stands there twice.")
