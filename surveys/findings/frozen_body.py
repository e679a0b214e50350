"""A frozen body as all who read one know it; ``surveys.findings.release`` writes it."""

from collections.abc import Mapping
from typing import Any

Body = Mapping[str, Any]
"""The body of a frozen result; ``surveys.findings.release`` says what is in it."""

EVERYBODY = ""
"""The key of the row of everybody together."""

REST = "+"
"""The key of the row of what the hidden groups hold together: a sum, and no group."""

DIGITS = 6
"""How many digits a published share, range or figure has."""
