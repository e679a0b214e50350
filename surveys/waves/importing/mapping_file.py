"""Reads from its file which column is which question, and what its values mean.

It is TOML, and strict: what it does not know is refused with its key and the reason::

    encoding = "utf-8"                 # unless said; a byte order mark is no harm
    delimiter = ","                    # unless said
    language = "en"                    # of every response; or a column of codes:
    language_column = "lang"           # one of the two
    mode = "imported"                  # unless said; web, paper, assisted, phone
    refused_rows = "leave_out"         # or "refuse_file" (unless said): one refused
                                       # row and nothing is taken
    no_answer = ["", "NA"]             # in every column; only "" unless said
    ignore = ["Timestamp", "comments"] # every other column must stand below

    [columns.Age]
    item = "age"
    outside = "refuse_row"             # unless said: beyond the item's minimum or
                                       # maximum; or "no_answer"
    [columns.Gender]
    item = "gender"
    no_answer = ["n/a"]                # besides those above
    unknown = "no_answer"              # or "refuse_row" (unless said)
    otherwise = "another"              # or: every other value means this option
    [columns.Gender.values]            # option: its values, in any case
    woman = ["female", "f"]
    man = ["male", "m"]

A select without ``values`` takes its options' keys. A select multiple may have
``separator = ";"``, or several columns with the same item, whose options add up;
there ``no_answer`` holds what a box left empty looks like. A rank has the same, with
what comes first in front. An acknowledge has the one value ``yes``. A decimal has a
point or a comma and nothing between thousands; a date is ``2026-03-01``, ``2026-03``
or ``2026``, as it is asked for. In a repeat each round has its own column and item:
``age_2``. What is worked out has no column.
"""

from collections.abc import Sequence
from typing import Any

from surveys.instruments.judging import TICKED
from surveys.instruments.kinds import SEVERAL, SILENT
from surveys.instruments.questionnaire import Instrument, Item, Kind
from surveys.instruments.strict_toml import Kinds, Place, parsed, table, texts
from surveys.waves.importing.mapping import Column, Mapped, Otherwise, folded

MODES = ("imported", "web", "paper", "assisted", "phone")

MAPPING_MAY: dict[str, Kinds] = {
    "encoding": str,
    "delimiter": str,
    "language": str,
    "language_column": str,
    "mode": str,
    "refused_rows": str,
    "no_answer": list,
    "ignore": list,
}
COLUMN_MAY: dict[str, Kinds] = {
    "values": dict,
    "no_answer": list,
    "unknown": str,
    "outside": str,
    "otherwise": str,
    "separator": str,
}


def read_mapping(name: str, text: str, instrument: Instrument) -> Mapped:
    """Return the mapping that a TOML text describes.

    Raises:
        FileRefused: something in it does not hold, with the key and the reason.
    """
    place = Place(name)
    found = table(place, parsed(name, text), {"columns": dict}, MAPPING_MAY)
    _check_frame(place, found, instrument)
    everywhere = _values(place.at("no_answer"), found.get("no_answer", []))
    columns = tuple(
        _column(place.at(f"columns.{column}"), raw, everywhere, instrument)
        for column, raw in found["columns"].items()
    )
    _check_shared(place.at("columns"), columns)
    return Mapped(
        columns=columns,
        ignore=frozenset(found.get("ignore", [])),
        mode=found.get("mode", "imported"),
        language=found.get("language"),
        language_column=found.get("language_column"),
        languages=instrument.languages,
        encoding=found.get("encoding", "utf-8"),
        delimiter=found.get("delimiter", ","),
        leave_out=found.get("refused_rows") == "leave_out",
    )


def _check_frame(place: Place, found: dict[str, Any], instrument: Instrument) -> None:
    for key, known in {
        "mode": MODES,
        "refused_rows": ("leave_out", "refuse_file"),
        "language": instrument.languages,
    }.items():
        if key in found and found[key] not in known:
            place.at(key).refuse(f"Known: {', '.join(known)}.")
    if ("language" in found) == ("language_column" in found):
        place.at("language").refuse("Say either language or language_column.")
    if len(found.get("delimiter", ",")) != 1:
        place.at("delimiter").refuse("This must be one character.")
    try:
        "".encode(found.get("encoding", "utf-8"))
    except (LookupError, UnicodeError):
        place.at("encoding").refuse("This encoding is not known.")
    texts(place.at("ignore"), found.get("ignore", []))


def _column(
    place: Place,
    raw: object,
    everywhere: frozenset[str],
    instrument: Instrument,
) -> Column:
    found = table(place, raw, {"item": str}, COLUMN_MAY)
    item = _item(place.at("item"), found["item"], instrument)
    _check_column(place, found, item)
    own = _values(place.at("no_answer"), found.get("no_answer", []))
    return Column(
        name=place.key.removeprefix("columns."),
        item=item,
        values=_meanings(place.at("values"), found.get("values", {}), item),
        no_answer=everywhere | own | {""},
        unknown=Otherwise(found.get("unknown", Otherwise.REFUSE_ROW)),
        outside=Otherwise(found.get("outside", Otherwise.REFUSE_ROW)),
        otherwise=found.get("otherwise"),
        separator=found.get("separator"),
    )


def _item(place: Place, key: str, instrument: Instrument) -> Item:
    item = instrument.by_key.get(key)
    if item is None or item.kind in SILENT:
        place.refuse(f"There is no question {key}.")
    return item


def _check_column(place: Place, found: dict[str, Any], item: Item) -> None:
    for key in ("unknown", "outside"):
        if found.get(key, Otherwise.REFUSE_ROW) not in set(Otherwise):
            place.at(key).refuse(f"Known: {', '.join(Otherwise)}.")
    if "otherwise" in found and found["otherwise"] not in item.option_keys:
        place.at("otherwise").refuse(f"{item.key} has no option {found['otherwise']}.")
    if "separator" in found and (item.kind not in SEVERAL or not found["separator"]):
        place.at("separator").refuse(
            "Only a select_multiple or a rank has one, never empty."
        )


def _meanings(place: Place, raw: dict[str, Any], item: Item) -> dict[str, str]:
    """Return the option of each folded value."""
    keys = (TICKED,) if item.kind is Kind.ACKNOWLEDGE else item.option_keys
    if not keys and raw:
        place.refuse("Only the options of a select, or an acknowledge, have values.")
    if not raw:
        return {folded(key): key for key in keys}
    meanings: dict[str, str] = {}
    for key, values in raw.items():
        if key not in keys:
            place.at(key).refuse(f"{item.key} has no option {key}.")
        for value in _values(place.at(key), values):
            if value in meanings:
                place.at(key).refuse(f"{value!r} means {meanings[value]} already.")
            meanings[value] = key
    return meanings


def _values(place: Place, raw: object) -> frozenset[str]:
    if not isinstance(raw, list) or not all(isinstance(each, str) for each in raw):
        place.refuse("This must be a list of texts.")
    return frozenset(folded(value) for value in raw)


def _check_shared(place: Place, columns: Sequence[Column]) -> None:
    seen: set[str] = set()
    for column in columns:
        if column.item.key in seen and column.item.kind not in SEVERAL:
            place.at(column.name).refuse(f"{column.item.key} has a column already.")
        seen.add(column.item.key)
