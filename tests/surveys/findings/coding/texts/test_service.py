"""What people wrote leaves their responses, and nothing leads back."""

import itertools
import json
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import literal_column, select, text
from sqlalchemy.exc import OperationalError

from core.audit import AuditEvent
from core.db import db
from surveys.findings import service
from surveys.findings.coding.models import CodingSet, OpenText
from surveys.findings.coding.texts.service import delete_open_texts, move_open_texts
from surveys.findings.queries import all_results
from surveys.waves.models import Response
from surveys.waves.privacy.order import (
    MOST_LINKS,
    chance_band,
    count_links,
    kendall_tau,
)
from surveys.waves.privacy.sqlite_file import SqliteFile
from surveys.waves.queries import wave as wave_called
from tests.surveys.findings.coding.factories import make_written, writer, writers
from tests.surveys.findings.factories import make_answered

MANY = 120


def freeze(session, people, slug="library"):
    wave = make_written(session, people, slug)
    service.freeze_wave(session, wave, role="operator")
    session.commit()
    return wave_called(session, slug)


def number_of(words: str) -> int:
    return int(words.split()[1])


def test_texts_stand_apart_with_language_and_consent_only(session):
    wave = freeze(session, [writer(3, quote=True), writer(4, language="ar")])
    found = session.scalars(select(OpenText).order_by(OpenText.text)).all()
    assert [(t.text, t.language, t.may_quote) for t in found] == [
        ("wish 3 xxx", "en", True),
        ("wish 4 xxxx", "ar", False),
    ]
    assert {(t.wave_id, t.item_key) for t in found} == {(wave.id, "wish")}


def test_responses_keep_everything_else(session):
    freeze(session, writers(3))
    bodies = session.scalars(select(Response.answers)).all()
    assert sorted(body["age"] for body in bodies) == [0, 1, 2]
    assert {tuple(sorted(body)) for body in bodies} == {("age", "asked", "older")}


def test_a_word_in_any_script_arrives_whole(session):
    words = 'مرحبا "quoted" \\ 🌱 é'
    answers, language = writer(1)
    freeze(session, [(answers | {"wish": words}, language)])
    assert session.scalars(select(OpenText.text)).all() == [words]


def test_who_wrote_nothing_or_blanks_has_no_text(session):
    answers, language = writer(1)
    without = {key: each for key, each in answers.items() if key != "wish"}
    freeze(session, [(answers | {"wish": "   "}, language), (without, language)])
    assert session.scalars(select(OpenText)).all() == []
    assert session.scalars(select(CodingSet)).all() == []


def test_a_response_without_a_text_is_stored_just_like_the_others(session):
    """Or its spacing would tell who wrote something."""
    answers, language = writer(1)
    without = {key: each for key, each in answers.items() if key != "wish"}
    freeze(session, [writer(1), (without, language)])
    stored = session.scalars(text("SELECT CAST(answers AS TEXT) FROM response")).all()
    assert stored[0] == stored[1]


def test_the_tables_are_those_that_the_texts_did_not_touch(session):
    with_texts = make_written(session, writers(30), "one")
    first = service.freeze_wave(session, with_texts, role="operator")
    bare = [({"asked": a["asked"], "age": a["age"]}, lang) for a, lang in writers(30)]
    without = make_written(session, bare, "two")
    second = service.freeze_wave(session, without, role="operator")
    sums = [
        [result.checksum for result in all_results(session, release.id)]
        for release in (first, second)
    ]
    assert sums[0] == sums[1]


def test_each_question_that_was_answered_in_words_waits_to_be_coded(session):
    wave = freeze(session, writers(12))
    (found,) = session.scalars(select(CodingSet)).all()
    assert (found.wave_id, found.item_key, found.texts) == (wave.id, "wish", 12)
    assert (found.state, len(found.salt)) == ("codebook", 64)


def test_a_wave_without_open_questions_is_left_as_it_is(session):
    wave = make_answered(session)
    service.freeze_wave(session, wave, role="operator")
    assert move_open_texts(session, wave) == 0
    assert session.scalars(select(OpenText)).all() == []


def test_the_texts_of_another_wave_stay_where_they_are(session):
    make_written(session, writers(5), "open")
    freeze(session, writers(5))
    kept = session.scalars(
        select(Response.answers).where(
            Response.wave_id == wave_called(session, "open").id
        )
    ).all()
    assert sorted(number_of(body["wish"]) for body in kept) == [0, 1, 2, 3, 4]


def people_in_file(session, table, number_in):
    """The people of a table by the place of their rows, in the file or in the heap."""
    if db.engine.dialect.name == "postgresql":
        found = select(table).order_by(literal_column("ctid"))
        return [number_in(row) for row in session.scalars(found)]
    keys = {
        row.id.hex.encode(): number_in(row) for row in session.scalars(select(table))
    }
    session.commit()
    cells = sorted(
        cells_of(session, table.__tablename__),
        key=lambda cell: (cell.page, -cell.offset),
    )
    return [n for cell in cells for key, n in keys.items() if key in cell.content]


def cells_of(session, table):
    roots = text("SELECT rootpage FROM sqlite_master WHERE name = :table")
    root = session.scalar(roots, {"table": table})
    file = SqliteFile(Path(db.engine.url.database).read_bytes())
    return list(file.cells(root))


def test_no_order_on_the_disk_links_a_text_to_its_response(session):
    """Neither to the response at the same place nor to the order of arrival."""
    people = writers(MANY)
    Random(5).shuffle(people)  # noqa: S311  # a test's
    freeze(session, people)
    responses = people_in_file(session, Response, lambda row: row.answers["age"])
    texts = people_in_file(session, OpenText, lambda row: number_of(row.text))
    assert sorted(texts) == sorted(responses) == list(range(MANY))
    assert count_links(responses, texts) <= MOST_LINKS
    at = {person: place for place, person in enumerate(responses)}
    assert abs(kendall_tau([[at[person] for person in texts]])) < chance_band([texts])


def test_no_key_is_common_to_texts_and_responses(session):
    freeze(session, writers(20))
    keys = set(session.scalars(select(OpenText.id)))
    assert len(keys) == 20
    assert not keys & set(session.scalars(select(Response.id)))


@pytest.mark.database("sqlite")
def test_nothing_of_a_text_is_left_in_gaps_free_pages_or_the_log(session):
    freeze(session, writers(MANY))
    path = Path(db.engine.url.database)
    assert Path(f"{path}-wal").stat().st_size == 0
    file = SqliteFile(path.read_bytes())
    roots = session.scalars(
        text("SELECT rootpage FROM sqlite_master WHERE rootpage > 0")
    )
    left = file.without(cell for root in roots for cell in file.cells(root))
    assert b"wish 1" not in left
    assert file.content.count(b"wish 119 ") == 1


@pytest.mark.database("sqlite")
def test_no_gap_between_responses_tells_how_long_a_text_was(session):
    """A text taken out of a row in its place would leave a hole of its length."""
    freeze(session, writers(MANY))
    pages = {}
    for cell in cells_of(session, "response"):
        pages.setdefault(cell.page, []).append(cell)
    gaps = []
    for cells in pages.values():
        ordered = sorted(cells, key=lambda cell: cell.offset)
        gaps += [
            after.offset - (before.offset + len(before.content))
            for before, after in itertools.pairwise(ordered)
        ]
    # Between two rows stands the length of the next; a page that was split has one
    # hole more, of whole rows.
    assert sum(gap > 3 for gap in gaps) <= len(pages) < MANY / 10


def test_a_freezing_that_dies_leaves_every_text_where_it_was(session, monkeypatch):
    wave = make_written(session, writers(5))

    def die(*_words, **_more):
        raise OperationalError("killed", {}, Exception("killed"))

    monkeypatch.setattr("surveys.findings.service.audit.record", die)
    with pytest.raises(OperationalError):
        service.freeze_wave(session, wave, role="operator")
    session.rollback()
    assert session.scalars(select(OpenText)).all() == []
    bodies = session.scalars(select(Response.answers)).all()
    assert all("wish" in body for body in bodies)


def test_texts_are_deleted_for_good_and_their_number_is_in_the_log(session):
    wave = freeze(session, writers(12))
    freeze(session, writers(4), "other")
    assert delete_open_texts(session, wave, role="operator") == 12
    session.commit()
    assert len(session.scalars(select(OpenText)).all()) == 4
    leaf = json.loads(
        session.scalars(select(AuditEvent.leaf).order_by(AuditEvent.place)).all()[-1]
    )
    assert (leaf["action"], leaf["texts"]) == ("texts.delete", {"people": 12})


def test_texts_of_a_wave_that_was_frozen_before_they_stood_apart_are_deleted_too(
    session, monkeypatch
):
    with monkeypatch.context() as before:
        before.setattr(service, "move_open_texts", lambda *_some: 0)
        wave = freeze(session, writers(11))
    assert session.scalars(select(OpenText)).all() == []
    assert delete_open_texts(session, wave, role="operator") == 11
    session.commit()
    bodies = session.scalars(select(Response.answers)).all()
    assert {tuple(sorted(body)) for body in bodies} == {("age", "asked", "older")}
    assert delete_open_texts(session, wave, role="operator") == 0


def test_texts_of_a_wave_that_is_not_frozen_yet_are_left_to_be_counted(session):
    wave = make_written(session, writers(4))
    assert delete_open_texts(session, wave, role="operator") == 0
    bodies = session.scalars(select(Response.answers)).all()
    assert all("wish" in body for body in bodies)


def test_a_small_number_of_deleted_texts_is_a_band_in_the_log(session):
    wave = freeze(session, writers(4))
    delete_open_texts(session, wave, role="operator")
    leaf = session.scalars(select(AuditEvent.leaf).order_by(AuditEvent.place)).all()[-1]
    assert json.loads(leaf)["texts"] == {"fewer_than": 10}
