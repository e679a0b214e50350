"""Who agreed to a version, and what its consent text is known by."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from surveys.instruments.body import checksum


@dataclass(frozen=True)
class Decision:
    """Who agreed: a board here by a motion, or somebody elsewhere.

    Attributes:
        by: the board's name in each language, or who decided elsewhere, in words.
        motion: the number of the motion here; empty where it was decided elsewhere.
    """

    by: Mapping[str, str]
    motion: str = ""


def decided_elsewhere(words: str, language: str) -> Decision:
    """Return a decision that was not made here, as an operator tells it."""
    return Decision({language: words.strip()})


def consent_checksum(body: Mapping[str, Any]) -> str:
    """Return what the consent text of a version is known by: its lines and its box."""
    consent = body["consent"]
    return checksum({"lines": consent["lines"], "agree": consent["agree"]})
