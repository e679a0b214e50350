"""The twin has what is public, and of answers nothing."""

import json

import pytest
from sqlalchemy import create_engine, func, select

import app as whole  # noqa: F401  # brings every table
from core.db import Base
from surveys.findings.audit.twin.service import (
    LEFT_OUT,
    pointing_at_answers,
    write_twin,
)
from surveys.findings.models import FrozenResult, Release
from tests.guards import take_guards_away
from tests.surveys.findings.factories import make_frozen, make_published

COPIED = {
    "ask",
    "attempt",
    "audit_checkpoint",
    "audit_event",
    "authority",
    "authority_response",
    "ballot",
    "benchmark",
    "benchmark_measure",
    "board",
    "channel",
    "code_entry",
    "coding_set",
    "evidence",
    "first_invite",
    "frozen_result",
    "instrument",
    "instrument_draft",
    "instrument_version",
    "member",
    "moderation_decision",
    "motion",
    "note",
    "post",
    "presence",
    "priority_item",
    "proposal",
    "quote",
    "rating",
    "rating_exercise",
    "rating_round",
    "recusal",
    "release",
    "role_grant",
    "round_participation",
    "sealed_rating",
    "seat",
    "story",
    "story_vote",
    "theme",
    "theme_report",
    "offer",
    "thread",
    "translation",
    "translation_attempt",
    "wave",
    "wave_key",
}
"""Tables that hold no answer, and no count of answers that is not published."""


@pytest.fixture
def document(app, session):
    make_published(session)
    return json.loads(app.test_client().get("/results/library.json").data)


@pytest.fixture
def twin(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'twin.db'}")
    yield engine
    engine.dispose()


def count(engine, table):
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table))


def test_each_table_is_either_copied_or_left_out():
    """A new one needs a decision: may a public page depend on its rows?"""
    assert Base.metadata.tables.keys() == COPIED | LEFT_OUT
    assert not COPIED & LEFT_OUT


def test_no_row_names_one_that_is_left_out():
    """A quote outlives its text: the column may be empty, and in the twin it is."""
    assert pointing_at_answers(Base.metadata.tables["quote"]) == {"open_text_id": None}
    for name in COPIED:
        table = Base.metadata.tables[name]
        assert all(table.c[column].nullable for column in pointing_at_answers(table))


def test_no_answer_is_in_the_twin(session, document, twin):
    write_twin(session, [document], twin)
    for name in LEFT_OUT:
        assert count(twin, Base.metadata.tables[name]) == 0
    assert count(twin, Base.metadata.tables["wave"]) == 1


def test_results_are_those_of_the_file_and_not_of_the_database(session, document, twin):
    document["results"][0]["rows"][0]["base"] = 3
    document["summary"]["people"] = 4
    write_twin(session, [document], twin)
    with twin.connect() as connection:
        body = connection.scalar(
            select(FrozenResult.body).order_by(FrozenResult.position)
        )
        summary = connection.scalar(select(Release.summary))
    assert body["rows"][0]["base"] == 3
    assert not body.keys() & {"id", "checksum"}
    assert summary["people"] == 4


def test_a_release_that_is_not_public_is_not_there(session, document, twin):
    make_frozen(session, "other")
    write_twin(session, [document], twin)
    assert count(twin, Release.__table__) == 1
    assert count(twin, FrozenResult.__table__) == len(document["results"])


def test_what_was_changed_in_a_correction_is_not_there(session, document, twin):
    take_guards_away(session, "release.changes")
    session.get(Release, 1).changes = {"retype": {"a": {"asked": "no"}}}
    session.flush()
    write_twin(session, [document], twin)
    with twin.connect() as connection:
        assert connection.scalar(select(Release.changes)) is None
