"""Asking for results, taking the work, and saying how it ended.

Functions add and flush; the caller commits. Results come to be in three transactions:
one that asks (and closes the wave), a long one that only reads, and a short one that
keeps them: SQLite's write lock is free while a million answers are counted.
"""

from collections.abc import Callable

from sqlalchemy import update
from sqlalchemy.orm import Session

from core.clock import now
from core.constraints import flush_or
from core.db import Document, rows_changed
from core.errors import Conflict
from surveys.findings import service as findings
from surveys.findings.correcting import service as correcting
from surveys.findings.freezing.models import Freezing, State
from surveys.findings.freezing.queries import unfinished
from surveys.findings.models import Release
from surveys.findings.queries import release_of
from surveys.findings.steps import Watch
from surveys.waves.models import Wave
from surveys.waves.queries import wave as wave_called

JOB = "freezing"
"""The name of the work for the bell."""

MOST_ATTEMPTS = 2
"""How often a worker takes the same job up; each time but the last it was killed."""

STOPPED = "freezing.stopped"


def ask_for_results(
    session: Session, wave: Wave, *, role: str, actor_id: int | None = None
) -> Freezing:
    """Close a wave if it is open, and ask for its results.

    Raises:
        Conflict: they are there, or somebody asked before and it did not fail.
    """
    findings.close_for_results(session, wave, role=role, actor_id=actor_id)
    return _ask(session, Freezing(wave_id=wave.id, role=role, actor_id=actor_id))


def ask_for_correction(
    session: Session,
    slug: str,
    correction: Document,
    *,
    role: str,
    actor_id: int | None = None,
) -> Freezing:
    """Ask for a corrected release; ``correction`` is what ``correcting`` reads.

    Raises:
        NotFound: there are no results to correct.
        Conflict: somebody asked before and it did not fail.
    """
    release = release_of(session, slug)
    asked = Freezing(
        wave_id=release.wave_id,
        number=release.number + 1,
        role=role,
        actor_id=actor_id,
        correction=correction,
    )
    return _ask(session, asked)


def take(
    session: Session, holder: str, *, is_held: Callable[[Freezing], bool]
) -> Freezing | None:
    """Take the first job that waits or was left by a worker that is no more.

    Args:
        session: of the caller, who commits before the work begins.
        holder: who takes it.
        is_held: tells whether the worker of a running job is still at it.
    """
    for job in unfinished(session):
        if job.state == State.RUNNING and is_held(job):
            continue
        if job.attempts >= MOST_ATTEMPTS:
            fail(session, job, STOPPED)
        elif claim(session, job, holder):
            return job
    return None


def make(session: Session, job: Freezing, watch: Watch) -> Release:
    """Make what a job asks for, reading only; nothing is in the session yet."""
    wave = wave_called(session, job.wave.slug)
    if job.correction is None:
        return findings.make_release(session, wave, watch)
    return correcting.make_correction(session, wave, job.correction, watch)


def finish(session: Session, job: Freezing, made: Release) -> None:
    """Keep a release.

    Raises:
        Conflict: somebody else was quicker.
    """
    wave = wave_called(session, job.wave.slug)
    keep = findings.keep_release if made.number == 1 else correcting.keep_correction
    job.state, job.correction = State.DONE, None
    session.flush()
    keep(session, wave, made, role=job.role, actor_id=job.actor_id)


def give_way(session: Session, job: Freezing) -> None:
    """Note that the results are there, made by somebody else."""
    job.state, job.correction = State.DONE, None
    session.flush()


def fail(
    session: Session, job: Freezing, reason: str, facts: Document | None = None
) -> None:
    """Say why there are no results; whoever asks again begins anew."""
    job.state, job.reason, job.holder = State.FAILED, reason, ""
    job.facts = facts
    session.flush()


def note_progress(
    session: Session, job_id: int, holder: str, step: str, done: int, total: int
) -> bool:
    """Say how far it is, as a sign of life; return whether the job is still ours."""
    noted = rows_changed(
        session,
        update(Freezing)
        .where(Freezing.id == job_id, Freezing.holder == holder)
        .values(step=step, done=done, total=total, beat_at=now())
        .execution_options(synchronize_session=False),
    )
    return bool(noted)


def _ask(session: Session, asked: Freezing) -> Freezing:
    """Write down what is asked for, in place of what failed."""
    began_anew = rows_changed(
        session,
        update(Freezing)
        .where(
            Freezing.wave_id == asked.wave_id,
            Freezing.number == (asked.number or 1),
            Freezing.state == State.FAILED,
        )
        .values(
            state=State.WAITING,
            attempts=0,
            step="",
            reason="",
            role=asked.role,
            actor_id=asked.actor_id,
            correction=asked.correction,
        )
        .execution_options(synchronize_session=False),
    )
    if not began_anew:
        session.add(asked)
        flush_or(session, Conflict("freezing.asked"))
    return asked


def claim(session: Session, job: Freezing, holder: str) -> bool:
    """Make a job one's own; of two who try, one does."""
    claimed = rows_changed(
        session,
        update(Freezing)
        .where(
            Freezing.id == job.id,
            Freezing.state == job.state,
            Freezing.attempts == job.attempts,
        )
        .values(
            state=State.RUNNING,
            attempts=job.attempts + 1,
            holder=holder,
            beat_at=now(),
        )
        .execution_options(synchronize_session=False),
    )
    return bool(claimed)
