"""Real forms that nobody here wrote: they lie beside the checkout, where they do."""

from pathlib import Path

import pytest

from surveys.instruments.questionnaire import Instrument
from surveys.instruments.xlsform.reader import read
from tests.surveys.instruments.filled import filled

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "xlsforms"


def real_form(name: str) -> Path:
    """Return the file of a form; a test that it is not there for is skipped."""
    file = FOLDER / f"{name}.xlsx"
    if not file.exists():
        pytest.skip(f"shared/data/xlsforms/{file.name} is not beside the checkout")
    return file


def filled_form(name: str) -> Instrument:
    """Return the questions of a form as a community fields them."""
    file = real_form(name)
    return filled(read("xlsx", file.stem, "", file.read_bytes()).instrument)
