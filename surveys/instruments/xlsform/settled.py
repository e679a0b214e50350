"""Which kind each row is, with its options: settled before any expression is read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from surveys.instruments.item_structure import OPTION_KEY
from surveys.instruments.kinds import SELECTS, Kind
from surveys.instruments.options import Label, Option, Relevant
from surveys.instruments.xlsform.choices import Choices
from surveys.instruments.xlsform.neutral import neutral
from surveys.instruments.xlsform.outline import Asked, Outline
from surveys.instruments.xlsform.question_types import Type
from surveys.instruments.xlsform.remarks import Reason
from surveys.instruments.xlsform.sheets import OURS, Row
from surveys.instruments.xlsform.words import Reader

OTHER = "other"
MOST_POINTS = 11
"""A range of so many points is a scale; a longer one is a number to type."""

_PARAMETER = re.compile(r"([\w-]+)\s*=\s*([^\s,;=]+)")


@dataclass(frozen=True)
class Settled:
    """A row that is kept: its kind, words and options."""

    asked: Asked
    kind: Kind
    label: Label
    options: tuple[Option, ...] = ()
    minimum: int | float | None = None
    maximum: int | float | None = None
    only_if: Relevant | None = None

    @property
    def key(self) -> str:
        """The key of its item."""
        return self.asked.key

    @property
    def row(self) -> Row:
        """The row it was written in."""
        return self.asked.row


def settle(outline: Outline, choices: Choices, reader: Reader) -> list[Settled]:
    """Return the rows that are kept; what is left out is reported."""
    keys = {asked.key for asked in outline.asked}
    tables = {
        asked.frames[-1].row.place
        for asked in outline.asked
        if asked.frames and "list-nolabel" in appearance(asked.row)
    }
    kept: list[Settled] = []
    for asked in outline.asked:
        heads = (
            "label" in appearance(asked.row)
            and bool(asked.frames)
            and asked.frames[-1].row.place in tables
        )
        found = _kept(asked, choices, reader, heads_table=heads)
        kept += [each for each in found if each.asked is asked or each.key not in keys]
    return kept


def appearance(row: Row) -> list[str]:
    """Return the words in the column ``appearance``."""
    return row.get("appearance").lower().split()


def parameters(row: Row) -> Mapping[str, str]:
    """Return what the column ``parameters`` says."""
    return dict(_PARAMETER.findall(row.get("parameters")))


def _kept(
    asked: Asked, choices: Choices, reader: Reader, *, heads_table: bool
) -> Iterator[Settled]:
    label = reader.label(asked.row)
    if asked.type.kind is None:
        yield from _not_asked(asked, label, reader)
    elif heads_table:
        reader.report.warn(asked.row.place, Reason.HEADS_TABLE, name=asked.key)
        yield Settled(asked, Kind.NOTE, reader.whole(asked.row, label, asked.key))
    elif asked.type.kind is Kind.NOTE and not label:
        reader.report.warn(asked.row.place, Reason.NO_WORDS, name=asked.key)
    else:
        yield from _question(asked, label, choices, reader)


def _not_asked(asked: Asked, label: Label, reader: Reader) -> Iterator[Settled]:
    """Keep what cannot be asked as a note, where it has something to say."""
    facts = {"name": asked.key, "type": asked.type.written}
    if asked.type.tells:
        reader.report.warn(asked.row.place, Reason.TELLS_WHO, **facts)
    elif not label:
        reader.report.warn(asked.row.place, Reason.LEFT_OUT, **facts)
    else:
        reader.report.warn(asked.row.place, Reason.KEPT_AS_NOTE, **facts)
        yield Settled(asked, Kind.NOTE, reader.whole(asked.row, label))


def _question(
    asked: Asked, label: Label, choices: Choices, reader: Reader
) -> Iterator[Settled]:
    row, kind = asked.row, asked.type.kind or Kind.NOTE
    if kind is Kind.CALCULATE:
        # Nobody reads its words, so that most files have none.
        yield Settled(asked, kind, label or {reader.tongues.default: ""})
        return
    found = Settled(asked, kind, reader.whole(row, label, asked.key))
    if row.get("calculation"):
        reader.report.warn(row.place, Reason.WORKED_OUT, name=asked.key)
        yield replace(found, kind=Kind.CALCULATE)
    elif asked.type.is_range:
        yield _range(found, reader.tongues.default)
    elif kind in SELECTS:
        yield from _choice(found, choices, reader)
    else:
        yield found


def _choice(found: Settled, choices: Choices, reader: Reader) -> Iterator[Settled]:
    written = found.asked.type
    options = choices.lists.get(written.choices)
    if options is None:
        reader.report.refuse(found.row.place, Reason.NO_LIST, list=written.choices)
        options = ()
    one = found.kind is Kind.SELECT_ONE
    is_scale = one and (
        "likert" in appearance(found.row) or found.row.get(f"{OURS}kind") == Kind.SCALE
    )
    found = replace(found, kind=Kind.SCALE) if is_scale else found
    if not written.or_other:
        yield replace(found, options=options)
        return
    languages = reader.tongues.all
    if OTHER not in {option.key for option in options}:
        options = (*options, Option(OTHER, neutral(OTHER, languages)))
    yield replace(found, options=options)
    asked = replace(found.asked, key=f"{found.key}_other", type=Type("text", Kind.TEXT))
    only_if = Relevant(found.key, frozenset({OTHER}))
    words = neutral("specify", languages)
    yield Settled(asked, Kind.TEXT, words, only_if=only_if)


def _range(found: Settled, language: str) -> Settled:
    """Return a range as a scale of its points, or as a number where they are many."""
    said = parameters(found.row)
    start, end, step = (
        _number(said.get(name, usual))
        for name, usual in (("start", "1"), ("end", "10"), ("step", "1"))
    )
    whole = all(isinstance(each, int) for each in (start, end, step))
    if whole and 0 < step <= end - start < MOST_POINTS * step and start >= 0:
        points = range(int(start), int(end) + 1, int(step))
        options = tuple(Option(str(each), {language: str(each)}) for each in points)
        if all(OPTION_KEY.fullmatch(option.key) for option in options):
            return replace(found, kind=Kind.SCALE, options=options)
    kind = Kind.INTEGER if whole else Kind.DECIMAL
    least, most = sorted((start, end))
    return replace(found, kind=kind, minimum=least, maximum=most)


def _number(text: str) -> int | float:
    try:
        number = float(text)
    except ValueError:
        return 1
    return int(number) if number.is_integer() else number
