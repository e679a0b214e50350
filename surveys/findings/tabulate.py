"""Counts from responses: one pass over the answers, then every table from bitmaps.

A bitmap is a Python int with one bit a response, in the order of the pass, which is
the order of random keys. ``&`` and ``bit_count()`` make a table of a million
responses in milliseconds.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from surveys.instruments.questionnaire import Answers, Instrument, Item
from surveys.waves.plan import Attribute, Breakdown, Plan

NO_ANSWER = ""
"""The code of those who were asked and did not answer."""

NO_GROUP = "-"
"""The code of those of whom it is not known which group they are in."""

Bitmap = int
Counts = dict[str, int]


@dataclass(frozen=True)
class Counted:
    """One response as the pass needs it."""

    answers: Answers
    language: str
    mode: str


@dataclass(frozen=True)
class Tabulation:
    """All that the declared tables of one wave are made from.

    ``codes`` has one bitmap per item and option (or band); ``attributes`` one per
    attribute and value; ``people`` is how many responses were read.
    """

    people: int
    codes: Mapping[str, Mapping[str, Bitmap]]
    attributes: Mapping[str, Mapping[str, Bitmap]]
    instrument: Instrument

    @property
    def everyone(self) -> Bitmap:
        """All responses of the wave."""
        return (1 << self.people) - 1

    def asked(self, item: Item) -> Bitmap:
        """Those whom the questions before this one led to it."""
        asked = self.everyone
        for rule in item.relevant:
            found = self.codes.get(rule.item, {})
            asked &= reduce(or_, (found.get(option, 0) for option in rule.options), 0)
        return asked

    def answers(self, item: Item) -> dict[str, Bitmap]:
        """Who gave which answer, by code, in the order of the options.

        Those asked who did not answer come last under ``NO_ANSWER``, if any.
        """
        found, asked = self.codes.get(item.key, {}), self.asked(item)
        given = {code: found.get(code, 0) & asked for code in codes_of(item)}
        silent = asked & ~reduce(or_, given.values(), 0)
        return given | ({NO_ANSWER: silent} if silent else {})

    def groups(self, breakdown: Breakdown) -> dict[str, Bitmap]:
        """Who is in which group; everybody is in exactly one."""
        if isinstance(breakdown.source, Attribute):
            found = self.attributes.get(breakdown.source, {})
        else:
            found = self.codes.get(breakdown.source.key, {})
        groups = {group.key: found.get(group.key, 0) for group in breakdown.groups}
        others = self.everyone & ~reduce(or_, groups.values(), 0)
        return groups | ({NO_GROUP: others} if others else {})


def tabulate(
    responses: Iterable[Counted], instrument: Instrument, plan: Plan
) -> Tabulation:
    """Read every response once and lay it out in bitmaps."""
    wanted = items_counted(instrument, plan)
    marks: dict[str, dict[str, bytearray]] = {item.key: {} for item in wanted}
    attributes: dict[str, dict[str, bytearray]] = {each: {} for each in Attribute}
    people = 0
    for place, response in enumerate(responses):
        _mark(attributes[Attribute.LANGUAGE], response.language, place)
        _mark(attributes[Attribute.MODE], response.mode, place)
        for item in wanted:
            value = response.answers.get(item.key)
            if value is not None:
                for code in item.categories(value):
                    _mark(marks[item.key], code, place)
        people = place + 1
    return Tabulation(people, _bitmaps(marks), _bitmaps(attributes), instrument)


def codes_of(item: Item) -> tuple[str, ...]:
    """Return the codes that an item is counted under, in the order shown."""
    return item.option_keys or tuple(band.key for band in item.bands)


def missing_codes(item: Item) -> frozenset[str]:
    """Return the codes of an item that are no answer to it."""
    declared = (option.key for option in item.options if option.missing)
    return frozenset({NO_ANSWER, NO_GROUP, *declared})


def cross(
    groups: Mapping[str, Bitmap], answers: Mapping[str, Bitmap]
) -> dict[str, Counts]:
    """Return people per group and answer."""
    return {group: sizes(answers, among=members) for group, members in groups.items()}


def sizes(parts: Mapping[str, Bitmap], *, among: Bitmap | None = None) -> Counts:
    """Return people per part, of all or of some."""
    return {
        code: (part if among is None else part & among).bit_count()
        for code, part in parts.items()
    }


def items_counted(instrument: Instrument, plan: Plan) -> tuple[Item, ...]:
    """Return the items that some table, breakdown or condition needs."""
    keys = {table.item.key for table in plan.tables}
    keys |= {b.source.key for b in plan.breakdowns if isinstance(b.source, Item)}
    keys |= {rule.item for item in instrument.unrolled for rule in item.relevant}
    return tuple(
        item for item in instrument.unrolled if item.key in keys and codes_of(item)
    )


def _mark(marks: dict[str, bytearray], code: str, place: int) -> None:
    """Set the bit of one response; the row of bytes grows as it must."""
    row = marks.setdefault(code, bytearray())
    byte = place >> 3
    if byte >= len(row):
        row.extend(bytes(byte + 1 - len(row)))
    row[byte] |= 1 << (place & 7)


def _bitmaps(
    marks: Mapping[str, Mapping[str, bytearray]],
) -> dict[str, dict[str, Bitmap]]:
    return {
        key: {code: int.from_bytes(row, "little") for code, row in rows.items()}
        for key, rows in marks.items()
    }


def counted(rows: Iterable[tuple[Answers, str, str]]) -> Iterator[Counted]:
    """Yield responses from rows of answers, language and mode."""
    for answers, language, mode in rows:
        yield Counted(answers, language, mode)
