"""The last run of the attack: when it was, and what it found."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from surveys.waves.privacy.finding import Finding

FILE = "privacy-selftest.json"


@dataclass(frozen=True)
class LastRun:
    """When the attack was last made, on how many answers, and what it found."""

    day: date
    people: int
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing that the program writes told more than chance."""
        return all(finding.holds or finding.remains for finding in self.findings)

    @property
    def leaves(self) -> bool:
        """Whether something else told more, or could not be looked at."""
        return any(f.remains and not f.holds for f in self.findings)


def table_of(findings: Sequence[Finding]) -> list[str]:
    """Return the report as lines of text."""
    width = max(len(finding.extractor) for finding in findings)
    return [
        f"{each.verdict:<4} {each.extractor:<{width}}  {each.found}"
        for each in findings
    ]


def write_run(instance: Path, run: LastRun) -> None:
    """Keep a run in the place of the one before."""
    found = [asdict(each) for each in run.findings]
    told = {"day": run.day.isoformat(), "people": run.people, "findings": found}
    (instance / FILE).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def read_run(instance: Path) -> LastRun | None:
    """Return the last run; None where there was none, or its file is spoilt."""
    try:
        told = json.loads((instance / FILE).read_text(encoding="utf-8"))
        found = tuple(Finding(**each) for each in told["findings"])
        return LastRun(date.fromisoformat(told["day"]), told["people"], found)
    except (OSError, ValueError, KeyError, TypeError):
        return None
