"""Notes and shadow reports stand on the traces of what they are about."""

import pytest

from core.clock import now
from forum.threads.models import Thread
from surveys.findings.models import Release
from tests.deliberation.trace.world import make_world
from tests.factories import make_member
from tests.forum.notes.beside import make_note, note_draft, report_draft
from tests.page_rules import read


@pytest.fixture
def world(session):
    return make_world(session)


@pytest.fixture
def notes(session, world):
    """A note beside the one question of spring, and a report about all of it."""
    moss, yusuf = make_member(session, pseudonym="Moss"), make_member(session)
    release = session.get_one(Release, world.spring.release_id)
    return [
        make_note(session, release, moss, number=number, publisher=yusuf, sent=sent)
        for number, sent in ((1, note_draft()), (0, report_draft()))
    ]


def trace_of(session, note):
    return f"/trace/thread/{session.get_one(Thread, note.thread_id).slug}"


@pytest.mark.parametrize(
    "path", ["result/{spring}", "result/{area}", "item/larkmoor.A3"]
)
def test_notes_stand_on_the_trace_of_their_result(pages, session, world, notes, path):
    path = path.format(spring=world.spring.id, area=world.by_area.id)

    links = read("/", pages.get(f"/trace/{path}")).links()

    assert {trace_of(session, note) for note in notes} <= links


def test_a_note_that_was_taken_back_stands_there_no_longer(
    pages, session, world, notes
):
    path = f"/trace/result/{world.spring.id}"
    for note in notes:
        note.withdrawn_at = now()
    session.commit()

    links = read("/", pages.get(path)).links()

    assert not {trace_of(session, note) for note in notes} & links
    # The conversation about the result is no note, and stays.
    assert "/trace/thread/waiting" in links


def test_a_note_that_waits_stands_nowhere(pages, session, world):
    release = session.get_one(Release, world.spring.release_id)
    waits = make_note(session, release, make_member(session), number=1)

    links = read("/", pages.get(f"/trace/result/{world.spring.id}")).links()

    assert trace_of(session, waits) not in links
    pages.get(trace_of(session, waits), status=404)


def test_a_note_leads_down_to_its_result(pages, session, world, notes):
    note, report = notes

    links = read("/", pages.get(trace_of(session, note))).links()

    assert f"/trace/result/{world.spring.id}" in links
    assert "This is where it began." in pages.get(trace_of(session, report))
