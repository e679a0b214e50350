import pytest
from sqlalchemy import func, select

from core.errors import Conflict, Invalid, NotAllowed, NotFound
from surveys.findings.coding.answers.queries import progress
from surveys.findings.coding.codebook.service import write_entry
from surveys.findings.coding.joint.service import (
    Together,
    agreement_of,
    decide,
    go_on,
    read_again,
    readings_together,
    undecided,
)
from surveys.findings.coding.models import Coding, JointDecision
from surveys.findings.coding.stages import Outcome, Seat, SetState, Stage
from tests.factories import make_member
from tests.surveys.findings.coding.factories import (
    BY,
    add_codes,
    costly,
    make_begun,
    make_joint,
    none_at_all,
    read_all,
    writers,
)

AGREED = Together(Outcome.AGREED, ("cost",))


def nearly(text):
    """Like ``costly``, but for the first writer."""
    return [] if text.startswith("wish 0 ") else costly(text)


def disputed(session, found):
    return undecided(readings_together(session, found))


def test_nobody_sees_the_other_before_both_are_through(session):
    found, one, _two = make_begun(session)
    read_all(session, found, one)
    with pytest.raises(Conflict, match="not_both"):
        readings_together(session, found)


def test_agreement_is_counted_code_by_code(session):
    found, _one, _two = make_joint(session, second=nearly)
    read = readings_together(session, found)
    agreed = agreement_of(session, found, read)
    assert len(read) == 12
    cost = agreed["cost"]
    assert (cost.both, cost.first_only, cost.second_only, cost.neither) == (5, 1, 0, 6)
    assert agreed["wait"].neither == 12


def test_what_was_read_alike_needs_no_talk(session):
    found, _one, _two = make_joint(session)
    assert disputed(session, found) == []


@pytest.mark.parametrize(
    ("together", "final"),
    [
        (AGREED, {"cost"}),
        (Together(Outcome.AGREED), set()),
        (Together(Outcome.TWO_READINGS, ("cost",), "It can be read so."), set()),
    ],
)
def test_a_difference_ends_with_its_outcome(session, together, final):
    found, one, _two = make_joint(session, second=nearly)
    (text,) = disputed(session, found)
    decide(session, found, one.id, text.text_id, together)
    assert disputed(session, found) == []
    after = {each.text_id: each.final for each in readings_together(session, found)}
    assert after[text.text_id] == final


def test_of_two_who_decide_one_comes_too_late(session):
    found, one, two = make_joint(session, second=nearly)
    (text,) = disputed(session, found)
    decide(session, found, one.id, text.text_id, AGREED)
    with pytest.raises(Conflict, match="decided"):
        decide(session, found, two.id, text.text_id, Together(Outcome.AGREED))
    assert session.scalars(select(JointDecision.codes)).all() == [["cost"]]


@pytest.mark.parametrize(
    ("together", "code"),
    [
        (Together(Outcome.TWO_READINGS), "joint.reason_missing"),
        (Together(Outcome.CODEBOOK_CHANGED, (), "So."), "joint.codebook_same"),
        (Together(Outcome.AGREED, ("nowhere",)), "coding.code_unknown"),
        (Together(Outcome.AGREED, (), "x" * 1001), "coding.too_long"),
    ],
)
def test_what_cannot_stand_is_refused(session, together, code):
    found, one, _two = make_joint(session, second=nearly)
    (text,) = disputed(session, found)
    with pytest.raises(Invalid) as caught:
        decide(session, found, one.id, text.text_id, together)
    assert caught.value.code == code


def test_the_codebook_changed_if_it_did(session):
    found, one, _two = make_joint(session, second=nearly)
    (text,) = disputed(session, found)
    said = {"language": "en", "key": "cost", "seen": 1}
    typed = {"name": "Cost", "definition": "Fees only."}
    write_entry(session, found, typed, **said)
    changed = Together(Outcome.CODEBOOK_CHANGED, ("cost",), "Fees were not named.")
    decide(session, found, one.id, text.text_id, changed)
    assert disputed(session, found) == []


def test_only_the_two_decide_and_only_about_what_they_read_differently(session):
    found, one, _two = make_joint(session, second=nearly)
    (text,) = disputed(session, found)
    alike = next(
        each for each in readings_together(session, found) if not each.is_disputed
    )
    with pytest.raises(NotAllowed):
        decide(session, found, make_member(session).id, text.text_id, AGREED)
    with pytest.raises(NotFound):
        decide(session, found, one.id, alike.text_id, AGREED)


def test_they_go_on_when_all_is_talked_about_and_they_agree_enough(session):
    found, one, _two = make_joint(session, second=nearly)
    with pytest.raises(Conflict, match="undecided"):
        go_on(session, found, **BY)
    decide(session, found, one.id, disputed(session, found)[0].text_id, AGREED)
    go_on(session, found, **BY)
    assert found.state == SetState.CODED  # twelve texts: both read all of them


def test_those_who_agree_too_little_read_the_same_texts_once_more(session):
    found, one, two = make_joint(session, second=none_at_all)
    for text in disputed(session, found):
        decide(session, found, one.id, text.text_id, AGREED)
    with pytest.raises(Conflict, match="agree_too_little"):
        go_on(session, found, **BY)
    read_again(session, found, **BY)
    assert (found.round, found.state) == (2, SetState.DOUBLE)
    assert {each.texts for each in progress(session, found).values()} == {12}
    read_all(session, found, one, costly)
    read_all(session, found, two, costly)
    assert disputed(session, found) == []
    go_on(session, found, **BY)
    assert session.scalar(select(func.count()).select_from(Coding)) == 48


def test_a_code_that_is_newer_than_the_readings_was_tried_by_nobody(session):
    found, _one, _two = make_joint(session)
    add_codes(session, found, "Travel")
    with pytest.raises(Conflict, match="new_code"):
        go_on(session, found, **BY)


def test_the_rest_is_read_by_one_and_a_tenth_of_it_by_both(session):
    found, one, two = make_joint(session, people=writers(130))
    go_on(session, found, **BY)
    assert found.state == SetState.SINGLE
    assert [each.texts for each in progress(session, found).values()] == [17, 17]
    read_all(session, found, one, costly)
    read_all(session, found, two, costly)
    assert found.state == SetState.REVIEW
    assert len(readings_together(session, found)) == 4
    go_on(session, found, **BY)
    assert found.state == SetState.CODED


def test_what_a_check_found_is_talked_about_too(session):
    found, one, two = make_joint(session, people=writers(130))
    go_on(session, found, **BY)
    read_all(session, found, one, lambda _text: ["wait"])
    read_all(session, found, two, none_at_all)
    checked = disputed(session, found)
    assert len(checked) == 4
    with pytest.raises(Conflict, match="undecided"):
        go_on(session, found, **BY)
    with pytest.raises(Conflict):
        read_again(session, found, **BY)
    for text in checked:
        decide(session, found, two.id, text.text_id, Together(Outcome.AGREED))
    go_on(session, found, **BY)
    assert found.state == SetState.CODED


def test_every_text_is_read_by_somebody(session):
    found, _one, _two = make_joint(session, people=writers(130))
    go_on(session, found, **BY)
    read = select(func.count(Coding.open_text_id.distinct()))
    assert session.scalar(read) == 130
    own = read.where(Coding.stage == Stage.REST, Coding.seat == Seat.FIRST)
    assert session.scalar(own) == 15


def test_nobody_goes_on_alone(session):
    found, one, _two = make_begun(session)
    read_all(session, found, one)
    for act in (go_on, read_again):
        with pytest.raises(Conflict):
            act(session, found, **BY)
