"""The steps of making results, for whoever waits for them."""

from collections.abc import Callable
from enum import StrEnum


class Step(StrEnum):
    """What is being done, in this order."""

    READING = "reading"
    TABLES = "tables"
    AUDIT = "audit"


Watch = Callable[[Step, int, int], None]
"""Is told now and then which step it is, how much of it is done, and of how much."""


def nobody_watches(_step: Step, _done: int, _total: int) -> None:
    """Let it pass."""
