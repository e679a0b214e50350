"""What is done to a codebook: entries are added, changed and taken out, never lost.

Functions add and flush; the view commits.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from core.db import rows_changed
from core.errors import Conflict
from surveys.findings.coding.codebook.entry import PARTS, Entry, with_words
from surveys.findings.coding.codebook.starter import starter
from surveys.findings.coding.models import CodeEntry, CodingSet
from surveys.findings.coding.queries import codebook, versions_of
from surveys.findings.coding.service import record_coding
from surveys.findings.coding.stages import SetState
from surveys.instruments.editing.drafting import proposed_key

OPEN_TO_CHANGE = frozenset({SetState.CODEBOOK, SetState.JOINT})
"""Not while somebody codes: both are to go by the same words."""


def write_entry(
    session: Session,
    found: CodingSet,
    typed: Mapping[str, str],
    *,
    language: str,
    key: str = "",
    seen: int = 0,
) -> CodeEntry:
    """Write a new entry or a new version of one, in one language.

    Args:
        session: of the caller, who commits and logs (``record_change``).
        found: the set whose codebook it is.
        typed: words by part of an entry (``codebook.entry.PARTS``).
        language: of the words; those in other languages stay.
        key: of the entry that is changed; empty for a new one.
        seen: the version that was changed, as its page showed it.

    Raises:
        Conflict: somebody codes by this codebook now, or changed the entry meanwhile.
        Invalid: a name or a definition lacks, or something is too long.
        NotFound: there is no entry with this key.
    """
    version = _next_version(session, found)
    if not key:
        parts = with_words({}, typed, language)
        known = {each.key for each in codebook(session, found.id, retired=True)}
        key = proposed_key(parts["name"][language], known, otherwise="code")
        return _write(session, found, key, version, parts)
    before = versions_of(session, found.id, key)[0]
    if before.version != seen:
        raise Conflict("codebook.entry_changed")
    parts = with_words(_parts(before), typed, language)
    return _write(session, found, key, version, parts)


def retire_entry(session: Session, found: CodingSet, key: str, seen: int) -> CodeEntry:
    """Take an entry out of use; its words stay with the codings that were made by it.

    Raises:
        Conflict: as for ``write_entry``.
        NotFound: there is no entry with this key.
    """
    version = _next_version(session, found)
    before = versions_of(session, found.id, key)[0]
    if before.version != seen:
        raise Conflict("codebook.entry_changed")
    return _write(session, found, key, version, {**_parts(before), "retired": True})


def take_starter(session: Session, found: CodingSet) -> int:
    """Add the entries to start from that the codebook never had; return how many.

    Raises:
        Conflict: somebody codes by this codebook now.
    """
    return take_entries(session, found, starter())


def take_entries(session: Session, found: CodingSet, entries: Iterable[Entry]) -> int:
    """Add entries from elsewhere that the codebook never had; return how many.

    Raises:
        Conflict: somebody codes by this codebook now.
    """
    version = _next_version(session, found)
    known = {each.key for each in codebook(session, found.id, retired=True)}
    new = [each for each in entries if each.key not in known]
    for each in new:
        parts = {part: dict(getattr(each, part)) for part in PARTS}
        _write(session, found, each.key, version, parts)
    return len(new)


def record_change(
    session: Session, found: CodingSet, *, role: str, actor_id: int | None = None
) -> None:
    """Log that a codebook has a new version; not what it says."""
    record_coding(
        *(session, found, "codebook.change"),
        role=role,
        actor_id=actor_id,
        version=found.codebook_version,
    )


def _next_version(session: Session, found: CodingSet) -> int:
    """Raise the version, so that two who change at once come one after the other."""
    raised = rows_changed(
        session,
        update(CodingSet)
        .where(CodingSet.id == found.id, CodingSet.state.in_(OPEN_TO_CHANGE))
        .values(codebook_version=CodingSet.codebook_version + 1)
        .execution_options(synchronize_session=False),
    )
    if not raised:
        raise Conflict("codebook.in_use")
    session.refresh(found, ["codebook_version", "state"])
    return found.codebook_version


def _parts(entry: CodeEntry) -> dict[str, Any]:
    return {part: getattr(entry, part) for part in PARTS}


def _write(
    session: Session,
    found: CodingSet,
    key: str,
    version: int,
    parts: Mapping[str, Any],
) -> CodeEntry:
    entry = CodeEntry(coding_set_id=found.id, key=key, version=version, **parts)
    session.add(entry)
    session.flush()
    return entry
