"""What a closed round leaves behind, as a plain document."""

from collections.abc import Mapping, Sequence
from typing import Any

from deliberation.board.ratings.rating_rule import (
    PanelResult,
    classify,
    distribution,
    may_show_distribution,
)


def round_outcome(ratings: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    """Return what a round said, by item key; an item that nobody rated is None.

    The bars and the counts by region are kept from eight raters on only: among
    fewer they would point at somebody.
    """
    return {
        key: item_outcome(values) if values else None for key, values in ratings.items()
    }


def item_outcome(ratings: Sequence[int]) -> dict[str, Any]:
    """Return what the panel said of one item, as JSON."""
    result = classify(ratings)
    outcome: dict[str, Any] = {
        "raters": result.raters,
        "median": float(result.median),
        "verdict": result.verdict.value,
        "disagreement": result.disagreement,
        "agreement": result.agreement,
        "ipr": float(result.ipr),
        "ipras": float(result.ipras),
        "ipras_disagreement": result.ipras_disagreement,
        "consensus": result.consensus.value,
        "small_panel": result.small_panel,
    }
    if may_show_distribution(result.raters):
        outcome |= _bars(result, ratings)
    return outcome


def _bars(result: PanelResult, ratings: Sequence[int]) -> dict[str, Any]:
    return {
        "low": result.low,
        "middle": result.middle,
        "high": result.high,
        "distribution": list(distribution(ratings)),
    }
