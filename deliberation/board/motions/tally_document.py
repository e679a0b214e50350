"""The frozen count of a closed ballot, as a plain document."""

from dataclasses import asdict
from typing import Any

from deliberation.board.motions.motion_rule import Tally
from deliberation.board.motions.quorum import Quorum


def tally_document(count: Tally) -> dict[str, Any]:
    """Return the frozen count of a motion as JSON."""
    return {
        "yes": count.yes,
        "no": count.no,
        "abstain": count.abstain,
        "recused": count.recused,
        "outcome": count.outcome.value,
        "quorum": quorum_document(count.quorum),
        "lived_experience_quorum": quorum_document(count.lived_experience_quorum),
    }


def quorum_document(quorum: Quorum) -> dict[str, Any]:
    """Return one quorum as JSON, with whether it is met."""
    return asdict(quorum) | {"met": quorum.met}
