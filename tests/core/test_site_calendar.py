"""The site's calendar, and how an operator writes it down."""

import tomllib
from datetime import date

import pytest

from core.site_calendar import SiteCalendar, read_calendar

CHRISTMAS = date(2026, 12, 25)


def calendar(text):
    return read_calendar(tomllib.loads(text))


def test_without_any_word_the_weekend_is_saturday_and_sunday():
    assert calendar("") == SiteCalendar()
    assert not SiteCalendar().is_working_day(date(2026, 8, 1))
    assert not SiteCalendar().is_working_day(date(2026, 8, 2))
    assert SiteCalendar().is_working_day(date(2026, 8, 3))


def test_a_holiday_is_no_working_day_the_day_after_is():
    named = calendar('holidays = ["2026-12-25"]')

    assert not named.is_working_day(CHRISTMAS)
    assert named.is_working_day(date(2026, 12, 24))
    assert named.is_working_day(date(2026, 12, 28))


def test_a_holiday_may_be_written_as_a_date_or_in_quotes():
    assert calendar("holidays = [2026-12-25]") == calendar('holidays = ["2026-12-25"]')


def test_another_weekend_takes_the_place_of_the_usual_one():
    named = calendar("weekend = [4, 5]")

    assert not named.is_working_day(date(2026, 8, 7))
    assert named.is_working_day(date(2026, 8, 2))


def test_a_site_may_work_all_week():
    assert calendar("weekend = []").is_working_day(date(2026, 8, 2))


@pytest.mark.parametrize("weekend", [range(7), range(8), {7}, {-1}])
def test_a_week_without_work_or_with_an_eighth_day_is_refused(weekend):
    with pytest.raises(ValueError, match="never all"):
        SiteCalendar(weekend=frozenset(weekend))


@pytest.mark.parametrize(
    "text",
    [
        "weekend = [0, 1, 2, 3, 4, 5, 6]",
        "weekend = [7]",
        'weekend = ["Friday"]',
        'holidays = ["25 December"]',
        "holidays = [2026-12-25T08:00:00]",
        "holiday = []",
    ],
)
def test_a_calendar_that_cannot_be_kept_is_refused(text):
    with pytest.raises(ValueError, match=r"weekend|isoformat|calendar"):
        calendar(text)
