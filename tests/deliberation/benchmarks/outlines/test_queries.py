"""From a benchmark in force there to a draft here, and to a motion of this board."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from core.errors import NotFound
from deliberation.benchmarks.models import Benchmark
from deliberation.benchmarks.outlines.queries import (
    outline_for,
    outlines_by_result,
    outlines_to_hand_on,
)
from surveys.instruments.offers.models import Offer, OfferKind
from surveys.instruments.offers.service import keep_offer
from tests.deliberation.benchmarks.factories import (
    make_adopted,
    make_benchmark,
    make_wave,
)
from tests.deliberation.benchmarks.outlines.test_outline import BM_2
from tests.deliberation.benchmarks.test_manage import DESK, filled


def test_only_what_is_in_force_leaves(session, board, people):
    result = make_wave(session, 1)
    make_benchmark(session, board, people[0], result)
    assert outlines_to_hand_on(session) == []


def test_a_benchmark_in_force_leaves_without_its_figures(session, board, people):
    made = make_adopted(session, board, people, make_wave(session, 1))
    (leaving,) = outlines_to_hand_on(session)
    assert leaving == replace(BM_2, title=made.title)
    assert "0.6" not in repr(leaving)
    for own in ("promised staff", "Waiting makes", "explains itself"):
        assert own not in repr(leaving)


def keep(session, outline):
    return keep_offer(session, OfferKind.BENCHMARK, outline, "Elsewhere")


def test_one_of_another_place_is_no_benchmark(session):
    assert keep(session, BM_2)
    assert session.scalar(select(func.count()).select_from(Offer)) == 1
    assert session.scalar(select(func.count()).select_from(Benchmark)) == 0


def test_it_is_offered_for_tables_of_its_own_question_only(session):
    result = make_wave(session, 1)
    keep(session, BM_2)
    keep(session, replace(BM_2, question="A4"))
    keep(session, replace(BM_2, instrument="other"))
    (offered,) = outlines_by_result(session, [result])[result.id]
    assert outline_for(session, result, offered.id) is offered
    for other in (offered.id + 1, offered.id + 2, 99):
        with pytest.raises(NotFound):
            outline_for(session, result, other)


def test_where_nothing_came_the_page_asks_once(session, statements_at_most):
    result = make_wave(session, 1)
    with statements_at_most(1):
        assert outlines_by_result(session, [result]) == {}


def test_a_member_starts_from_it_with_a_baseline_of_this_place(
    pages, session, board, people
):
    result = make_wave(session, 1)
    keep(session, BM_2)
    session.commit()
    pages.sign_in(people[1])
    assert "a benchmark of another place: Elsewhere" in pages.get(f"{DESK}/new")
    address = f"{DESK}/new/{result.id}?outline=1"
    html = pages.get(address)
    assert "Villages may be left behind." in html
    assert "Waiting makes everything harder." not in html
    assert "it is no benchmark here before the board decides" in html
    assert 'value="area/rural"' in html
    assert session.scalar(select(func.count()).select_from(Benchmark)) == 0

    onward = pages.post(address, filled(session))
    assert onward.endswith("/target")
    made = session.scalar(select(Benchmark))
    assert (made.state, made.target, made.motion_id) == ("nominated", None, None)
    assert made.baseline_result_id == result.id


def test_one_that_is_not_there_is_not_found(pages, session, board, people):
    result = make_wave(session, 1)
    pages.sign_in(people[1])
    pages.get(f"{DESK}/new/{result.id}?outline=7", status=404)
