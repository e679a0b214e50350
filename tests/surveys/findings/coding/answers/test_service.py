import json
from collections import Counter
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from accounts.rules import Role
from core.audit import AuditEvent
from core.db import db
from core.errors import Conflict, Invalid, NotAllowed, NotFound
from surveys.findings.coding.answers.queries import (
    next_coding,
    progress,
    translations,
)
from surveys.findings.coding.answers.service import Typed, begin, keep, take_seat
from surveys.findings.coding.models import Coding, CodingSet
from surveys.findings.coding.queries import coding_set
from surveys.findings.coding.stages import CodingState, Seat, SetState
from tests.factories import make_member
from tests.surveys.findings.coding.factories import (
    BY,
    add_codes,
    costly,
    make_begun,
    make_set,
    read_all,
    read_one_by_one,
    seat_two,
    writers,
)


def first(session, found, member_seat=Seat.FIRST):
    return next_coding(session, found, member_seat)


def test_two_take_the_seats_and_a_third_finds_none(session):
    found = make_set(session)
    one, two, three = (make_member(session, Role.CODER) for _ in range(3))
    assert take_seat(session, found, one.id, **BY) is Seat.FIRST
    with pytest.raises(Conflict, match="seated"):
        take_seat(session, found, one.id, **BY)
    assert take_seat(session, found, two.id, **BY) is Seat.SECOND
    with pytest.raises(Conflict, match="seats_taken"):
        take_seat(session, found, three.id, **BY)


def test_the_database_lets_nobody_be_both_coders(session):
    found, one = make_set(session), make_member(session)
    found.first_coder_id = found.second_coder_id = one.id
    with pytest.raises(IntegrityError):
        session.flush()


def test_who_leaves_the_site_leaves_the_seat_and_the_codings_stay(session):
    found, one, _two = make_begun(session)
    read_all(session, found, one)
    session.delete(one)
    session.commit()
    session.refresh(found)
    assert found.first_coder_id is None
    assert progress(session, found)[Seat.FIRST].coded == 12


def test_it_begins_with_two_coders_and_a_codebook(session):
    found = make_set(session)
    with pytest.raises(Conflict, match="two_coders"):
        begin(session, found, **BY)
    seat_two(session, found)
    with pytest.raises(Conflict, match="no_codebook"):
        begin(session, found, **BY)
    add_codes(session, found, "Cost")
    begin(session, found, **BY)
    assert found.state == SetState.DOUBLE
    with pytest.raises(Conflict, match="not_now"):
        begin(session, found, **BY)


def test_both_read_the_same_texts_each_in_their_own_order(session):
    make_begun(session, writers(115))
    rows = session.execute(
        select(Coding.seat, Coding.open_text_id).order_by(Coding.seat, Coding.place)
    ).all()
    queues = [[text for seat, text in rows if seat == each] for each in Seat]
    assert len(queues[0]) == 100
    assert set(queues[0]) == set(queues[1])
    assert queues[0] != queues[1]


def test_a_reading_is_kept_with_the_codebook_it_went_by(session):
    found, one, _two = make_begun(session)
    coding = first(session, found)
    typed = Typed(coding.open_text_id, 0, ("wait", "cost", "cost"), note="Unsure.")
    keep(session, found, one.id, typed)
    assert (coding.codes, coding.note) == (["cost", "wait"], "Unsure.")
    assert (coding.state, coding.revision) == (CodingState.CODED, 1)
    assert coding.codebook_version == 2
    assert first(session, found).id != coding.id


def test_what_was_passed_on_comes_last_with_what_was_ticked(session):
    found, one, _two = make_begun(session)
    passed = first(session, found)
    keep(session, found, one.id, Typed(passed.open_text_id, 0, ("cost",), pass_on=True))
    seen = []
    while coding := first(session, found):
        seen.append(coding.id)
        keep(session, found, one.id, Typed(coding.open_text_id, coding.revision))
    assert seen[-1] == passed.id
    assert len(seen) == 12


def test_two_taps_are_one_reading(session):
    found, one, _two = make_begun(session)
    coding = first(session, found)
    for _tap in range(2):
        keep(session, found, one.id, Typed(coding.open_text_id, 0, ("cost",)))
    assert coding.revision == 1


def test_an_older_page_does_not_write_over_a_newer_one(session):
    found, one, _two = make_begun(session)
    coding = first(session, found)
    keep(session, found, one.id, Typed(coding.open_text_id, 0, ("cost",)))
    with pytest.raises(Conflict, match="other_page"):
        keep(session, found, one.id, Typed(coding.open_text_id, 0, ("wait",)))
    assert coding.codes == ["cost"]
    keep(session, found, one.id, Typed(coding.open_text_id, 1, ("wait",)))
    assert coding.codes == ["wait"]


def test_when_both_are_through_they_look_together(session):
    found, one, two = make_begun(session)
    read_all(session, found, one)
    assert found.state == SetState.DOUBLE
    read_all(session, found, two)
    assert found.state == SetState.JOINT
    with pytest.raises(Conflict, match="not_now"):
        keep(session, found, one.id, Typed(UUID(int=1), 0))


def test_tests_that_read_all_at_once_find_what_reading_one_by_one_leaves(session):
    found, *coders = make_begun(session)
    for coder, read in zip(coders, (read_one_by_one, read_all), strict=True):
        read(session, found, coder, costly)
    assert found.state == SetState.JOINT
    kept = ("codes", "state", "stage", "note", "revision", "codebook_version")
    one, two = (
        {each.open_text_id: [getattr(each, name) for name in kept] for each in rows}
        for seat in Seat
        if (rows := session.scalars(select(Coding).where(Coding.seat == seat)).all())
    )
    assert one == two


@pytest.mark.database("postgresql")
def test_of_two_last_texts_at_once_the_second_waits_and_opens_the_joint_screen(session):
    found, one, two = make_begun(session, writers(1))
    session.commit()
    last = {seat: first(session, found, seat).open_text_id for seat in Seat}
    set_id, one_id, two_id = found.id, one.id, two.id
    keep(session, found, one_id, Typed(last[Seat.FIRST], 0))
    with Session(db.engine) as other:
        other.execute(text("SET LOCAL lock_timeout = '1ms'"))
        found = coding_set(other, set_id)
        with pytest.raises(OperationalError, match="lock"):
            keep(other, found, two_id, Typed(last[Seat.SECOND], 0))
    session.commit()
    with Session(db.engine) as other:
        found = coding_set(other, set_id)
        keep(other, found, two_id, Typed(last[Seat.SECOND], 0))
        assert found.state == SetState.JOINT


def test_one_that_is_put_off_keeps_the_joint_screen_shut(session):
    found, one, two = make_begun(session)
    read_all(session, found, one)
    for _text in range(11):
        coding = first(session, found, Seat.SECOND)
        keep(session, found, two.id, Typed(coding.open_text_id, 0))
    last = first(session, found, Seat.SECOND)
    keep(session, found, two.id, Typed(last.open_text_id, 0, pass_on=True))
    assert found.state == SetState.DOUBLE


def test_only_the_two_coders_keep_anything(session):
    found, _one, _two = make_begun(session)
    coding, stranger = first(session, found), make_member(session, Role.CODER)
    with pytest.raises(NotAllowed):
        keep(session, found, stranger.id, Typed(coding.open_text_id, 0))


def test_a_text_of_another_set_does_not_wait_here(session):
    found, one, _two = make_begun(session)
    coding = first(session, found)
    coding.round = 7
    session.flush()
    with pytest.raises(NotFound):
        keep(session, found, one.id, Typed(coding.open_text_id, 0))


@pytest.mark.parametrize(
    "wrong",
    [{"codes": ("nowhere",)}, {"note": "x" * 1001}, {"translation": "x" * 10001}],
)
def test_what_cannot_stand_is_refused(session, wrong):
    found, one, _two = make_begun(session)
    typed = Typed(first(session, found).open_text_id, 0, **wrong)
    with pytest.raises(Invalid):
        keep(session, found, one.id, typed)


def test_each_coders_translation_stands_beside_the_text(session):
    found, one, two = make_begun(session)
    text_id = first(session, found).open_text_id
    for member, words in ((one, "Un vœu"), (two, "Un souhait")):
        said = {"translation": words, "language": "fr"}
        keep(session, found, member.id, Typed(text_id, 0, **said))
    assert [each.text for each in translations(session, text_id)] == [
        "Un vœu",
        "Un souhait",
    ]
    keep(session, found, one.id, Typed(text_id, 1, ("cost",), language="fr"))
    assert [each.seat for each in translations(session, text_id)] == [Seat.SECOND]


def test_acts_are_in_the_log_without_texts_codes_or_people(session):
    found, one, two = make_begun(session)
    read_all(session, found, one, lambda _text: ["cost"])
    read_all(session, found, two)
    leaves = session.scalars(select(AuditEvent.leaf)).all()
    acts = Counter(json.loads(leaf)["action"] for leaf in leaves)
    assert acts["coding.take_seat"] == 2
    assert acts["coding.begin"] == 1
    assert not any(
        word in leaf for leaf in leaves for word in ("wish 1", "cost", one.pseudonym)
    )


def test_texts_are_laid_out_in_a_few_statements_however_many_there_are(
    session, statements_at_most
):
    found = make_set(session, writers(30))
    add_codes(session, found, "Cost")
    seat_two(session, found)
    session.scalars(select(CodingSet)).all()
    with statements_at_most(8):
        begin(session, found, role="coder", actor_id=None)
