"""What one translator sees of a text, and what their words become."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.instruments.translating.desk import (
    MOST_LETTERS,
    Attempt,
    Filter,
    Mode,
    Refusal,
    Row,
    Typed,
    Written,
    decided,
    is_clash,
    is_own,
    refusal,
    row_of,
)
from surveys.instruments.translating.states import STEPS, State, Translated

ME, OTHER, THIRD = 1, 2, 3
DONE = Translated("Yes", "نعم", State.AGREED)
MINE, THEIRS = Attempt(ME, "Yes", "نعم"), Attempt(OTHER, "Yes", "أجل")


def seen(known=None, attempts=(), *, two=True, member_id=ME, source="Yes"):
    return row_of("k", source, known, attempts, two=two, member_id=member_id)


def test_where_one_draft_is_enough_the_text_itself_is_written():
    assert seen(two=False) == Row("k", "Yes", Mode.PLAIN)
    assert seen(DONE, two=False) == Row("k", "Yes", Mode.PLAIN, "نعم", State.AGREED)


def test_where_two_are_wanted_each_sees_only_their_own():
    assert seen().mode is Mode.ATTEMPT
    assert seen(attempts=[MINE]).text == "نعم"
    hidden = seen(attempts=[THEIRS])
    assert (hidden.mode, hidden.text, hidden.attempts) == (Mode.ATTEMPT, "", ())


@pytest.mark.parametrize("member_id", [ME, OTHER, THIRD])
def test_when_both_are_in_everybody_sees_both(member_id):
    row = seen(attempts=[MINE, THEIRS], member_id=member_id)
    assert row.mode is Mode.DECIDE
    assert row.attempts == ("نعم", "أجل")


def test_what_was_decided_is_translated_as_any_other_until_its_source_changes():
    assert seen(DONE).mode is Mode.PLAIN
    again = seen(DONE, source="Yes, often")
    assert again.mode is Mode.ATTEMPT
    assert again.changed
    assert again.state is State.DRAFT


def test_attempts_at_an_older_source_do_not_count():
    old = [Attempt(ME, "Yea", "ن"), Attempt(OTHER, "Yea", "أ")]
    assert seen(attempts=old).mode is Mode.ATTEMPT
    assert seen(attempts=old).text == ""


def test_filters_show_what_they_are_called():
    changed = seen(DONE, two=False, source="Yes, often")
    both = seen(attempts=[MINE, THEIRS])
    assert [f for f in Filter if seen().is_in(f)] == [Filter.ALL, Filter.MISSING]
    assert [f for f in Filter if changed.is_in(f)] == [
        Filter.ALL,
        Filter.DRAFT,
        Filter.CHANGED,
    ]
    assert both.is_in(Filter.DECIDE)
    assert not seen(DONE).is_in(Filter.DRAFT)


@pytest.mark.parametrize(
    ("source", "text", "reason"),
    [
        ("Hello", "مرحبا", None),
        ("Hello ${name}", "مرحبا ${name}", None),
        ("Hello ${name}", "مرحبا ${ name }", None),
        ("Hello ${name}", "مرحبا ${other}", Refusal.PLACEHOLDERS),
        ("Hello ${name}", "مرحبا", Refusal.PLACEHOLDERS),
        ("Hello", "مرحبا ${name}", Refusal.PLACEHOLDERS),
        ("${a} and ${b}", "${b} و ${a}", None),
        ("Hello", "م" * (MOST_LETTERS + 1), Refusal.LONG),
    ],
)
def test_what_is_filled_in_must_be_in_both(source, text, reason):
    assert refusal(source, text) is reason


rows = st.builds(
    lambda text, state: Row("k", "Yes", Mode.PLAIN, text, state if text else None),
    st.text(max_size=3),
    st.sampled_from(State),
)


@given(rows)
def test_a_row_sent_back_as_it_stood_was_not_touched(row):
    sent = Typed("k", row.mode, row.text, row.mark, row.state)
    assert not sent.is_touched
    assert not is_clash(row, sent)


@given(rows, rows, rows)
def test_a_clash_is_somebody_else_s_change_under_one_s_own(before, now, wish):
    sent = Typed("k", wish.mode, wish.text, before.mark, wish.state)
    clash = is_clash(now, sent)
    assert clash == (before not in (wish, now) and now != wish)


def test_choosing_what_another_wrote_of_two_drafts_reviews_it():
    row = seen(attempts=[MINE, THEIRS])
    mine, theirs = (Typed("k", Mode.DECIDE, "", choice=each) for each in (0, 1))
    assert decided(row, theirs, ME) == Written("أجل", State.REVIEWED, OTHER)
    assert decided(row, mine, ME) == Written("نعم", State.DRAFT, ME)
    assert decided(row, mine, THIRD) == Written("نعم", State.REVIEWED, ME)


def test_what_two_wrote_alike_is_reviewed_by_whoever_takes_it():
    row = seen(attempts=[MINE, replace(THEIRS, text=MINE.text)])
    took = Typed("k", Mode.DECIDE, "", choice=0)
    assert decided(row, took, ME) == Written(MINE.text, State.REVIEWED, OTHER)


def test_a_third_text_goes_before_a_choice_that_cannot_be_taken_back():
    row = seen(attempts=[MINE, THEIRS])
    both = Typed("k", Mode.DECIDE, "بلى", choice=1)
    assert decided(row, both, ME) == Written("بلى", State.DRAFT, ME)


def test_a_third_text_is_a_draft_that_nobody_else_has_seen():
    row = seen(attempts=[MINE, THEIRS])
    third = Typed("k", Mode.DECIDE, "بلى")
    assert decided(row, third, THIRD) == Written("بلى", State.DRAFT, THIRD)
    assert decided(row, Typed("k", Mode.DECIDE, ""), ME) == Written("", None, ME)


def test_a_changed_text_is_a_draft_again_unless_its_state_is_said_anew():
    row = seen(DONE)
    same = Typed("k", Mode.PLAIN, "أجل", state=State.AGREED)
    anew = Typed("k", Mode.PLAIN, "أجل", state=State.REVIEWED)
    assert decided(row, same, ME) == Written("أجل", State.DRAFT, ME)
    assert decided(row, anew, ME) == Written("أجل", State.REVIEWED, ME)
    assert decided(row, Typed("k", Mode.PLAIN, ""), ME) == Written("", None, ME)


def test_who_reviews_a_text_does_not_become_its_author():
    row = seen(Translated("Yes", "نعم", State.DRAFT, OTHER))
    sent = Typed("k", Mode.PLAIN, "نعم", state=State.REVIEWED)
    assert decided(row, sent, ME) == Written("نعم", State.REVIEWED, OTHER)


@pytest.mark.parametrize("state", STEPS[1:])
def test_nobody_says_of_their_own_words_that_they_were_looked_at(state):
    row = seen(Translated("Yes", "نعم", State.DRAFT, ME))
    raised = Typed("k", Mode.PLAIN, "نعم", state=state)
    assert is_own(row, raised, ME)
    assert not is_own(row, raised, OTHER)
    assert is_own(row, replace(raised, text="أجل"), OTHER)
    assert not is_own(seen(two=False), replace(raised, state=None), ME)


def test_a_text_that_nobody_is_known_to_have_written_may_be_reviewed_by_anybody():
    row = seen(Translated("Yes", "نعم"))
    assert not is_own(row, Typed("k", Mode.PLAIN, "نعم", state=State.AGREED), ME)


def test_a_state_that_others_raised_may_be_lowered_by_the_author():
    row = seen(Translated("Yes", "نعم", State.AGREED, ME))
    lower = Typed("k", Mode.PLAIN, "نعم", state=State.REVIEWED)
    higher = replace(lower, state=State.PRETESTED)
    assert not is_own(row, lower, ME)
    assert is_own(row, higher, ME)
