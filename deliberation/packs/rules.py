"""The rules by which this program decides and protects, as a pack tells them.

A pack never sets a rule anywhere: it says by which rules its lessons were learned.
"""

from collections.abc import Iterator

from core.disclosure import SENSITIVE, STANDARD
from deliberation.benchmarks.shares import FEWEST_FOR_TEST, FEWEST_PEOPLE
from deliberation.benchmarks.targets import TargetMethod
from deliberation.board.motions.motion_rule import BALLOT_OPEN
from deliberation.board.ratings.rating_rule import (
    DELPHI_CONSENSUS,
    DELPHI_OPPOSED,
    REGION,
)
from deliberation.packs.contents import Rules
from surveys.findings.coding.agreement import LEAST_KAPPA, LEAST_PABAK
from surveys.findings.coding.drawing import FEWEST_TWICE
from surveys.findings.embargo import LEAST_DAYS
from surveys.waves.plan import CROSSING_FROM


def rules_here() -> Rules:
    """Return the thresholds of this program by name."""
    return {
        "smallest_group": STANDARD.base,
        "smallest_answer": STANDARD.cell,
        "smallest_group_of_sensitive": SENSITIVE.base,
        "smallest_answer_of_sensitive": SENSITIVE.cell,
        "two_breakdowns_from": CROSSING_FROM,
        "embargo_days": LEAST_DAYS,
        "texts_read_twice": FEWEST_TWICE,
        "least_kappa": float(LEAST_KAPPA),
        "least_pabak": float(LEAST_PABAK),
        "rating_region": REGION,
        "delphi_consensus": float(DELPHI_CONSENSUS),
        "delphi_opposed": float(DELPHI_OPPOSED),
        "ballot_hours": int(BALLOT_OPEN.total_seconds()) // 3600,
        "benchmark_fewest_people": FEWEST_PEOPLE,
        "benchmark_fewest_for_test": FEWEST_FOR_TEST,
        "target_methods": " ".join(TargetMethod),
    }


def other_rules(theirs: Rules, ours: Rules) -> Iterator[tuple[str, object, object]]:
    """Yield the rules that are others there, by name: theirs, and ours or None."""
    for name in sorted(theirs):
        if theirs[name] != ours.get(name):
            yield name, theirs[name], ours.get(name)
