"""The items of a questionnaire, from the rows that are kept."""

from typing import Any

from surveys.instruments.expressions.tree import Tree
from surveys.instruments.items import Item
from surveys.instruments.judging import problem_of
from surveys.instruments.kinds import SELECTS, SILENT, Kind, Precision
from surveys.instruments.options import Label
from surveys.instruments.xlsform.bounds import without_bounds
from surveys.instruments.xlsform.conditions import Expressions
from surveys.instruments.xlsform.extras import read_extras
from surveys.instruments.xlsform.remarks import Reason
from surveys.instruments.xlsform.settled import Settled, appearance, parameters
from surveys.instruments.xlsform.sheets import Row
from surveys.instruments.xlsform.words import Reader, referring

YES = frozenset({"yes", "true", "true()"})
NO = frozenset({"", "no", "false", "false()"})
_PRECISION = {"year": Precision.YEAR, "month-year": Precision.MONTH}


class Questions:
    """Makes items; whatever has to be said about them is reported."""

    def __init__(self, reader: Reader, expressions: Expressions) -> None:
        """Read words and expressions with these."""
        self.reader, self.expressions = reader, expressions
        self.report = reader.report
        self.names = {
            name: key
            for name, key in expressions.names.items()
            if expressions.kinds[key] is not Kind.NOTE
        }

    def item(self, each: Settled) -> Item:
        """Return a row as an item."""
        relevant, when = self.expressions.condition(each)
        extras: dict[str, Any] = {"minimum": each.minimum, "maximum": each.maximum}
        if each.only_if is None:
            extras |= self._cells(each) | read_extras(each.row, self.report)
        if extras.get("score_of"):  # worked out by its own rule, whatever is written
            extras["calculation"] = None
        item = Item(
            key=each.key,
            kind=each.kind,
            label=self.words(each.label, each.row),
            group=each.asked.group,
            repeat=each.asked.repeat,
            options=each.options,
            relevant=relevant,
            when=when,
            short=each.kind is Kind.TEXT and not _is_long(each.row),
            **extras,
        )
        return without_bounds(item)

    def words(self, label: Label, row: Row) -> Label:
        """Return words that name only questions there are."""
        found, lost = referring(label, self.names)
        for name in sorted(lost):
            self.report.warn(row.place, Reason.NAMES_NOBODY, name=name)
        return found

    def _cells(self, each: Settled) -> dict[str, Any]:
        """Return what an item has besides kind, label and condition."""
        row = each.row
        message = self.reader.label(row, "constraint_message")
        hint = self._hint(row)
        calculated = each.kind is Kind.CALCULATE
        return {
            "hint": self.words(hint, row) if hint else None,
            "constraint": self._tree(each, "constraint"),
            "constraint_message": self.words(message, row) if message else None,
            "choice_filter": self._filter(each),
            "calculation": self._tree(each, "calculation") if calculated else None,
            "default": self._default(each),
            "random_order": self._is_random(each),
            "precision": self._precision(each),
            "required": self._required(each),
        }

    def _tree(self, each: Settled, column: str) -> Tree | None:
        row, silent = each.row, each.kind is Kind.NOTE
        if silent:
            return None
        return self.expressions.tree(row.get(column), row.place, each.asked.repeat)

    def _filter(self, each: Settled) -> Tree | None:
        if each.kind not in SELECTS:
            return None
        return self.expressions.tree(
            each.row.get("choice_filter"),
            each.row.place,
            each.asked.repeat,
            self.expressions.choices.attributes,
        )

    def _hint(self, row: Row) -> Label:
        hint = self.reader.label(row, "hint")
        guidance = self.reader.label(row, "guidance_hint")
        joined = {
            code: "\n".join(each[code] for each in (hint, guidance) if code in each)
            for code in self.reader.tongues.all
            if code in hint or code in guidance
        }
        return self.reader.whole(row, joined) if joined else {}

    def _default(self, each: Settled) -> str | int | float | None:
        text = each.row.get("default")
        if not text:
            return None
        found = _value(each, text)
        if found is None:
            self.report.warn(each.row.place, Reason.DEFAULT_LEFT_OUT, default=text)
        return found

    def _is_random(self, each: Settled) -> bool:
        said = parameters(each.row).get("randomize", "")
        return each.kind in SELECTS and said.lower() == "true"

    def _precision(self, each: Settled) -> Precision:
        found = [
            _PRECISION[word] for word in appearance(each.row) if word in _PRECISION
        ]
        return found[0] if found and each.kind is Kind.DATE else Precision.DAY

    def _required(self, each: Settled) -> bool:
        said = each.row.get("required").lower()
        if said not in YES | NO:
            self.report.refuse(each.row.place, Reason.ONLY_YES_OR_NO)
        return said in YES and each.kind not in SILENT


def _is_long(row: Row) -> bool:
    rows = row.get("rows")
    return "multiline" in appearance(row) or (rows.isdecimal() and int(rows) > 1)


def _value(each: Settled, text: str) -> str | int | float | None:
    """Return a default as an answer; None where it is none, or has to be worked out."""
    value: Any = text
    if "${" in text or each.kind in SILENT | {Kind.ACKNOWLEDGE, Kind.RANK}:
        return None
    if each.kind in (Kind.INTEGER, Kind.DECIMAL):
        try:
            value = float(text)
        except ValueError:
            return None
        value = int(value) if value.is_integer() else value
    answer = text.split() if each.kind is Kind.SELECT_MULTIPLE else value
    item = Item(key=each.key, kind=each.kind, label={}, options=each.options)
    stands = problem_of(item, answer) is None
    return value if stands else None
