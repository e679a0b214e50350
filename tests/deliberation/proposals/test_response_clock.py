from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.site_calendar import SiteCalendar
from deliberation.proposals.response_clock import (
    ClockReading,
    ClockState,
    answered_on,
    read_clock,
)
from deliberation.proposals.working_days import due_date, working_days_after

PLAIN = SiteCalendar()
DELIVERED = date(2026, 8, 3)
DUE = date(2026, 8, 31)

days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
calendars = st.builds(
    SiteCalendar,
    weekend=st.frozensets(st.integers(0, 6), max_size=6),
    holidays=st.frozensets(days, max_size=30),
)
allowances = st.integers(1, 60)


def clock(*, answered=None, today=DELIVERED, delivered=DELIVERED, calendar=PLAIN):
    due = delivered and due_date(delivered, calendar)
    return read_clock(due_on=due, answered_on=answered, today=today, calendar=calendar)


# The fictional community's three proposals


def test_a_proposal_delivered_on_3_august_is_due_on_31_august():
    assert due_date(DELIVERED, PLAIN) == DUE


def test_an_answer_on_24_august_is_5_working_days_early():
    reading = clock(answered=date(2026, 8, 24))
    assert reading == ClockReading(ClockState.ANSWERED_IN_TIME, DUE, 5)


def test_an_answer_on_the_last_day_is_in_time():
    reading = clock(answered=DUE)
    assert reading == ClockReading(ClockState.ANSWERED_IN_TIME, DUE, 0)


def test_an_answer_on_9_september_is_7_working_days_late():
    reading = clock(answered=date(2026, 9, 9))
    assert reading == ClockReading(ClockState.ANSWERED_LATE, DUE, 7)


def test_the_reminder_of_26_august_has_3_working_days_left():
    reading = clock(today=date(2026, 8, 26))
    assert reading == ClockReading(ClockState.RUNNING, DUE, 3)


def test_a_bank_holiday_on_31_august_moves_the_last_day_to_1_september():
    calendar = SiteCalendar(holidays=frozenset({DUE}))
    assert due_date(DELIVERED, calendar) == date(2026, 9, 1)


# Every state


def test_before_delivery_there_is_no_last_day():
    assert clock(delivered=None) == ClockReading(ClockState.NOT_DELIVERED, None, 0)


def test_on_the_day_of_delivery_the_whole_time_is_left():
    assert clock() == ClockReading(ClockState.RUNNING, DUE, 20)


def test_the_last_day_is_due_today():
    assert clock(today=DUE) == ClockReading(ClockState.DUE_TODAY, DUE, 0)


def test_the_day_after_the_last_day_is_one_day_late():
    reading = clock(today=date(2026, 9, 1))
    assert reading == ClockReading(ClockState.OVERDUE, DUE, 1)


def test_the_answer_decides_and_not_the_day_it_is_read():
    reading = clock(answered=DUE, today=date(2027, 1, 1))
    assert reading.state is ClockState.ANSWERED_IN_TIME


def test_a_weekend_after_a_last_friday_is_late_by_no_working_day_yet():
    delivered, due, saturday = date(2026, 8, 7), date(2026, 9, 4), date(2026, 9, 5)
    assert clock(delivered=delivered, today=saturday) == ClockReading(
        ClockState.OVERDUE, due, 0
    )
    assert clock(delivered=delivered, answered=saturday) == ClockReading(
        ClockState.ANSWERED_LATE, due, 0
    )


# Calendars


def test_a_delivery_on_a_saturday_counts_from_monday():
    saturday, friday = date(2026, 8, 1), date(2026, 7, 31)
    assert due_date(saturday, PLAIN) == due_date(friday, PLAIN) == date(2026, 8, 28)


def test_a_site_may_have_no_weekend():
    calendar = SiteCalendar(weekend=frozenset())
    assert due_date(DELIVERED, calendar) == DELIVERED + timedelta(days=20)


def test_no_time_to_answer_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        due_date(DELIVERED, PLAIN, working_days=0)


def test_an_answer_needs_a_delivery():
    with pytest.raises(ValueError, match="nothing was delivered"):
        clock(delivered=None, answered=DUE)


def test_a_proposal_is_answered_when_its_last_ask_is():
    first, last = date(2026, 8, 20), date(2026, 8, 24)
    assert answered_on([last, first]) == last
    assert answered_on([first, None]) is None
    assert answered_on([]) is None


# What holds on every calendar


@given(days, calendars, allowances)
def test_the_last_day_is_a_working_day_and_leaves_exactly_the_time(
    delivered, calendar, allowance
):
    due = due_date(delivered, calendar, working_days=allowance)
    assert calendar.is_working_day(due)
    assert working_days_after(delivered, due, calendar) == allowance


@given(days, calendars, allowances)
def test_a_holiday_never_brings_the_last_day_forward(delivered, calendar, allowance):
    without = SiteCalendar(weekend=calendar.weekend)
    due = due_date(delivered, calendar, working_days=allowance)
    assert due >= due_date(delivered, without, working_days=allowance)


@given(days, days, days, calendars)
def test_working_days_add_up_over_any_day_between(one, two, three, calendar):
    start, middle, end = sorted((one, two, three))
    whole = working_days_after(start, end, calendar)
    first = working_days_after(start, middle, calendar)
    assert whole == first + working_days_after(middle, end, calendar)


@given(days, days, calendars)
def test_nothing_is_late_on_or_before_its_last_day(one, two, calendar):
    answered, due = sorted((one, two))
    reading = read_clock(due_on=due, answered_on=answered, today=due, calendar=calendar)
    assert reading.state is ClockState.ANSWERED_IN_TIME
    assert working_days_after(due, answered, calendar) == 0


@given(days, st.integers(0, 120), calendars)
def test_the_days_left_fall_to_zero_and_the_days_late_only_grow(
    delivered, waited, calendar
):
    today = delivered + timedelta(days=waited)
    now, later = (
        clock(delivered=delivered, today=day, calendar=calendar)
        for day in (today, today + timedelta(days=1))
    )
    order = [ClockState.RUNNING, ClockState.DUE_TODAY, ClockState.OVERDUE]
    assert order.index(now.state) <= order.index(later.state)
    if now.state is later.state is ClockState.RUNNING:
        assert now.working_days >= later.working_days > 0
    if now.state is ClockState.OVERDUE:
        assert later.working_days >= now.working_days


@given(days, st.integers(0, 120), calendars)
def test_an_answer_is_late_exactly_when_the_open_clock_was_overdue(
    delivered, waited, calendar
):
    day = delivered + timedelta(days=waited)
    standing = clock(delivered=delivered, today=day, calendar=calendar)
    answered = clock(delivered=delivered, answered=day, today=day, calendar=calendar)
    overdue = standing.state is ClockState.OVERDUE
    assert (answered.state is ClockState.ANSWERED_LATE) == overdue
    assert not overdue or answered.working_days == standing.working_days
