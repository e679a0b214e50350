import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import TimeoutError as NoneIsFree

from core.clock import now
from core.db import db
from surveys.findings import service as findings
from surveys.findings.audit.bounds import Wish, fulfil
from surveys.findings.audit.equations import System
from surveys.findings.freezing import jobs, queries, service
from surveys.findings.freezing.jobs import Beat, Lost, take_up
from surveys.findings.freezing.lease import LEASE, Holder
from surveys.findings.freezing.models import Freezing, State
from surveys.findings.models import Release
from surveys.findings.queries import all_results
from surveys.findings.steps import Step
from surveys.waves.queries import wave as wave_called
from tests.surveys.findings.factories import make_answered
from tests.surveys.findings.freezing.test_service import ask, take

ROOT = Path(__file__).parents[4]
SLOW_WORKER = """
import os, time
from app import create_app
from surveys.findings import service
from surveys.findings.freezing import jobs
def never_ends(*_words):
    print("began", flush=True)
    time.sleep(600)
service.counted = never_ends
with create_app().app_context():
    jobs.take_up()
"""


def releases(session):
    session.rollback()
    return session.scalars(select(Release)).all()


def latest(session):
    session.rollback()
    return queries.latest(session, "library")


def test_a_worker_makes_what_was_asked_for(session):
    make_answered(session)
    ask(session)
    take_up()
    (release,) = releases(session)
    assert release.summary["people"] == 204
    assert len(all_results(session, release.id)) == 5
    assert latest(session).state == State.DONE


def test_it_is_what_one_transaction_makes(session):
    wave = make_answered(session, "autumn")
    expected = findings.freeze_wave(session, wave, role="operator").checksum
    session.commit()
    make_answered(session)
    ask(session)
    take_up()
    assert releases(session)[-1].checksum == expected


def test_nothing_to_do_is_soon_done(session):
    take_up()
    assert releases(session) == []


def test_all_that_waits_is_made(session):
    for slug in ("spring", "autumn"):
        make_answered(session, slug)
        ask(session, slug)
    take_up()
    assert len(releases(session)) == 2


def test_a_gate_that_breaks_leaves_words_and_no_results(session, monkeypatch, caplog):
    def broken(*_words):
        raise ValueError("somebody said no")

    monkeypatch.setattr(findings, "frozen_tables", broken)
    make_answered(session)
    ask(session)
    take_up()
    job = latest(session)
    assert (job.state, job.reason) == (State.FAILED, jobs.BROKEN)
    assert releases(session) == []
    assert "ValueError" in caplog.text
    assert "somebody" not in caplog.text


def test_whoever_froze_by_hand_meanwhile_was_quicker(session, monkeypatch):
    make_answered(session)
    ask(session)
    made_first = findings.make_release

    def overtaken(session, wave, watch):
        monkeypatch.undo()
        made = made_first(session, wave, watch)
        session.rollback()
        findings.freeze_wave(session, wave_called(session, "library"), role="operator")
        session.commit()
        return made

    monkeypatch.setattr(findings, "make_release", overtaken)
    take_up()
    assert len(releases(session)) == 1
    assert latest(session).state == State.DONE


def test_a_worker_that_lost_its_job_stops(session):
    make_answered(session)
    ask(session)
    job = take(session, "here:1")
    beat = Beat(db.engine, job.id, "here:2")
    beat.watch(Step.READING, 1, 2)
    session.rollback()
    beat.say()
    with pytest.raises(Lost):
        beat.watch(Step.READING, 2, 2)


def test_a_worker_that_lost_its_job_does_not_say_that_it_failed(session, monkeypatch):
    make_answered(session)
    ask(session)

    def taken_from_us(session, _wave, _watch):
        session.rollback()
        session.execute(update(Freezing).values(holder="elsewhere:1", beat_at=now()))
        session.commit()
        raise MemoryError

    monkeypatch.setattr(findings, "make_release", taken_from_us)
    take_up()
    assert (latest(session).state, latest(session).holder) == (
        State.RUNNING,
        "elsewhere:1",
    )


@pytest.mark.parametrize("fails", [True, False])
def test_a_worker_that_wakes_too_late_changes_nothing(session, monkeypatch, fails):
    """A laptop slept over its lease: the next worker made the results meanwhile."""
    make_answered(session)
    ask(session)
    made_first = findings.make_release

    def slept(session, wave, watch):
        monkeypatch.setattr(findings, "make_release", made_first)
        monkeypatch.setattr(jobs, "here", lambda: Holder("other", 2))
        monkeypatch.setattr(jobs, "still_held", lambda *_job, **_asks: False)
        made = made_first(session, wave, watch)
        session.rollback()
        take_up()
        if fails:
            raise ValueError
        return made

    monkeypatch.setattr(findings, "make_release", slept)
    take_up()
    assert len(releases(session)) == 1
    assert (latest(session).state, latest(session).reason) == (State.DONE, "")


def test_a_sign_of_life_says_how_far_it_is(session, monkeypatch):
    monkeypatch.setattr(jobs, "SECONDS_BETWEEN_BEATS", 0.001)
    make_answered(session)
    ask(session)
    job_id = take(session, "here:1").id
    session.rollback()
    beat = Beat(db.engine, job_id, "here:1")
    beat.watch(Step.TABLES, 3, 5)
    with beat.beating():
        wait_until(lambda: latest(session).done == 3)
    assert latest(session).step == Step.TABLES


def a_clock(monkeypatch):
    """Make a clock of the jobs that is moved by hand; the beats are quick."""
    shows = [now()]
    for module in (jobs, service):
        monkeypatch.setattr(module, "now", lambda: shows[0])
    monkeypatch.setattr(jobs, "SECONDS_BETWEEN_BEATS", 0.001)
    return shows


def taken_elsewhere(session):
    """Let a worker of another machine look for work; it cannot see processes here."""
    session.rollback()
    taken = jobs._take(Holder("elsewhere", 9))  # noqa: SLF001  # as its worker does
    session.rollback()
    return taken


def test_who_works_for_longer_than_the_lease_keeps_the_job(session, monkeypatch):
    """Twenty minutes at one step of the audit: it says that it lives all the time."""
    make_answered(session)
    ask(session)
    clock, made_first = a_clock(monkeypatch), findings.make_release

    def slow(session, wave, watch):
        watch(Step.AUDIT, 1, 2)
        for _ in range(5):
            clock[0] += LEASE * 0.4
            wait_until(lambda: latest(session).beat_at == clock[0])
            assert taken_elsewhere(session) is None
        return made_first(session, wave_called(session, "library"), watch)

    monkeypatch.setattr(findings, "make_release", slow)
    take_up()
    assert len(releases(session)) == 1
    assert (latest(session).state, latest(session).attempts) == (State.DONE, 1)


def test_who_died_in_the_audit_is_followed_from_another_machine(session, monkeypatch):
    """No beat is left of it: nobody there can know of its process."""
    make_answered(session)
    ask(session)
    clock = a_clock(monkeypatch)
    job = take(session, "here:1")
    Beat(db.engine, job.id, "here:1").say()
    clock[0] += LEASE
    assert taken_elsewhere(session) is None
    clock[0] += LEASE * 0.01
    assert taken_elsewhere(session).attempts == 2


def test_a_beat_outlives_a_database_without_a_free_connection(session, monkeypatch):
    make_answered(session)
    ask(session)
    clock = a_clock(monkeypatch)
    job_id = take(session, "here:1").id
    noted, failures = service.note_progress, iter([NoneIsFree()] * 3)

    def busy(*words):
        for failure in failures:
            raise failure
        return noted(*words)

    monkeypatch.setattr(service, "note_progress", busy)
    clock[0] += LEASE / 2
    with Beat(db.engine, job_id, "here:1").beating():
        wait_until(lambda: latest(session).beat_at == clock[0])
    assert next(failures, None) is None


def test_the_solver_lets_the_beat_have_its_turns():
    """One long programme: were no other thread to run meanwhile, nobody would beat."""
    chance, system = random.Random(1), System(450)  # noqa: S311  # no secret
    for _ in range(300):
        some = chance.sample(range(system.unknowns), 60)
        form = {place: chance.randrange(1, 9) for place in some}
        system.fix(form, sum(form.values()))
    turns, over = [], threading.Event()

    def beat():
        while not over.wait(0.001):
            turns.append(1)

    thread = threading.Thread(target=beat)
    thread.start()
    try:
        aim = {place: chance.randrange(-5, 5) for place in range(system.unknowns)}
        [found] = fulfil(system, [Wish(aim, -1e9)])
    finally:
        over.set()
        thread.join()
    assert not found.fulfilled
    assert len(turns) > 50


@pytest.mark.database("sqlite")
def test_a_worker_killed_half_way_is_followed_by_the_next(app, session):
    make_answered(session)
    ask(session)
    session.rollback()
    settings = {
        "COMMONWEAL_INSTANCE": str(app.config["INSTANCE"]),
        "COMMONWEAL_DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
    }
    worker = subprocess.Popen(
        [sys.executable, "-c", SLOW_WORKER],
        cwd=ROOT,
        env=os.environ | settings,
        stdout=subprocess.PIPE,
    )
    try:
        assert worker.stdout.readline() == b"began\n"
        assert latest(session).state == State.RUNNING
        session.rollback()
        take_up()  # its process runs: it is let be
        assert releases(session) == []
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
    session.rollback()
    take_up()
    assert len(releases(session)) == 1
    assert (latest(session).state, latest(session).attempts) == (State.DONE, 2)


def wait_until(true):
    for _ in range(2_000):
        if true():
            return
        time.sleep(0.005)
    raise AssertionError("it never came")
