"""Before which day a conversation may not be public."""

from datetime import date

from forum.threads.opening_day import opening_day, register

SOON, LATER = date(2026, 5, 1), date(2026, 6, 1)


def test_where_no_room_asks_it_may_be_public_now():
    assert opening_day({}, None, 7) is None


def test_the_latest_day_counts_and_each_room_is_asked_about_the_thread():
    asked = []
    extensions = {"other": 1}

    def asks(day):
        return lambda _session, thread: asked.append(thread) or day

    for day in (SOON, None, LATER):
        register(extensions, asks(day))

    assert opening_day(extensions, None, 7) == LATER
    assert asked == [7, 7, 7]
    assert extensions["other"] == 1
