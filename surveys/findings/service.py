"""What is done with answers: frozen once, published with a method statement.

Functions add and flush; the view commits.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core import audit
from core.clock import now, today
from core.constraints import flush_or
from core.db import Document, rows_changed
from core.errors import Conflict, Invalid
from surveys.findings import method_statement
from surveys.findings.alike import Likeness, banded
from surveys.findings.audit.published import Before
from surveys.findings.audit.seen import Seen, seen_of
from surveys.findings.audit.service import through_audit
from surveys.findings.coding.texts.service import move_open_texts
from surveys.findings.columns import blocks
from surveys.findings.correcting.changes import NO_CHANGES, Changes
from surveys.findings.correcting.queries import read_answers
from surveys.findings.embargo import LEAST_DAYS, is_long_enough, is_over
from surveys.findings.from_counts import tabulation_of
from surveys.findings.models import FrozenResult, Release
from surveys.findings.release import (
    FrozenTable,
    checksum,
    frozen_tables,
    summary_of,
)
from surveys.findings.steps import Step, Watch, nobody_watches
from surveys.findings.tabulate import Tabulation, Tabulator
from surveys.findings.weighting.queries import population_rows
from surveys.instruments.kinds import NUMBERS, SELECTS
from surveys.instruments.queries import instrument_of
from surveys.waves.anonymity import Anonymity
from surveys.waves.counting.queries import counts_of
from surveys.waves.double_entry.queries import agreed_share
from surveys.waves.models import Response, Wave, WaveState
from surveys.waves.plan import Plan
from surveys.waves.queries import plan_of_wave
from surveys.waves.reach.queries import shown
from surveys.waves.service import close_wave


def freeze_wave(
    session: Session,
    wave: Wave,
    *,
    role: str,
    actor_id: int | None = None,
    watch: Watch = nobody_watches,
) -> Release:
    """Close a wave, count its declared tables once, and keep what passes the gate.

    All in one transaction; where others wait for the lock, its three parts are called
    in a transaction each (``surveys.findings.freezing``).

    Args:
        session: of the caller, who commits.
        wave: loaded with its version; open or closed.
        role: of who does it, for the log.
        actor_id: who, for the auditor.
        watch: is told how far it is.

    Raises:
        Conflict: it was frozen before, or never opened.
    """
    close_for_results(session, wave, role=role, actor_id=actor_id)
    made = make_release(session, wave, watch)
    keep_release(session, wave, made, role=role, actor_id=actor_id)
    return made


def close_for_results(
    session: Session, wave: Wave, *, role: str, actor_id: int | None = None
) -> None:
    """Close a wave that is open: after that its answers never change.

    Raises:
        Conflict: it was frozen before, or never opened.
    """
    if wave.state == WaveState.OPEN:
        close_wave(session, wave, role=role, actor_id=actor_id)
    _must_be_closed(wave)


def make_release(
    session: Session, wave: Wave, watch: Watch = nobody_watches
) -> Release:
    """Count a closed wave and return its release; nothing is written.

    Raises:
        Conflict: it is not closed, or frozen before.
    """
    _must_be_closed(wave)
    beside = beside_of(session, wave)
    tabulation, likeness = counted(session, wave, watch)
    plan = plan_of_wave(wave)
    before = Before(seen=seen_at_desk(session, wave, plan))
    made = made_of(tabulation, likeness, plan, beside, watch, before)
    made.wave_id = wave.id
    return made


def keep_release(
    session: Session,
    wave: Wave,
    made: Release,
    *,
    role: str,
    actor_id: int | None = None,
) -> None:
    """Store what was made of a wave, and that it is frozen.

    Raises:
        Conflict: somebody else was quicker.
    """
    _keep(session, wave, made)
    move_open_texts(session, wave)
    audit.record(
        session,
        "wave.freeze",
        f"wave:{wave.slug}",
        role=role,
        actor_id=actor_id,
        release=made.number,
        checksum=made.checksum,
    )


def _must_be_closed(wave: Wave) -> None:
    if wave.state != WaveState.CLOSED:
        raise Conflict(f"wave.is_{wave.state}", slug=wave.slug)


def beside_of(session: Session, wave: Wave) -> dict[str, Any]:
    """Return what a release's summary keeps beside counts; None where there is none."""
    return {
        "typed_twice": agreed_share(session, wave.id),
        "populations": population_rows(session, wave.id) or None,
    }


def seen_at_desk(session: Session, wave: Wave, plan: Plan) -> Seen | None:
    """Return what the table of who is missing told while the wave was open."""
    table = shown(session, wave.id)
    return None if table is None else seen_of(table.people, table.body, plan)


def made_of(
    tabulation: Tabulation,
    likeness: Likeness,
    plan: Plan,
    beside: Mapping[str, Any],
    watch: Watch,
    before: Before,
) -> Release:
    """Return the release of a wave: every declared table, through gate and audit.

    ``beside`` is what else its summary keeps; what is None is left out. ``before``
    is what was told of the wave before this release.

    Raises:
        Conflict: there is no solver to audit with, or nothing can be published.
    """
    summary = summary_of(tabulation, plan)
    found = {"alike": likeness.alike(), "compared": likeness.compared}
    summary |= {name: banded(people) for name, people in found.items()}
    summary |= {name: kept for name, kept in beside.items() if kept is not None}
    tables = list(_watched(frozen_tables(tabulation, plan), plan, watch))
    summary, tables = through_audit(
        (summary, tables), tabulation, plan, before.releases, watch, before.seen
    )
    results = [_result(position, table) for position, table in enumerate(tables)]
    return Release(
        number=1,
        frozen_at=now(),
        summary=summary,
        results=results,
        checksum=release_checksum(summary, (each.checksum for each in results)),
    )


def _watched(
    tables: Iterable[FrozenTable], plan: Plan, watch: Watch
) -> Iterator[FrozenTable]:
    for number, table in enumerate(tables, 1):
        watch(Step.TABLES, number, len(plan.tables))
        yield table


def _result(position: int, table: FrozenTable) -> FrozenResult:
    return FrozenResult(
        position=position,
        item_key=table.item_key,
        item_version=table.item_version,
        breakdown=table.breakdown,
        body=table.body,
        checksum=table.checksum,
    )


def publish_release(
    session: Session,
    release: Release,
    *,
    role: str,
    actor_id: int | None = None,
    embargo_until: date | None = None,
) -> None:
    """Publish frozen results together with how they were made.

    Args:
        session: of the caller, who commits.
        release: loaded with its wave.
        role: of who does it, for the log.
        actor_id: who, for the auditor.
        embargo_until: until when members read it, and nobody else.

    Raises:
        Conflict: it is public already.
        Invalid: the method statement is not complete, the facts name the items; or
            the embargo is shorter than the member check.
    """
    statement = method_of(release)
    until = _embargo(session, release, embargo_until)
    lacking = method_statement.lacking(statement)
    if lacking:
        raise Invalid("release.method_incomplete", items=", ".join(lacking))
    _publish(session, release, statement, until)
    audit.record(
        session,
        "release.publish",
        f"wave:{release.wave.slug}",
        role=role,
        actor_id=actor_id,
        release=release.number,
        checksum=release.checksum,
        method=checksum(statement),
        **({} if until is None else {"public_from": until.isoformat()}),
    )


def _publish(
    session: Session, release: Release, statement: Document, until: date | None
) -> None:
    """Let a release out; of two who try, one does."""
    published = rows_changed(
        session,
        update(Release)
        .where(Release.id == release.id, Release.published_at.is_(None))
        .values(
            published_at=now(),
            method_statement=statement,
            embargo_until=until,
        )
        .execution_options(synchronize_session=False),
    )
    session.refresh(release, ["published_at", "method_statement", "embargo_until"])
    if not published:
        raise Conflict("release.published")


def _embargo(session: Session, release: Release, wanted: date | None) -> date | None:
    """Return until when members read a release first.

    A correction ends no embargo of what it corrects.

    Raises:
        Invalid: what is wanted is shorter than the member check.
    """
    if wanted is not None and not is_long_enough(wanted, today()):
        raise Invalid("release.embargo_short", days=LEAST_DAYS)
    earlier = session.scalar(
        select(func.max(Release.embargo_until)).where(
            Release.wave_id == release.wave_id, Release.number < release.number
        )
    )
    running = [] if is_over(earlier, today()) else [earlier]
    return max((day for day in (wanted, *running) if day), default=None)


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


def counted(
    session: Session, wave: Wave, watch: Watch, changes: Changes = NO_CHANGES
) -> tuple[Tabulation, Likeness]:
    """Read the answers of a wave once, in the order of their random keys.

    Where none were kept, its counts: there nothing can be compared. ``changes`` are
    those of a correction.
    """
    instrument, plan = instrument_of(wave.version), plan_of_wave(wave)
    closed = [item for item in instrument.unrolled if item.kind in SELECTS | NUMBERS]
    likeness = Likeness(
        (item.key for item in closed),
        numbers=(item.key for item in closed if item.kind in NUMBERS),
    )
    if wave.anonymity == Anonymity.COUNTERS:
        return tabulation_of(counts_of(session, wave), instrument, plan), likeness
    of_wave = Response.wave_id == wave.id
    total = session.scalar(select(func.count()).where(of_wave)) or 0
    tabulator, done = Tabulator(instrument, plan), 0
    rows = read_answers(session, wave.id, changes)
    for block in blocks(rows, tabulator.keys | likeness.keys):
        tabulator.take(block)
        likeness.take(block)
        done += block.people
        watch(Step.READING, done, total)
    return tabulator.tabulation(), likeness


def _keep(session: Session, wave: Wave, made: Release) -> None:
    """Store a release; the UNIQUE number of a wave's release settles a race."""
    moved = rows_changed(
        session,
        update(Wave)
        .where(Wave.id == wave.id, Wave.state == WaveState.CLOSED)
        .values(state=WaveState.FROZEN)
        .execution_options(synchronize_session=False),
    )
    session.refresh(wave, ["state"])
    if not moved:
        raise Conflict(f"wave.is_{wave.state}", slug=wave.slug)
    session.add(made)
    flush_or(session, Conflict("wave.is_frozen", slug=wave.slug))
