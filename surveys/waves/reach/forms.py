"""Words of the page that says who is missing, and what its tables show."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from babel.lists import format_list
from flask_babel import format_decimal, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.i18n import percent, plain_text
from core.settings import LANGUAGES
from surveys.waves.mode import Mode
from surveys.waves.plan import Attribute, Plan
from surveys.waves.reach.population_file import groups
from surveys.waves.reach.representation import Row

WORDS = {
    "population.group": _l("Please choose a group of this survey's plan."),
    "population.people": _l("Please write the number of people in digits."),
    "population.source": _l("Please say where this figure is from."),
}
FIELD_OF = {
    "population.group": "group",
    "population.people": "people",
    "population.source": "source",
}

MODE_WORDS = {
    Mode.WEB: _l("On the web"),
    Mode.PAPER: _l("On paper"),
    Mode.ASSISTED: _l("With a helper"),
    Mode.PHONE: _l("By phone"),
    Mode.IMPORTED: _l("From elsewhere"),
}

Cells = list[str]
"""One row of a table: the group, its figure, and what to make of it."""


def offered(plan: Plan) -> list[tuple[str, str]]:
    """Return the groups that a figure may be about, as options of the form."""
    named = {
        (breakdown.key, group.key): (breakdown.label, group.label)
        for breakdown in plan.breakdowns
        for group in breakdown.groups
    }
    return [
        (f"{breakdown}/{group}", ": ".join(map(plain_text, named[breakdown, group])))
        for breakdown, group in groups(plan)
    ]


def ratio_tables(plan: Plan, body: Mapping[str, Any]) -> list[tuple[str, list[Cells]]]:
    """Return each breakdown's name and rows, ratios in words beside the figure."""
    known = {each.key: each for each in plan.breakdowns}
    tables = []
    for key, rows in body["ratios"].items():
        names = {each.key: plain_text(each.label) for each in known[key].groups}
        cells = [
            [_together([names[group] for group in row.groups]), *_ratio_cells(row)]
            for row in _read(rows)
        ]
        tables.append((plain_text(known[key].label), cells))
    return tables


def share_rows(body: Mapping[str, Any], attribute: Attribute) -> list[Cells]:
    """Return how many of all came in each language, or in each way."""
    return [
        [
            _together([_attribute_name(group) for group in row.groups]),
            percent(Decimal(row.figure)),
        ]
        for row in _read(body["shares"][attribute])
    ]


def _read(rows: Sequence[Mapping[str, Any]]) -> list[Row]:
    return [Row(tuple(row["groups"]), row["figure"]) for row in rows]


def _ratio_cells(row: Row) -> Cells:
    words = _("Under-reached") if row.is_under_reached else _("Reached")
    return [str(format_decimal(Decimal(row.figure), "0.00")), words]


def _together(names: Sequence[str]) -> str:
    return format_list(list(names), locale=get_locale())


def _attribute_name(key: str) -> str:
    if key in set(Mode):
        return str(MODE_WORDS[Mode(key)])
    return LANGUAGES.get(key, key)
