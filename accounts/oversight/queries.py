"""Every SELECT that the pages of the public log make."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, ScalarResult, func, select
from sqlalchemy.orm import Session

from accounts.oversight.log_check import Row, Seal
from core.audit import AuditCheckpoint, AuditEvent, occurred_at
from core.merkle import Tree, leaf_hash

ON_A_PAGE = 50
AT_ONCE = 1000


@dataclass(frozen=True)
class Act:
    """One row of the log for a page: its place, its text, and what the text says."""

    place: int
    leaf: str
    at: datetime
    action: str
    subject: str
    role: str


@dataclass(frozen=True)
class LogPage:
    """One page of the log, newest first, and the root that stands for all of it."""

    page: int
    size: int
    acts: list[Act]
    checkpoint: AuditCheckpoint | None

    @property
    def pages(self) -> int:
        """Return how many pages there are; an empty log has one."""
        return max(1, -(-self.size // ON_A_PAGE))


def log_page(session: Session, page: int) -> LogPage:
    """Return a page of the log, counted from 1; three statements."""
    total = size(session)
    below = total - (page - 1) * ON_A_PAGE
    shown = acts(session, below=below, most=ON_A_PAGE) if 0 < below <= total else []
    return LogPage(page, total, shown, latest_checkpoint(session))


def size(session: Session) -> int:
    """Return how many rows the log has; one statement."""
    last = session.scalar(select(func.max(AuditEvent.place)))
    return 0 if last is None else last + 1


def acts(session: Session, *, below: int, most: int) -> list[Act]:
    """Return at most ``most`` acts whose place is less than ``below``, newest first."""
    rows = session.execute(
        select(AuditEvent.place, AuditEvent.leaf)
        .where(AuditEvent.place < below, AuditEvent.place >= below - most)
        .order_by(AuditEvent.place.desc())
    )
    return [_act(place, leaf) for place, leaf in rows]


def _act(place: int, leaf: str) -> Act:
    facts: dict[str, Any] = json.loads(leaf)
    return Act(
        place,
        leaf,
        occurred_at(facts),
        facts["action"],
        facts["subject"],
        facts["role"],
    )


def leaves(session: Session, *, start: int, stop: int) -> ScalarResult[str]:
    """Return the rows' texts from ``start`` to before ``stop``; one statement."""
    return session.scalars(
        select(AuditEvent.leaf)
        .where(AuditEvent.place >= start, AuditEvent.place < stop)
        .order_by(AuditEvent.place)
    )


def leaf_lines(engine: Engine, *, start: int, stop: int) -> Iterator[str]:
    """Yield the rows' texts as lines, a thousand at a time.

    Each piece has a session of its own, so that a slow reader holds nothing open.
    """
    for first in range(start, stop, AT_ONCE):
        with Session(engine) as session:
            found = leaves(session, start=first, stop=min(first + AT_ONCE, stop))
            lines = "".join(f"{leaf}\n" for leaf in found)
        yield lines


def tree(session: Session, *, stop: int) -> Tree:
    """Return the tree over the first ``stop`` rows; reads them all."""
    return Tree.of(
        [leaf_hash(leaf.encode()) for leaf in leaves(session, start=0, stop=stop)]
    )


def rows(session: Session) -> list[Row]:
    """Return every row as it is stored, by place."""
    found = session.execute(
        select(AuditEvent.place, AuditEvent.leaf).order_by(AuditEvent.place)
    )
    return [Row(place, leaf) for place, leaf in found]


def latest_checkpoint(session: Session) -> AuditCheckpoint | None:
    """Return the signed checkpoint over the most rows; one statement."""
    return session.scalar(
        select(AuditCheckpoint).order_by(AuditCheckpoint.size.desc()).limit(1)
    )


def seals(session: Session) -> list[Seal]:
    """Return every stored checkpoint, by size."""
    found = session.execute(
        select(
            AuditCheckpoint.size,
            AuditCheckpoint.root,
            AuditCheckpoint.note,
            AuditCheckpoint.frontier,
        ).order_by(AuditCheckpoint.size)
    )
    return [Seal(*row) for row in found]
