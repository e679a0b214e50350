"""Counts from responses: one pass over the answers, then every table from bitmaps.

A bitmap is a Python int with one bit a response, in the order of the pass, which is
the order of random keys. ``&`` and ``bit_count()`` make a table of a million
responses in milliseconds. On the way there each question has pages of bytes, one byte
a response and one bit of it a code: a byte is looked up sooner than a bit is set.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial, reduce
from operator import or_
from typing import Any, NamedTuple

from surveys.findings.columns import Block, Column, Known, Row, blocks
from surveys.findings.score_marks import score_marks
from surveys.instruments.options import Value
from surveys.instruments.questionnaire import Answers, Instrument, Item, Kind
from surveys.instruments.rules.rule import Rule
from surveys.waves.plan import NO_GROUP, Attribute, Breakdown, Plan, crossed_key

NO_ANSWER = ""
"""The code of those who were asked and did not answer."""

Bitmap = int
Counts = dict[str, int]


class Counted(NamedTuple):
    """One response as the pass needs it."""

    answers: Answers
    language: str
    mode: str


@dataclass(frozen=True)
class Tabulation:
    """All that the declared tables of one wave are made from.

    ``codes`` has one bitmap per item and option (or band), and for a rank also one per
    place and option under ``place_key``; for a score they follow from those of its
    questions. ``attributes`` has one per attribute and value;
    ``people`` is how many responses were read.
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
        for rule in self.instrument.led[item.key].rules:
            asked &= self.meeting(rule)
        return asked

    def meeting(self, rule: Rule) -> Bitmap:
        """Those whose answer to an earlier question meets a rule."""
        found = self.codes.get(rule.item, {})
        given = reduce(or_, (found.get(option, 0) for option in rule.options), 0)
        return self.everyone & ~given if rule.unless else given

    def answers(self, item: Item) -> dict[str, Bitmap]:
        """Who gave which answer, by code, in the order of the options.

        Of a rank, what came first. Those asked who did not answer come last under
        ``NO_ANSWER``, if any.
        """
        # Where a wave kept counts only, what came first is all that it kept of a rank.
        first = self.codes.get(place_key(item, 0)) or self.codes.get(item.key, {})
        ranked = item.kind is Kind.RANK
        found = first if ranked else self.codes.get(item.key, {})
        asked = self.asked(item)
        given = {code: found.get(code, 0) & asked for code in codes_of(item)}
        silent = asked & ~reduce(or_, given.values(), 0)
        return given | ({NO_ANSWER: silent} if silent else {})

    def places(self, item: Item) -> tuple[dict[str, Bitmap], ...]:
        """Who gave which place to which option of a rank; the first place first.

        Nothing for other kinds, and where places were not kept.
        """
        most = item.at_most or len(item.options)
        found = [self.codes.get(place_key(item, place)) for place in range(most)]
        asked = self.asked(item)
        return tuple(
            {code: marks.get(code, 0) & asked for code in item.option_keys}
            for marks in found
            if marks
        )

    def groups(self, breakdown: Breakdown) -> dict[str, Bitmap]:
        """Who is in which group; everybody is in exactly one."""
        if isinstance(breakdown.source, tuple):
            return self._crossed(*breakdown.source)
        if isinstance(breakdown.source, Attribute):
            found = self.attributes.get(breakdown.source, {})
        else:
            found = self.codes.get(breakdown.source.key, {})
        groups = {group.key: found.get(group.key, 0) for group in breakdown.groups}
        others = self.everyone & ~reduce(or_, groups.values(), 0)
        return groups | ({NO_GROUP: others} if others else {})

    def _crossed(self, first: Breakdown, second: Breakdown) -> dict[str, Bitmap]:
        """Who is in which group of one breakdown and which of another."""
        both = self.groups(second)
        return {
            crossed_key(one, other): people & members
            for one, people in self.groups(first).items()
            for other, members in both.items()
        }


class Marks:
    """Who gave which code, for one question or attribute; grows block by block."""

    def __init__(self, codes_of_value: Callable[[Any], Iterable[str]]) -> None:
        """Take what says under which codes an answer is counted."""
        self._codes_of_value = codes_of_value
        self._places: dict[str, int] = {}
        # A page has one byte a response: the bits of eight codes.
        self._pages: list[bytearray] = []
        self._known = Known(self._bits)
        self._people = 0

    def take(self, column: Column) -> None:
        """Note the answers of those who come next."""
        bits = list(self._known.of(column))
        while len(self._pages) * 8 < len(self._places):
            self._pages.append(bytearray(self._people))
        if len(self._pages) == 1:
            self._pages[0].extend(bits)
        else:
            for number, page in enumerate(self._pages):
                page.extend(each >> 8 * number & 255 for each in bits)
        self._people += len(bits)

    def bitmaps(self) -> dict[str, Bitmap]:
        """Return who gave which code, by code."""
        return {
            code: _bitmap(self._pages[place >> 3], place & 7)
            for code, place in self._places.items()
        }

    def _bits(self, value: Any) -> int:
        """Return the codes of an answer, as the bits of a number."""
        places = [
            self._places.setdefault(code, len(self._places))
            for code in (() if value is None else self._codes_of_value(value))
        ]
        return reduce(or_, (1 << place for place in places), 0)


class Tabulator:
    """Lays responses out in bitmaps, block by block."""

    def __init__(self, instrument: Instrument, plan: Plan) -> None:
        """Begin with nobody."""
        self._instrument = instrument
        wanted = items_counted(instrument, plan)
        self._scores = [item for item in wanted if item.score_of]
        asked = [item for item in wanted if not item.score_of]
        self._items = {item.key: Marks(item.categories) for item in asked}
        self._places = [each for item in wanted for each in _places_of(item)]
        self._languages = Marks(lambda language: (language,))
        self._modes = Marks(lambda mode: (mode,))
        self._people = 0

    @property
    def keys(self) -> frozenset[str]:
        """The items whose answers some table, breakdown or condition needs."""
        return frozenset(self._items)

    def take(self, block: Block) -> None:
        """Note the answers of those who come next."""
        for key, marks in self._items.items():
            marks.take(block.answers[key])
        for item, _place, marks in self._places:
            marks.take(block.answers[item.key])
        self._languages.take(block.languages)
        self._modes.take(block.modes)
        self._people += block.people

    def tabulation(self) -> Tabulation:
        """Return what the tables are made from, when everybody was read."""
        attributes: dict[str, Mapping[str, Bitmap]] = {
            Attribute.LANGUAGE: self._languages.bitmaps(),
            Attribute.MODE: self._modes.bitmaps(),
        }
        codes = {key: marks.bitmaps() for key, marks in self._items.items()}
        for item, place, marks in self._places:
            codes[place_key(item, place)] = marks.bitmaps()
        for score in self._scores:
            codes[score.key] = score_marks(score, codes)
        return Tabulation(self._people, codes, attributes, self._instrument)


def tabulate(
    responses: Iterable[Row], instrument: Instrument, plan: Plan
) -> Tabulation:
    """Read every response once and lay it out in bitmaps."""
    tabulator = Tabulator(instrument, plan)
    for block in blocks(responses, tabulator.keys):
        tabulator.take(block)
    return tabulator.tabulation()


def place_key(item: Item, place: int) -> str:
    """Return under which key it is counted what people gave a place to, from 0 on."""
    return f"{item.key}#{place}"


def _places_of(item: Item) -> Iterator[tuple[Item, int, Marks]]:
    """Yield the places of a rank, each with what marks who gave it to which option."""
    if item.kind is Kind.RANK:
        for place in range(item.at_most or len(item.options)):
            yield item, place, Marks(partial(_at_place, item, place))


def _at_place(item: Item, place: int, value: Value) -> tuple[str, ...]:
    return item.categories(value)[place : place + 1]


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
    """Return the items that some table, breakdown, condition or score needs."""
    keys = {table.item.key for table in plan.tables}
    keys |= {b.source.key for b in plan.breakdowns if isinstance(b.source, Item)}
    keys |= {rule.item for led in instrument.led.values() for rule in led.rules}
    keys |= {each for table in plan.tables for each in table.item.score_of}
    return tuple(
        item for item in instrument.unrolled if item.key in keys and codes_of(item)
    )


def _bitmap(page: bytearray, bit: int) -> Bitmap:
    """Return one bit of each byte, the first byte's lowest."""
    digits = bytes(49 if byte >> bit & 1 else 48 for byte in range(256))  # "1", "0"
    return int(b"0" + page.translate(digits)[::-1], 2)
