"""The audit log: acts of governance, appended to a Merkle log and never edited.

A leaf is the canonical JSON of public facts only: what was done to which thing
in which role; never a person, never a post's text, never an answer
(docs/privacy.md). ``record`` writes in the transaction of the act itself: both
stand, or neither. Each commit that appended leaves also appends one signed
checkpoint.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import ForeignKey, LargeBinary, String, Text, event, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.clock import now
from core.db import Base
from core.frontier import Frontier
from core.merkle import leaf_hash

# One number for the advisory lock that lets one writer append at a time.
_APPEND_LOCK = 6962


class Signer(Protocol):
    """Whoever puts the instance's name under a root (``core.checkpoint``)."""

    def note(self, size: int, root: bytes) -> str:
        """Return the signed checkpoint over the first ``size`` leaves."""


class AuditEvent(Base):
    """One act of governance: a leaf of the log, with its public facts as JSON."""

    __tablename__ = "audit_event"

    # The place in the log, from 0, without a gap.
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    leaf: Mapped[str] = mapped_column(Text)
    # Who did it: for the auditor only, not in the leaf, gone when the member leaves.
    actor_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL")
    )


class AuditCheckpoint(Base):
    """The signed root over the first ``size`` leaves."""

    __tablename__ = "audit_checkpoint"

    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    root: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text)
    # The hashes of the complete subtrees, so that the next leaf costs O(log n).
    frontier: Mapped[bytes] = mapped_column(LargeBinary)


def canonical(facts: Mapping[str, Any]) -> str:
    """Return the one JSON text of some facts: sorted keys, no spaces, UTF-8."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def record(
    session: Session,
    action: str,
    subject: str,
    *,
    role: str,
    actor_id: int | None = None,
    **facts: object,
) -> None:
    """Append an act to the log, in the transaction that does it.

    Args:
        session: the act's own session.
        action: what was done, as ``room.verb``: ``"wave.freeze"``.
        subject: to which thing, as ``kind:slug``: ``"wave:osmi-2014"``.
        role: in which role (``accounts.rules.Role``), or ``"operator"`` for a command.
        actor_id: who, kept beside the leaf for the auditor; not public.
        facts: further public facts, JSON-able; no person and no free text of one.
    """
    _lock(session)
    last = session.scalar(select(func.max(AuditEvent.place)))
    place = 0 if last is None else last + 1
    leaf = canonical(
        {
            "at": now().isoformat(timespec="seconds"),
            "action": action,
            "subject": subject,
            "role": role,
            **facts,
        }
    )
    session.add(AuditEvent(place=place, leaf=leaf, actor_id=actor_id))
    session.flush()


def sign_on_commit(session_factory: Any, signer_of_now: Callable[[], Signer]) -> None:
    """Let every commit that appended leaves append one signed checkpoint too.

    To be called once a process; ``signer_of_now`` is asked at each such commit.
    """

    @event.listens_for(session_factory, "before_commit")
    def _seal(session: Session) -> None:
        session.flush()
        if session.info.pop("audit_locked", False):
            seal(session, signer_of_now())

    @event.listens_for(session_factory, "after_soft_rollback")
    def _forget(session: Session, _transaction: object) -> None:
        session.info.pop("audit_locked", None)


def seal(session: Session, signer: Signer) -> None:
    """Append a signed checkpoint over all leaves, if any is not covered yet."""
    last = session.scalar(
        select(AuditCheckpoint).order_by(AuditCheckpoint.size.desc()).limit(1)
    )
    frontier = _frontier(last)
    leaves = session.scalars(
        select(AuditEvent.leaf)
        .where(AuditEvent.place >= frontier.size)
        .order_by(AuditEvent.place)
    )
    for leaf in leaves:
        frontier = frontier.append(leaf_hash(leaf.encode()))
    if last is not None and frontier.size == last.size:
        return
    root = frontier.root()
    session.add(
        AuditCheckpoint(
            size=frontier.size,
            root=root.hex(),
            note=signer.note(frontier.size, root),
            frontier=frontier.to_bytes(),
        )
    )
    session.flush()


def occurred_at(leaf: Mapping[str, Any]) -> datetime:
    """Return when a leaf's act happened."""
    return datetime.fromisoformat(leaf["at"])


def _frontier(last: AuditCheckpoint | None) -> Frontier:
    if last is None:
        return Frontier()
    return Frontier.from_bytes(last.frontier, last.size)


def _lock(session: Session) -> None:
    """Let one transaction append at a time; SQLite's write lock does it there."""
    if session.info.get("audit_locked"):
        return
    session.info["audit_locked"] = True
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _APPEND_LOCK})
