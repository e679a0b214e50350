"""Real forms that nobody here wrote: they lie beside the checkout, where they do."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "xlsforms"


def real_form(name: str) -> Path:
    """Return the file of a form; a test that it is not there for is skipped."""
    file = FOLDER / f"{name}.xlsx"
    if not file.exists():
        pytest.skip(f"shared/data/xlsforms/{file.name} is not beside the checkout")
    return file
