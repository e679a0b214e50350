"""What a phone has to know of an instrument to ask it without asking the server.

Only rules, no words: those stand in the page. ``static/survey/engine.js`` reads it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from surveys.instruments.items import Item
from surveys.instruments.kinds import Kind
from surveys.instruments.options import Option
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.texts import EPOCH

Outline = dict[str, Any]


def outline(instrument: Instrument, today: date) -> Outline:
    """Return an instrument's rules as JSON, items in the order asked.

    ``order`` has the keys so that each comes after those that decide about it. A
    score is worked out when results are made: no phone knows of it.
    """
    return {
        "today": (today - EPOCH).days,
        "rounds": {key: list(keys) for key, keys in instrument.rounds.items()},
        "order": [i.key for i in instrument.in_order_of_need if not i.score_of],
        "items": [_item(item) for item in instrument.unrolled if not item.score_of],
    }


def _item(item: Item) -> Mapping[str, Any]:
    said = {
        "key": item.key,
        "kind": item.kind.value,
        "options": [_option(item, option) for option in item.options],
        "condition": item.condition,
        "constraint": item.constraint,
        "filter": item.choice_filter,
        "calculation": item.calculation,
        "precision": item.precision.value if item.kind is Kind.DATE else None,
        "at_most": item.at_most,
        "minimum": item.minimum,
        "maximum": item.maximum,
        "required": item.required or None,
        "default": None if item.default is None else True,
    }
    return {name: value for name, value in said.items() if value not in (None, [])}


def _option(item: Item, option: Option) -> Mapping[str, Any]:
    said: dict[str, Any] = {"key": option.key}
    if option.key in item.alone:
        said["alone"] = True
    if item.choice_filter is not None and option.attributes:
        said["attributes"] = dict(option.attributes)
    return said
