"""R's example samples and what R computes from them, where they lie beside us."""

import csv
import json
from functools import cache
from pathlib import Path

import pytest

from surveys.findings.estimation.design import Design

ROOT = Path(__file__).parents[4]
FOLDER = ROOT.parent / "shared/data/r-survey"


def need_them():
    """Skip by name where the folder is missing, as in a fresh clone."""
    if not (FOLDER / "golden.json").exists():
        pytest.skip("shared/data/r-survey is not beside the checkout")


@cache
def golden():
    return json.loads((FOLDER / "golden.json").read_text())


@cache
def rows(sample):
    """The schools of a sample: "srs" or "strat"."""
    with (FOLDER / f"api{sample}.csv").open(newline="") as file:
        return tuple(csv.DictReader(file))


class Sample:
    """A sample under one of R's designs: its columns, and what it stands for."""

    def __init__(self, name):
        kind, _, rest = name.partition("_")
        self.rows = rows(kind)
        strata = self.codes("stype") if kind == "strat" else ()
        living = dict(zip(strata or [None] * 200, self.numbers("fpc"), strict=True))
        self.design = Design(
            tuple(self.numbers("pw")), strata, None if rest == "nofpc" else living
        )

    def numbers(self, column):
        return [float(row[column]) for row in self.rows]

    def codes(self, column):
        return tuple(row[column] for row in self.rows)

    def are(self, column, code):
        return [float(each == code) for each in self.codes(column)]
