"""Whether a worker that took a job still has it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

LEASE = timedelta(minutes=10)
"""How long a worker may be silent: its database is busy, or its machine slept.

It says that it lives every other second, however long the work takes: the solver of
the audit lets the thread that says so have its turns.
"""


@dataclass(frozen=True)
class Holder:
    """A worker: its machine, and its process there."""

    machine: str
    process: int

    def __str__(self) -> str:
        """Return the words for the table."""
        return f"{self.machine}:{self.process}"


def still_held(
    holder: str,
    beat_at: datetime | None,
    *,
    asks: Holder,
    now: datetime,
    runs: Callable[[int], bool],
) -> bool:
    """Tell whether the worker of a job is at it.

    Args:
        holder: as it stands beside the job.
        beat_at: its last sign of life.
        asks: the worker who would take the job; it has none, or it would not ask.
        now: the present moment.
        runs: tells whether a process of this machine runs.
    """
    # A sign of life from far ahead is one of a clock that was wrong.
    if beat_at is None or abs(now - beat_at) > LEASE or holder == str(asks):
        return False
    machine, _, process = holder.rpartition(":")
    return machine != asks.machine or runs(int(process))
