"""What is done with answers: frozen once, published with a method statement.

Functions add and flush; the view commits.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core import audit
from core.clock import now
from core.errors import Conflict, Invalid
from surveys.findings import method_statement
from surveys.findings.alike import Likeness, banded
from surveys.findings.audit.bounds import has_solver
from surveys.findings.audit.hiding import NotSafe, audited
from surveys.findings.from_counts import tabulation_of
from surveys.findings.models import FrozenResult, Release
from surveys.findings.release import FrozenTable, checksum, frozen_tables, summary_of
from surveys.findings.tabulate import Tabulation, counted, tabulate
from surveys.instruments.kinds import NUMBERS, SELECTS
from surveys.instruments.queries import instrument_of
from surveys.waves.anonymity import Anonymity
from surveys.waves.counting.queries import counts_of
from surveys.waves.double_entry.queries import agreed_share
from surveys.waves.models import Response, Wave, WaveState
from surveys.waves.plan import Plan
from surveys.waves.queries import plan_of_wave
from surveys.waves.service import close_wave

READ_AT_ONCE = 2_000

Watch = Callable[[Iterable[Any]], Iterable[Any]]
"""Looks on while rows are read: a progress bar, or nothing."""


def freeze_wave(
    session: Session,
    wave: Wave,
    *,
    role: str,
    actor_id: int | None = None,
    watch: Watch = iter,
) -> Release:
    """Close a wave, count its declared tables once, and keep what passes the gate.

    Args:
        session: of the caller, who commits.
        wave: loaded with its version; open or closed.
        role: of who does it, for the log.
        actor_id: who, for the auditor.
        watch: sees each response go by, not what is in it.

    Raises:
        Conflict: it was frozen before, or never opened.
    """
    if wave.state == WaveState.OPEN:
        close_wave(session, wave, role=role, actor_id=actor_id)
    if wave.state != WaveState.CLOSED:
        raise Conflict(f"wave.is_{wave.state}", slug=wave.slug)
    typed_twice = agreed_share(session, wave.id)
    made = _made(*_counted(session, wave, watch), plan_of_wave(wave), typed_twice)
    made.wave_id = wave.id
    _keep(session, wave, made)
    audit.record(
        session,
        "wave.freeze",
        f"wave:{wave.slug}",
        role=role,
        actor_id=actor_id,
        release=made.number,
        checksum=made.checksum,
    )
    return made


def _made(
    tabulation: Tabulation, likeness: Likeness, plan: Plan, typed_twice: str | None
) -> Release:
    """Return the release of a wave: every declared table, through the gate."""
    summary = summary_of(tabulation, plan)
    found = {"alike": likeness.alike(), "compared": likeness.compared}
    summary |= {name: banded(people) for name, people in found.items()}
    if typed_twice is not None:
        summary["typed_twice"] = typed_twice
    summary, tables = _audited(
        summary, list(frozen_tables(tabulation, plan)), tabulation, plan
    )
    results = [
        FrozenResult(
            position=position,
            item_key=table.item_key,
            item_version=table.item_version,
            breakdown=table.breakdown,
            body=table.body,
            checksum=table.checksum,
        )
        for position, table in enumerate(tables)
    ]
    return Release(
        number=1,
        frozen_at=now(),
        summary=summary,
        results=results,
        checksum=release_checksum(summary, (each.checksum for each in results)),
    )


def _audited(
    summary: dict[str, Any],
    tables: list[FrozenTable],
    tabulation: Tabulation,
    plan: Plan,
) -> tuple[dict[str, Any], Sequence[FrozenTable]]:
    """Return what stands the joint audit; nothing is ever frozen without it.

    Raises:
        Conflict: there is no solver to audit with, or nothing can be published.
    """
    if not has_solver():
        raise Conflict("release.no_solver")
    try:
        found = audited((summary, tables), tabulation, plan)
    except NotSafe as error:
        raise Conflict("release.not_safe") from error
    return dict(found.summary), found.tables


def publish_release(
    session: Session, release: Release, *, role: str, actor_id: int | None = None
) -> None:
    """Publish frozen results together with how they were made.

    Args:
        session: of the caller, who commits.
        release: loaded with its wave.
        role: of who does it, for the log.
        actor_id: who, for the auditor.

    Raises:
        Conflict: it is public already.
        Invalid: the method statement is not complete; the facts name the items.
    """
    statement = method_of(release)
    lacking = method_statement.lacking(statement)
    if lacking:
        raise Invalid("release.method_incomplete", items=", ".join(lacking))
    published = session.execute(
        update(Release)
        .where(Release.id == release.id, Release.published_at.is_(None))
        .values(published_at=now(), method_statement=statement)
        .execution_options(synchronize_session=False)
    )
    session.refresh(release, ["published_at", "method_statement"])
    if not published.rowcount:  # type: ignore[attr-defined]  # an UPDATE has one
        raise Conflict("release.published")
    audit.record(
        session,
        "release.publish",
        f"wave:{release.wave.slug}",
        role=role,
        actor_id=actor_id,
        release=release.number,
        checksum=release.checksum,
        method=checksum(statement),
    )


def write_method(
    session: Session,
    release: Release,
    said: Mapping[str, str],
    *,
    language: str,
    role: str,
    actor_id: int | None = None,
) -> None:
    """Keep what the publisher says of the method, in one language, until it is public.

    Args:
        session: of the caller, who commits.
        release: loaded with its wave.
        said: words by item of the method statement; an empty text takes them away.
        language: of the words; those in other languages stay.
        role: of who does it, for the log.
        actor_id: who, for the auditor.

    Raises:
        Conflict: the release is public already.
    """
    if release.published_at is not None:
        raise Conflict("release.published")
    method = {item: dict(words) for item, words in release.wave.method.items()}
    for item, words in said.items():
        method.setdefault(item, {})[language] = words
        if not words:
            del method[item][language]
    release.wave.method = method
    session.flush()
    audit.record(
        session,
        "release.write_method",
        f"wave:{release.wave.slug}",
        role=role,
        actor_id=actor_id,
        method=checksum(method),
    )


def method_of(release: Release) -> dict[str, Any]:
    """Return the method statement of a release as it would be published now."""
    return method_statement.statement(
        release.wave.method,
        opens_on=release.wave.opens_on,
        closes_on=release.wave.closes_on,
        summary=release.summary,
        instrument_checksum=release.wave.version.checksum,
    )


def release_checksum(summary: Mapping[str, Any], checksums: Iterable[str]) -> str:
    """Return the one checksum of a release: over its summary and its results'."""
    return checksum({"summary": summary, "results": list(checksums)})


def _counted(session: Session, wave: Wave, watch: Watch) -> tuple[Tabulation, Likeness]:
    """Read the answers of a wave once, in the order of their random keys.

    Where none were kept, its counts: there nothing can be compared.
    """
    instrument, plan = instrument_of(wave.version), plan_of_wave(wave)
    likeness = Likeness(
        item.key for item in instrument.unrolled if item.kind in SELECTS | NUMBERS
    )
    if wave.anonymity == Anonymity.COUNTERS:
        return tabulation_of(counts_of(session, wave), instrument, plan), likeness
    rows: Iterator[Any] = session.execute(
        select(Response.answers, Response.language, Response.mode)
        .where(Response.wave_id == wave.id)
        .order_by(Response.id),
        execution_options={"yield_per": READ_AT_ONCE},
    )
    read = counted(likeness.watch(watch(rows)))
    return tabulate(read, instrument, plan), likeness


def _keep(session: Session, wave: Wave, made: Release) -> None:
    """Store a release; the UNIQUE number of a wave's release settles a race."""
    slug = wave.slug  # not to be read after a flush that failed
    moved = session.execute(
        update(Wave)
        .where(Wave.id == wave.id, Wave.state == WaveState.CLOSED)
        .values(state=WaveState.FROZEN)
        .execution_options(synchronize_session=False)
    )
    session.refresh(wave, ["state"])
    if not moved.rowcount:  # type: ignore[attr-defined]  # an UPDATE has one
        raise Conflict(f"wave.is_{wave.state}", slug=slug)
    session.add(made)
    try:
        session.flush()
    except IntegrityError as error:
        raise Conflict("wave.is_frozen", slug=slug) from error
