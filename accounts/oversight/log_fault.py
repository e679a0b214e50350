"""What can be wrong with the public log, in one sentence each."""

from dataclasses import dataclass
from enum import StrEnum


class FaultCode(StrEnum):
    """What can be wrong with a log."""

    MISSING = "missing"
    CHANGED = "changed"
    MOVED = "moved"
    RANGE = "range"
    TRUNCATED = "truncated"
    UNSIGNED = "unsigned"
    SIGNATURE = "signature"
    CHECKPOINT = "checkpoint"
    SAVED_FOREIGN = "saved_foreign"
    SAVED_TRUNCATED = "saved_truncated"
    SAVED_FORK = "saved_fork"


SENTENCES = {
    FaultCode.MISSING: "Row {place} is missing.",
    FaultCode.CHANGED: "Row {place} is not what was signed: it was changed or dropped.",
    FaultCode.MOVED: "Row {place} is not what was signed: that stands at {other} now.",
    FaultCode.RANGE: "Among the rows {place} to {other}, signed together, one was "
    "changed, dropped or moved.",
    FaultCode.TRUNCATED: "The log ends before row {place}, but {other} rows were "
    "signed.",
    FaultCode.UNSIGNED: "The rows from {place} on were never signed.",
    FaultCode.SIGNATURE: "The checkpoint over {place} rows bears no signature of this "
    "log.",
    FaultCode.CHECKPOINT: "The checkpoint over {place} rows does not say what was "
    "signed.",
    FaultCode.SAVED_FOREIGN: "The saved checkpoint bears no signature of this log.",
    FaultCode.SAVED_TRUNCATED: "The log has {place} rows, but had {other} when the "
    "checkpoint was saved: its end was cut off.",
    FaultCode.SAVED_FORK: "The first {place} rows are not those of the saved "
    "checkpoint: the log was rewritten.",
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong; ``place`` is a row's place, or a number of rows."""

    code: FaultCode
    place: int
    other: int = 0

    def __str__(self) -> str:
        """Return it as a sentence."""
        return SENTENCES[self.code].format(place=self.place, other=self.other)
