from uuid import uuid4

import pytest
from sqlalchemy import select

from core.db import Base
from core.errors import Invalid, NotFound, TooMany
from surveys.instruments.odd import queries, service
from surveys.instruments.odd.models import OddQuestion
from tests.surveys.instruments.agreement.versions import draft_version


@pytest.fixture
def version(session):
    return draft_version(session)


@pytest.fixture
def tell(session, version):
    def tell(words="Nobody says it so here.", item="asked", language="en", key=None):
        service.tell_odd(
            *(session, version, item, words), language=language, key=key or uuid4()
        )

    return tell


def test_it_is_kept_by_question_and_language(session, tell):
    tell("  Too formal. ", language="ar")
    tell("", item="age")
    found = {
        (o.item_key, o.language, o.words) for o in session.scalars(select(OddQuestion))
    }
    assert found == {("asked", "ar", "Too formal."), ("age", "en", "")}


def test_the_language_is_the_one_in_which_the_question_was_there(session, tell):
    tell(item="wish", language="ar")  # not translated: it was shown in English
    assert session.scalars(select(OddQuestion.language)).all() == ["en"]


def test_a_double_tap_says_it_once(session, tell):
    key = uuid4()
    tell(key=key)
    tell(key=key)
    assert len(session.scalars(select(OddQuestion)).all()) == 1


def test_a_long_text_or_an_unknown_question_is_not_kept(session, tell):
    tell("x" * 300)
    with pytest.raises(Invalid, match="too_long"):
        tell("x" * 301)
    with pytest.raises(NotFound):
        tell(item="nothing")
    assert len(session.scalars(select(OddQuestion)).all()) == 1


def test_a_flood_is_stopped_without_knowing_anybody(tell, monkeypatch):
    monkeypatch.setattr(service, "MOST", 2)
    tell()
    tell()
    with pytest.raises(TooMany, match="odd"):
        tell()


def test_nothing_is_stored_of_who_said_it_or_when():
    table = Base.metadata.tables["odd_question"]
    assert set(table.columns.keys()) == {
        "id", "instrument_version_id", "item_key", "language", "words", "state",
    }  # fmt: skip
    assert table.dialect_options["sqlite"]["with_rowid"] is False


def test_what_is_seen_stands_after_what_is_new(session, tell):
    tell("first")
    told = session.scalars(select(OddQuestion)).one()
    service.mark_seen(session, told.id)
    service.mark_seen(session, told.id)
    tell("second")
    (line,) = queries.odd_lines(session)
    assert [(each.words, each.is_seen) for each in line.told] == [
        ("second", False),
        ("first", True),
    ]


def test_what_nobody_told_cannot_be_seen(session):
    with pytest.raises(NotFound):
        service.mark_seen(session, uuid4())
