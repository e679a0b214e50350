"""Turns an instrument into the sheets of an XLSForm that come to the same instrument.

What XLSForm has no column for stands in columns of ours, which other programs pass by.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from surveys.instruments.body import to_body
from surveys.instruments.expressions.values import number_text
from surveys.instruments.expressions.written import written
from surveys.instruments.items import Item
from surveys.instruments.kinds import SELECTS, Kind, Precision
from surveys.instruments.options import Label, Option
from surveys.instruments.questionnaire import Group, Instrument, Repeat
from surveys.instruments.xlsform.bounds import with_bounds
from surveys.instruments.xlsform.extras import EXTRAS, cell_of
from surveys.instruments.xlsform.sheets import OURS
from surveys.instruments.xlsform.tongues import name_of

Cells = dict[str, str]
"""One row: texts by header."""

NO_CALCULATION = "''"
_APPEARANCE = {Precision.YEAR: "year", Precision.MONTH: "month-year"}
_SURVEY = (
    *("type", "name", "label", "hint", "required", "relevant", "appearance"),
    *("constraint", "constraint_message", "calculation", "choice_filter"),
    *("default", "parameters", "repeat_count"),
)
_IN_LANGUAGES = frozenset({"label", "hint", "constraint_message"})


@dataclass(frozen=True)
class Written:
    """One sheet to write: its headers and rows."""

    headers: tuple[str, ...]
    rows: tuple[Cells, ...]


def sheets_of(instrument: Instrument) -> Mapping[str, Written]:
    """Return the three sheets of an instrument."""
    writing = _Writing(instrument)
    survey = [*writing.survey()]
    return {
        "survey": Written(writing.headers(_SURVEY, survey), tuple(survey)),
        "choices": writing.choices(),
        "settings": writing.settings(),
    }


@dataclass
class _Writing:
    """One instrument on its way into a spreadsheet."""

    instrument: Instrument
    lists: dict[str, tuple[Option, ...]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.names |= {item.key.lower() for item in self.instrument.items}
        self.bodies: Mapping[str, Mapping[str, Any]] = {
            each["key"]: each for each in to_body(self.instrument)["items"]
        }

    def headers(
        self, known: Sequence[str], rows: Sequence[Mapping[str, str]]
    ) -> tuple[str, ...]:
        """Return the headers; a language has a column even where it has no word."""
        first: list[str] = []
        for column in known:
            if column in _IN_LANGUAGES:
                spread = [*_columns(column, self.instrument.languages)]
                first += [
                    name
                    for name in spread
                    if column == "label" or any(name in row for row in rows)
                ]
            elif any(column in row for row in rows):
                first.append(column)
        rest = {name: None for row in rows for name in row if name not in first}
        return (*first, *rest)

    def survey(self) -> Iterator[Cells]:
        """Yield the rows of the sheet ``survey``, groups and repeats around them."""
        repeats = {repeat.key: repeat for repeat in self.instrument.repeats}
        for key, run in groupby(self.instrument.items, lambda item: item.repeat):
            items = list(run)
            if key is None:
                yield from self.grouped(items)
                continue
            yield self.repeat(repeats[key])
            yield from self.grouped(items)
            yield {"type": "end_repeat"}
        used = {item.group for item in self.instrument.items}
        for group in self.instrument.groups:
            if group.key not in used:
                yield from (self.group(group, []), {"type": "end_group"})

    def grouped(self, items: Sequence[Item]) -> Iterator[Cells]:
        """Yield the rows of items, each run of a group in its frame."""
        groups = {group.key: group for group in self.instrument.groups}
        for key, run in groupby(items, lambda item: item.group):
            own = list(run)
            if key is not None:
                yield self.group(groups[key], own)
            for item in own:
                yield self.item(item)
            if key is not None:
                yield {"type": "end_group"}

    def group(self, group: Group, items: Sequence[Item]) -> Cells:
        row = {"type": "begin_group", "name": self.free(group.key)}
        if row["name"] != group.key:
            row[f"{OURS}group"] = group.key
        if group.matrix:
            row[f"{OURS}matrix"] = "true"
        # Other programs know a table only of one question type and one list.
        first = items[0] if items else None
        if (
            group.matrix
            and first
            and first.kind in SELECTS
            and all(
                (item.kind, item.options) == (first.kind, first.options)
                for item in items
            )
        ):
            row["appearance"] = "table-list"
        return row | self.words("label", group.label)

    def repeat(self, repeat: Repeat) -> Cells:
        row = {"type": "begin_repeat", "name": self.free(repeat.key)}
        if row["name"] != repeat.key:
            row[f"{OURS}group"] = repeat.key
        if repeat.count is not None:
            row["repeat_count"] = written(repeat.count)
        row[f"{OURS}at_most"] = cell_of(repeat.at_most)
        for name in ("another", "yes", "no"):
            label = getattr(repeat, name)
            if label is not None:
                row[f"{OURS}{name}"] = cell_of(dict(label))
        return row | self.words("label", repeat.label)

    def item(self, item: Item) -> Cells:
        body = self.bodies[item.key]
        extras = {name: body[name] for name in EXTRAS if name in body}
        row = {"type": self.type(item), "name": item.key}
        row |= self.words("label", item.label)
        row |= self.words("hint", item.hint or {})
        row |= self.words("constraint_message", item.constraint_message or {})
        row |= _expressions(item)
        row |= _plain(item)
        return row | {f"{OURS}{name}": cell_of(each) for name, each in extras.items()}

    def type(self, item: Item) -> str:
        if item.kind not in SELECTS:
            return str(item.kind)
        found = next(
            (name for name, each in self.lists.items() if each == item.options),
            item.key,
        )
        self.lists.setdefault(found, item.options)
        kind = Kind.SELECT_ONE if item.kind is Kind.SCALE else item.kind
        return f"{kind} {found}"

    def choices(self) -> Written:
        rows = [
            {"list_name": name, "name": option.key}
            | self.words("label", option.label)
            | dict.fromkeys(_marks(option), "yes")
            | dict(option.attributes)
            for name, options in self.lists.items()
            for option in options
        ]
        return Written(self.headers(("list_name", "name", "label"), rows), tuple(rows))

    def settings(self) -> Written:
        made, body = self.instrument, to_body(self.instrument)
        default = made.default_language
        licence, groups = made.licence, [group.key for group in made.groups]
        others = {code: each for code, each in made.title.items() if code != default}
        row = {
            "form_title": made.title.get(default, ""),
            "form_id": made.slug,
            "default_language": name_of(default),
            f"{OURS}title": cell_of(others) if others else "",
            f"{OURS}consent": cell_of(body["consent"]),
            f"{OURS}groups": cell_of(groups) if groups else "",
            f"{OURS}notice": "" if made.notice is None else cell_of(dict(made.notice)),
            f"{OURS}licence": licence.name,
            f"{OURS}licence_url": licence.url,
            f"{OURS}attribution": licence.attribution,
            f"{OURS}may_redistribute": "yes" if licence.may_redistribute else "",
            f"{OURS}may_modify": "yes" if licence.may_modify else "",
        }
        said = {name: text for name, text in row.items() if text}
        return Written(tuple(said), (said,))

    def words(self, column: str, label: Label) -> Cells:
        names = dict(
            zip(
                self.instrument.languages,
                _columns(column, self.instrument.languages),
                strict=True,
            )
        )
        return {names[code]: text for code, text in label.items() if code in names}

    def free(self, name: str) -> str:
        """Return a name for a group that no other row has."""
        number, found = 2, name
        while found.lower() in self.names:
            found, number = f"{name}_{number}", number + 1
        self.names.add(found.lower())
        return found


def _columns(column: str, languages: Sequence[str]) -> Iterator[str]:
    for code in languages:
        yield f"{column}::{name_of(code)}"


def _marks(option: Option) -> Iterator[str]:
    if option.missing:
        yield "missing"
    if option.exclusive:
        yield "exclusive"


def _expressions(item: Item) -> Cells:
    trees = {
        "relevant": item.condition,
        "constraint": with_bounds(item),
        "choice_filter": item.choice_filter,
        "calculation": item.calculation,
    }
    said = {name: written(tree) for name, tree in trees.items() if tree is not None}
    # Other programs ask each calculate for a calculation, and no phone works a score
    # out: theirs stays empty.
    return said | ({"calculation": NO_CALCULATION} if item.score_of else {})


def _plain(item: Item) -> Cells:
    found: Cells = {}
    if item.required:
        found["required"] = "yes"
    if item.random_order:
        found["parameters"] = "randomize=true"
    if item.default is not None:
        found["default"] = (
            item.default if isinstance(item.default, str) else number_text(item.default)
        )
    if item.kind is Kind.SCALE:
        found[f"{OURS}kind"] = Kind.SCALE
    if item.kind is Kind.TEXT and not item.short:
        found["appearance"] = "multiline"
    if item.precision is not Precision.DAY:
        found["appearance"] = _APPEARANCE[item.precision]
    return found
