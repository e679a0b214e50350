import pytest
from sqlalchemy import select

from core.errors import Conflict, NotFound
from surveys.findings.freezing import queries, service
from surveys.findings.freezing.models import Freezing, State
from surveys.findings.models import Release
from surveys.waves.models import WaveState
from surveys.waves.queries import wave as wave_called
from tests.surveys.findings.factories import make_answered, make_frozen
from tests.surveys.waves.factories import make_draft


def ask(session, slug="library"):
    found = service.ask_for_results(session, wave_called(session, slug), role="steward")
    session.commit()
    return found


def take(session, holder="here:1", held=()):
    taken = service.take(session, holder, is_held=lambda job: job.holder in held)
    taken_id = taken and taken.id
    session.commit()
    return taken_id and queries.job_of(session, taken_id)


def test_asking_closes_the_survey_and_shows_nothing_yet(session):
    make_answered(session)
    ask(session)
    job = queries.latest(session, "library")
    assert job.wave.state == WaveState.CLOSED
    assert (job.state, job.number, job.role) == (State.WAITING, 1, "steward")
    assert session.scalars(select(Release)).all() == []


def test_two_who_ask_get_one_job(session):
    make_answered(session)
    ask(session)
    with pytest.raises(Conflict) as caught:
        ask(session)
    assert caught.value.code == "freezing.asked"
    session.rollback()
    assert len(session.scalars(select(Freezing)).all()) == 1


def test_what_is_frozen_or_was_never_open_is_not_asked_for(session):
    make_frozen(session)
    make_draft(session, "draft")
    session.commit()
    for slug, code in (("library", "wave.is_frozen"), ("draft", "wave.is_draft")):
        with pytest.raises(Conflict) as caught:
            ask(session, slug)
        assert caught.value.code == code


def test_of_a_wave_that_nobody_asked_for_there_is_nothing_to_say(session):
    make_answered(session)
    with pytest.raises(NotFound):
        queries.latest(session, "library")


def test_of_two_workers_one_takes_the_job(session):
    make_answered(session)
    ask(session)
    job = take(session, "here:1")
    assert (job.state, job.holder, job.attempts) == (State.RUNNING, "here:1", 1)
    assert take(session, "here:2", held=["here:1"]) is None


def test_two_workers_who_saw_the_same_job_are_told_apart_by_the_database(session):
    make_answered(session)
    ask(session)
    (seen,) = queries.unfinished(session)
    assert service.claim(session, seen, "here:1")
    assert not service.claim(session, seen, "here:2")


def test_what_a_dead_worker_left_is_taken_up_once(session):
    make_answered(session)
    ask(session)
    take(session, "here:1")
    assert take(session, "here:2").attempts == 2
    assert take(session, "here:3") is None
    job = queries.latest(session, "library")
    assert (job.state, job.reason) == (State.FAILED, service.STOPPED)


def test_whoever_asks_after_a_failure_begins_anew(session):
    make_answered(session)
    ask(session)
    service.fail(session, queries.latest(session, "library"), "freezing.broken")
    ask(session)
    job = queries.latest(session, "library")
    assert (job.state, job.reason, job.attempts) == (State.WAITING, "", 0)


def test_progress_is_written_only_by_who_has_the_job(session):
    make_answered(session)
    ask(session)
    job = take(session, "here:1")
    assert service.note_progress(session, job.id, "here:1", "reading", 50, 204)
    assert not service.note_progress(session, job.id, "here:2", "tables", 1, 5)
    session.commit()
    job = queries.latest(session, "library")
    assert (job.step, job.done, job.total) == ("reading", 50, 204)


def test_what_is_not_done_is_found_by_its_wave(session):
    wave = make_answered(session)
    assert queries.being_made(session) == {}
    job = ask(session)
    assert {key: each.id for key, each in queries.being_made(session).items()} == {
        wave.id: job.id
    }
