"""The background work: making the results that somebody asked for."""

import logging
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from core.clock import now
from core.db import begin_writing, db
from core.errors import Conflict, DomainError
from surveys.findings.freezing import service
from surveys.findings.freezing.lease import Holder, still_held
from surveys.findings.freezing.models import Freezing, State
from surveys.findings.freezing.queries import job_of
from surveys.findings.models import Release
from surveys.findings.steps import Step

SECONDS_BETWEEN_BEATS = 2.0
BROKEN = "freezing.broken"

_log = logging.getLogger(__name__)


class Lost(Exception):
    """Another worker has the job now."""


class Beat:
    """What a worker says of itself while it is busy, beside the long reading."""

    def __init__(self, engine: Engine, job_id: int, holder: str) -> None:
        """Begin before the first step."""
        self._engine, self._job_id, self._holder = engine, job_id, holder
        self._at: tuple[str, int, int] = ("", 0, 0)
        self._lost = False

    def watch(self, step: Step, done: int, total: int) -> None:
        """Note how far it is.

        Raises:
            Lost: it is not ours any more.
        """
        self._at = (step, done, total)
        if self._lost:
            raise Lost

    def say(self) -> None:
        """Write it down; a database that is busy just now will hear of it later.

        Nor does it end the beat that no connection was free: who falls silent for good
        loses a job that it is still at.
        """
        with suppress(SQLAlchemyError), Session(self._engine) as session:
            begin_writing(session)
            ours = service.note_progress(session, self._job_id, self._holder, *self._at)
            session.commit()
            self._lost = not ours

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Say it again and again, as long as the block lasts."""
        over = threading.Event()

        def beat() -> None:
            while not over.wait(SECONDS_BETWEEN_BEATS):
                self.say()

        thread = threading.Thread(target=beat, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def take_up() -> None:
    """Make what waits, one after the other, and what a worker that died left undone."""
    while True:
        job = _take(here())
        if job is None:
            return
        _make(job, str(here()))


def here() -> Holder:
    """Name this worker."""
    return Holder(socket.gethostname()[:100], os.getpid())


def _take(asks: Holder) -> Freezing | None:
    def is_held(job: Freezing) -> bool:
        return still_held(job.holder, job.beat_at, asks=asks, now=now(), runs=_runs)

    session = db.session()
    begin_writing(session)
    taken = service.take(session, str(asks), is_held=is_held)
    job_id = None if taken is None else taken.id
    session.commit()
    return None if job_id is None else job_of(session, job_id)


def _make(job: Freezing, holder: str) -> None:
    """Read for as long as it takes, then write what came of it."""
    session, job_id = db.session(), job.id
    beat = Beat(db.engine, job_id, holder)
    made, error = None, DomainError(BROKEN)
    try:
        with beat.beating():
            made = service.make(session, job, beat.watch)
    except Lost:
        session.rollback()
        return
    except DomainError as refusal:
        error = refusal
    except Exception as fault:  # noqa: BLE001  # a message could tell of answers
        _log.error("freezing: %s", type(fault).__name__)
    session.rollback()
    _end(job_id, holder, made, error)


def _end(job_id: int, holder: str, made: Release | None, error: DomainError) -> None:
    """Write how it ended, unless another worker has the job by now."""
    session = db.session()
    begin_writing(session)
    job = job_of(session, job_id)
    if job.holder != holder or job.state != State.RUNNING:
        # It was silent for so long that the job became another's: theirs stands.
        session.rollback()
        return
    if made is None:
        facts = {name: str(fact) for name, fact in error.facts.items()}
        service.fail(session, job, error.code, facts)
    else:
        try:
            service.finish(session, job, made)
        except Conflict:  # somebody else was quicker, and theirs stands
            session.rollback()
            begin_writing(session)
            service.give_way(session, job_of(session, job_id))
    session.commit()


def _runs(process: int) -> bool:
    """Tell whether a process of this machine runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
