"""The themes of one question as a document: what is published, and nothing else.

A report is a JSON document::

    {"item": {"key", "label": {lang: text}},
     "answers": n | null, "in_none": n | null, "coders": 2, "read_twice": n,
     "themes": [{"key", "name": {lang: text}, "definition": {...}, "missed": {...},
                 "codes": [keys], "answers": n | null,
                 "agreement": {"at_least": 0..1, "label": word | ""}}]}

Themes stand in the order of their numbers, hidden ones last. Agreement is given as a
word and in steps of five percent: the exact figures would tell how many answers of
the sample bear a rare code.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from surveys.findings.coding.agreement import Agreement
from surveys.findings.coding.themes.theme_gate import ThemeCounts

STEP = Fraction(1, 20)
CODERS = 2


@dataclass(frozen=True)
class Named:
    """A theme in words, with the codes that make it up."""

    key: str
    name: Mapping[str, str]
    definition: Mapping[str, str]
    missed: Mapping[str, str]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """The question that was answered in people's own words."""

    key: str
    label: Mapping[str, str]


def report_of(
    asked: Asked,
    themes: Sequence[Named],
    shown: ThemeCounts,
    agreed: Mapping[str, Agreement],
    read_twice: int,
) -> dict[str, Any]:
    """Return the document of some themes with what may be told of them."""
    told = [
        {
            "key": each.key,
            "name": dict(each.name),
            "definition": dict(each.definition),
            "missed": dict(each.missed),
            "codes": sorted(each.codes),
            "answers": shown.by_theme[each.key],
            "agreement": _told(agreed.get(each.key)),
        }
        for each in themes
    ]
    return {
        "item": {"key": asked.key, "label": dict(asked.label)},
        "answers": shown.answers,
        "in_none": shown.in_none,
        "coders": CODERS,
        "read_twice": read_twice,
        "themes": sorted(told, key=_number, reverse=True),
    }


def _number(theme: Mapping[str, Any]) -> int:
    return -1 if theme["answers"] is None else int(theme["answers"])


def _told(agreement: Agreement | None) -> dict[str, Any] | None:
    """Return the agreement on a theme as it may be told."""
    if agreement is None:
        return None
    steps = agreement.observed // STEP
    is_rare = agreement.label is None or (
        agreement.passes and agreement.label.value in {"talk", "moderate"}
    )
    return {
        "at_least": float(steps * STEP),
        "label": "" if is_rare or agreement.label is None else agreement.label.value,
    }
