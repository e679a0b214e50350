import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError, PendingRollbackError

from core.constraints import add_once, add_or, flush_or
from core.errors import Conflict, Invalid
from forum.threads.models import Thread

TAKEN = Conflict("thread.taken", slug="a")


def slugs(session):
    return session.scalars(select(Thread.slug).order_by(Thread.id)).all()


@pytest.fixture(autouse=True)
def thread(session):
    session.add(Thread(slug="a", title="A"))
    session.commit()


def test_what_holds_is_added_and_flushed(session):
    add_or(session, Thread(slug="b", title="B"), TAKEN)
    session.add(Thread(slug="c", title="C"))
    flush_or(session, TAKEN)
    assert not session.new
    assert slugs(session) == ["a", "b", "c"]


def test_what_is_there_already_is_added_no_more_and_that_is_no_fault(session):
    session.add(Thread(slug="b", title="B"))
    assert not add_once(session, Thread(slug="a", title="Again"))
    assert add_once(session, Thread(slug="c", title="C"))
    assert slugs(session) == ["a", "b", "c"]
    assert session.scalar(select(Thread.title).where(Thread.slug == "a")) == "A"


def test_a_row_that_is_refused_has_its_name_and_takes_nothing_else_along(session):
    session.add(Thread(slug="b", title="B"))
    with pytest.raises(Conflict) as caught:
        add_or(session, Thread(slug="a", title="Again"), TAKEN)
    assert caught.value is TAKEN
    assert isinstance(caught.value.__cause__, IntegrityError)
    assert slugs(session) == ["a", "b"]
    session.commit()
    assert session.scalar(select(func.count()).select_from(Thread)) == 2


def test_a_flush_that_is_refused_has_its_name_and_takes_all_of_it_along(session):
    session.add(Thread(slug="b", title="B"))
    session.flush()
    session.add(Thread(slug="a", title="Again"))
    with pytest.raises(Invalid, match=r"thread\.wrong"):
        flush_or(session, Invalid("thread.wrong"))
    with pytest.raises(PendingRollbackError):
        slugs(session)
    session.rollback()
    assert slugs(session) == ["a"]
