"""What one translator sees of a text, and what their words become."""

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
    decided,
    is_clash,
    refusal,
    row_of,
)
from surveys.instruments.translating.states import State, Translated

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


def test_choosing_one_of_two_drafts_reviews_it():
    row = seen(attempts=[MINE, THEIRS])
    assert decided(row, Typed("k", Mode.DECIDE, "", choice=1)) == (
        "أجل",
        State.REVIEWED,
    )
    assert decided(row, Typed("k", Mode.DECIDE, "بلى")) == ("بلى", State.REVIEWED)
    assert decided(row, Typed("k", Mode.DECIDE, "")) == ("", None)


def test_a_changed_text_is_a_draft_again_unless_its_state_is_said_anew():
    row = seen(DONE)
    same = Typed("k", Mode.PLAIN, "أجل", state=State.AGREED)
    anew = Typed("k", Mode.PLAIN, "أجل", state=State.REVIEWED)
    assert decided(row, same) == ("أجل", State.DRAFT)
    assert decided(row, anew) == ("أجل", State.REVIEWED)
    assert decided(row, Typed("k", Mode.PLAIN, "")) == ("", None)
