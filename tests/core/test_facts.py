"""A mark of rows: another one after every change, and the same after none."""

import pytest
from sqlalchemy import JSON, bindparam, func, select
from sqlalchemy.orm import Session

from accounts.models import Authority, Member
from core.db import db, read_at_once
from core.facts import facts_of, mark_of, row_text
from surveys.findings.models import FrozenResult, Release
from tests.factories import make_member


def bodies(*names):
    return [
        Authority(slug=f"body-{number}", name=name) for number, name in enumerate(names)
    ]


ALL = facts_of(row_text(Authority))


def test_nothing_is_also_something_that_can_change(session):
    nothing = mark_of(session, ALL)
    session.add_all(bodies({"en": "One"}))
    session.flush()
    assert mark_of(session, ALL) != nothing


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("slug", "other"),
        ("name", {"en": "ONE"}),
        ("name", {"en": "One", "ar": "واحد"}),
        ("name", {"en": 'One", "'}),
        ("name", {"en": "One\n"}),
    ],
)
def test_every_change_is_another_mark_and_its_undoing_the_first(session, column, value):
    (body,) = bodies({"en": "One"})
    session.add(body)
    session.flush()
    first, before = mark_of(session, ALL), getattr(body, column)
    setattr(body, column, value)
    session.flush()
    assert mark_of(session, ALL) != first
    setattr(body, column, before)
    session.flush()
    assert mark_of(session, ALL) == first


def test_a_row_less_is_another_mark(session):
    one, two = bodies({"en": "One"}, {"en": "Two"})
    session.add_all([one, two])
    session.flush()
    both = mark_of(session, ALL)
    session.delete(two)
    session.flush()
    assert mark_of(session, ALL) != both


def test_words_that_move_from_one_column_to_the_next_are_seen(session):
    first = make_member(session)
    facts = facts_of(row_text(Member.pseudonym, Member.language))
    first.pseudonym, first.language = "a", "bc"
    session.flush()
    marks = {mark_of(session, facts)}
    first.pseudonym, first.language = "ab", "c"
    session.flush()
    assert mark_of(session, facts) not in marks


def test_rows_of_one_part_are_not_taken_for_those_of_another(session):
    wanted = Authority.slug == bindparam("slug")
    of_slug = row_text(Authority.id).where(wanted)
    rest = row_text(Authority.id).where(~wanted)
    session.add_all(bodies({"en": "One"}))
    session.flush()
    both = facts_of(of_slug, rest)
    marks = {mark_of(session, both, {"slug": slug}) for slug in ("body-0", "body-1")}
    assert len(marks) == 2


def test_many_parts_are_one_statement(session, statements_at_most):
    facts = facts_of(row_text(Authority), row_text(func.count()).select_from(Member))
    before = mark_of(session, facts)
    make_member(session)
    with statements_at_most(1):
        assert mark_of(session, facts) != before


def test_only_long_columns_that_nothing_changes_are_left_out():
    (text,) = row_text(Release, FrozenResult).selected_columns
    read = {each.key for each in text.clauses}
    long = {c.key for c in Release.__table__.columns if isinstance(c.type, JSON)}
    assert read >= {"checksum", "published_at", "embargo_until", "method_statement"}
    assert not read & ((long | {"body"}) - {"method_statement"})


def test_what_is_read_at_once_is_of_one_moment(session):
    """On PostgreSQL each statement else sees what was written in between."""
    session.add_all(bodies({"en": "One"}))
    session.commit()
    with Session(db.engine) as reading, Session(db.engine) as writing:
        read_at_once(reading)
        before = mark_of(reading, ALL)
        writing.execute(Authority.__table__.update().values(slug="other"))
        writing.commit()
        assert mark_of(reading, ALL) == before
        assert reading.scalar(select(Authority.slug)) == "body-0"
        reading.commit()
        assert mark_of(reading, ALL) != before
