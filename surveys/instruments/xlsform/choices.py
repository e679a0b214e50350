"""The answer choices of a questionnaire: the lists in the sheet ``choices``."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from surveys.instruments.item_structure import OPTION_KEY
from surveys.instruments.options import Option
from surveys.instruments.xlsform.remarks import Reason, Report
from surveys.instruments.xlsform.sheets import Row, Workbook
from surveys.instruments.xlsform.words import Reader

OWN = frozenset({"list_name", "name", "missing", "exclusive"})
MEDIA = ("image", "audio", "video", "big-image")
YES = frozenset({"yes", "true", "true()", "1", "x"})


@dataclass(frozen=True)
class Choices:
    """The lists by name, what can be asked of a choice, and names that changed."""

    lists: Mapping[str, tuple[Option, ...]]
    attributes: frozenset[str]
    renamed: Mapping[str, str]


def read_choices(workbook: Workbook, reader: Reader) -> Choices:
    """Return the answer choices; what is odd in them is reported."""
    report = reader.report
    rows = list(_named(workbook, report))
    renamed = _new_names(dict.fromkeys(row.get("name") for row in rows))
    columns = frozenset(
        name
        for name in workbook.choices.columns
        if name not in OWN and name.partition("::")[0] not in (*MEDIA, "label")
    )
    lists: dict[str, dict[str, Option]] = {}
    for row in rows:
        options = lists.setdefault(row.get("list_name"), {})
        option = _option(row, reader, columns, renamed)
        if option.key in options:
            facts = {"list": row.get("list_name"), "name": row.get("name")}
            report.warn(row.place, Reason.CHOICE_TWICE, **facts)
            continue
        options[option.key] = option
        if option.key != row.get("name"):
            facts = {"name": row.get("name"), "key": option.key}
            report.warn(row.place, Reason.RENAMED, **facts)
    found = {name: tuple(options.values()) for name, options in lists.items()}
    return Choices(found, columns, renamed)


def fitting(name: str, pattern: "re.Pattern[str]") -> str:
    """Return a name that fits: without accents and signs, beginning as names do."""
    if pattern.fullmatch(name):
        return name
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss"))
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "_", plain).strip("_.-")[:50]
    if not plain:
        plain = "-".join(f"{ord(each):x}" for each in name)[:50]
    return plain if pattern.fullmatch(plain) else f"q_{plain}"


def _new_names(names: Collection[str]) -> Mapping[str, str]:
    """Return a name for each that does not fit, so that no two become the same."""
    found: dict[str, str] = {}
    taken = {name for name in names if OPTION_KEY.fullmatch(name)}
    for name in names:
        if name in taken:
            continue
        base, number = fitting(name, OPTION_KEY), 1
        new = base
        while new in taken:
            number += 1
            new = f"{base}_{number}"
        taken.add(new)
        found[name] = new
    return found


def is_yes(text: str) -> bool:
    """Tell whether a cell says yes."""
    return text.strip().lower() in YES


def _named(workbook: Workbook, report: Report) -> Iterator[Row]:
    for row in workbook.choices.rows:
        if row.get("name") and row.get("list_name"):
            yield row
        elif row.get("list_name"):
            report.refuse(row.place, Reason.NO_NAME)


def _option(
    row: Row, reader: Reader, columns: frozenset[str], renamed: Mapping[str, str]
) -> Option:
    key = renamed.get(row.get("name"), row.get("name"))
    return Option(
        key=key,
        label=reader.whole(row, reader.label(row), row.get("name")),
        missing=is_yes(row.get("missing")),
        exclusive=is_yes(row.get("exclusive")),
        attributes={
            name: renamed.get(row.get(name), row.get(name))
            for name in row.cells
            if name in columns
        },
    )
