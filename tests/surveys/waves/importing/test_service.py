"""Answers from a file: all kept or none, once, and nobody sees the order."""

from itertools import pairwise

import pytest
from sqlalchemy import select

from core.errors import Conflict
from surveys.waves.anonymity import Anonymity
from surveys.waves.importing import service
from surveys.waves.importing.rows import Taken
from surveys.waves.mode import Mode
from surveys.waves.models import Response
from tests.surveys.instruments.small import SMALL
from tests.surveys.waves.factories import make_draft, make_open


def stored(session):
    return list(session.scalars(select(Response.answers)))


def take(session, found, rows, **changes):
    settings = {"mode": Mode.IMPORTED, "secret": "s", "role": "operator"}
    service.import_answers(session, found, SMALL, rows, **settings | changes)


def test_imported_answers_are_all_kept_in_the_order_of_their_random_keys(session):
    found = make_open(session)
    rows = [Taken(n, "en", {"age": n}, f"print-{n}") for n in range(100)]
    take(session, found, rows)
    session.commit()

    kept = session.execute(select(Response.answers, Response.mode)).all()
    ages = [answers["age"] for answers, _ in kept]
    assert sorted(ages) == list(range(100))
    assert {mode for _, mode in kept} == {"imported"}
    in_order = sum(first < second for first, second in pairwise(ages))
    assert 20 < in_order < 80


def test_the_same_rows_come_in_once_even_among_others(session):
    found = make_open(session)
    rows = [Taken(n, "en", {"age": n}, f"print-{n}") for n in range(3)]
    take(session, found, rows[:2])
    with pytest.raises(Conflict) as caught:
        take(session, found, rows)
    assert caught.value.facts == {"rows": 3, "before": 2}
    assert len(stored(session)) == 2


def test_a_stored_key_does_not_tell_which_row_it_was(session):
    one, other = make_open(session), make_open(session, "other")
    row = Taken(2, "en", {"age": 3}, "print")
    take(session, one, [row])
    take(session, other, [row])
    take(session, make_open(session, "third"), [row], secret="t")
    assert len(set(session.scalars(select(Response.submission_key)))) == 3


def test_answers_come_into_an_open_wave_only(session):
    with pytest.raises(Conflict, match=r"wave\.closed"):
        take(session, make_draft(session), [Taken(2, "en", {"age": 3}, "print")])


def test_no_file_comes_into_a_wave_that_takes_one_answer_for_each_code(session):
    coded = make_open(session, anonymity=Anonymity.CODED)
    with pytest.raises(Conflict, match="needs_codes"):
        take(session, coded, [Taken(2, "en", {"age": 3}, "print")])
    assert stored(session) == []
