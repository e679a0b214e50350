"""What a page of results reads, and what it has in memory already."""

from sqlalchemy import inspect

from surveys.findings.forms import default_language
from surveys.findings.queries import published_release
from surveys.instruments import queries as instruments
from tests.surveys.findings.factories import make_published


def test_the_questions_of_a_release_are_read_once_in_each_process(
    session, statements_at_most, monkeypatch
):
    make_published(session)
    monkeypatch.setattr(instruments, "_kept", {})
    for _time in range(2):
        session.expunge_all()
        with statements_at_most(1):
            found = published_release(session, "library")
            assert default_language(found) == "en"
        assert "body" in inspect(found.wave.version).unloaded
    assert instruments.is_kept(found.wave.version.checksum)


def test_a_process_that_forgot_them_reads_them_again(session, monkeypatch):
    make_published(session)
    session.expunge_all()
    found = published_release(session, "library")
    monkeypatch.setattr(instruments, "_kept", {})
    assert default_language(found) == "en"
