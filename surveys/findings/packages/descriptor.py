"""The file ``datapackage.json``: what each file of a package holds, column by column.

Source: Frictionless Data, *Data Package*, version 1 (specs.frictionlessdata.io).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from surveys.findings import export
from surveys.findings.equity.gap import GapLabel
from surveys.findings.packages import codebook, figure_rows, method_rows
from surveys.findings.packages.contents import LICENCE, PlainRelease

Field = dict[str, Any]

SHARE = {"minimum": 0, "maximum": 1}
BOUNDS = ["about", "at_least", "at_most"]
TYPES: Mapping[str, Field] = {
    "question_version": {"type": "integer"},
    "people": {"type": "integer", "constraints": {"minimum": 0}},
    "people_in_group": {"type": "integer", "constraints": {"minimum": 0}},
    "share": {"type": "number", "constraints": SHARE},
    "range_low": {"type": "number", "constraints": SHARE},
    "range_high": {"type": "number", "constraints": SHARE},
    "share_of": {"type": "string", "constraints": {"enum": ["answered", "asked"]}},
    "missing": {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    "figure": {"type": "string", "constraints": {"enum": list(figure_rows.FIGURES)}},
    "value": {"type": "number"},
    "bound": {"type": "string", "constraints": {"enum": BOUNDS}},
    "low": {"type": "number"},
    "high": {"type": "number"},
    "base": {"type": "integer", "constraints": {"minimum": 0}},
    "p": {"type": "number", "constraints": SHARE},
    "p_adjusted": {"type": "number", "constraints": SHARE},
    "label": {"type": "string", "constraints": {"enum": [*map(str, GapLabel)]}},
    "tests": {"type": "integer", "constraints": {"minimum": 1}},
    "lowest": {"type": "integer"},
    "highest": {"type": "integer"},
    "above": {"type": "number"},
    "up_to": {"type": "number"},
}
TOLD = {
    "people": "People who gave this answer; empty where not shown.",
    "people_in_group": "People of the group who were asked; empty where not shown.",
    "share_of": "Whom shares are of: those who answered, or all who were asked.",
    "share": "From 0 to 1.",
    "range_low": "Wilson interval at 95 %, lower end. Nobody was drawn by chance.",
    "range_high": "Wilson interval at 95 %, upper end. Nobody was drawn by chance.",
    "not_shown": "Why a number is not shown: group, answers, rare or nothing.",
    "group_key": "Empty: everybody. '+: all groups that are not shown, together.",
    "figure": "What the line says; codebook.xml has each in words.",
    "value": "Shares and gaps from 0 to 1; the index of disparity in percent.",
    "bound": "Of a number in bands: about so much, at least or at most.",
    "low": "Lower end of the interval at 95 %. Nobody was drawn by chance.",
    "high": "Upper end of the interval at 95 %. Nobody was drawn by chance.",
    "base": "People, or ticks, that the figure is of.",
    "compared_with": "The group that this one is compared with.",
    "since": "Of a change: the earlier survey that this one is compared with.",
    "p_adjusted": "Corrected for all tests of the table.",
    "tests": "How many tests the correction is for.",
    "standing": "declared: planned before anybody answered; exploratory: a search.",
    "label": "What the change of a gap is called: codebook.xml says what they mean.",
    "source": "Who counted the people that the figure is weighted to.",
    "not_given": "Why a figure is not given.",
    "above": "Of a score: it is above this number.",
    "up_to": "Of a score: it is at most this number.",
    "score_of": "Of a score: it is the mean of the answers to these questions.",
    "points": "Of a score: these answers count 1, 2 and so on.",
    "missing": "A declared non-answer, such as 'prefer not to say'.",
}


def descriptor(release: PlainRelease) -> dict[str, Any]:
    """Return the descriptor of a package with tables, codebook and method."""
    return {
        "profile": "tabular-data-package",
        "name": release.slug,
        "title": release.heading,
        "version": str(release.number),
        "created": release.frozen_at.isoformat(),
        "licenses": [LICENCE],
        **({"homepage": release.address} if release.address else {}),
        "checksum": release.checksum,
        "resources": [
            _resource("tables", "Every published table, one line a number",
                      export.COLUMNS),
            _resource("figures", "What follows from the tables, one line a figure",
                      figure_rows.COLUMNS),
            _resource("codebook", "The questions and their answers", codebook.COLUMNS),
            _resource("method", "How this was done", method_rows.COLUMNS),
        ],
    }  # fmt: skip


def _resource(name: str, title: str, columns: Iterable[str]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "title": title,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "schema": {
            "missingValues": [""],
            "fields": [_field(column) for column in columns],
        },
    }


def _field(name: str) -> Field:
    field = {"name": name, **TYPES.get(name, {"type": "string"})}
    return field | ({"description": TOLD[name]} if name in TOLD else {})
