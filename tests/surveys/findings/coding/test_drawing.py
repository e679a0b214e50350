from collections import Counter
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.coding.drawing import (
    drawn,
    sample,
    sample_size,
    tasks_alone,
    tasks_for_both,
)
from surveys.findings.coding.stages import Seat, Stage
from surveys.waves.privacy.order import chance_band, kendall_tau

SALT, OTHER = "00" * 32, "ff" * 32


def texts(count):
    return [UUID(int=number) for number in range(count)]


@pytest.mark.parametrize(
    ("count", "size"),
    [(0, 0), (7, 7), (100, 100), (101, 100), (500, 100), (501, 101), (1000, 200)],
)
def test_both_read_a_fifth_and_at_least_a_hundred(count, size):
    assert sample_size(count) == size
    assert len(sample(texts(count), SALT)) == size


def test_the_draw_follows_from_the_salt_and_not_from_the_order():
    every = texts(300)
    assert sample(every, SALT) == sample(reversed(every), SALT)
    assert set(sample(every, SALT)) != set(sample(every, OTHER))


def test_the_order_says_nothing_of_the_keys_nor_of_the_other_coder():
    first = drawn(texts(300), SALT, "order 1 1")
    second = drawn(texts(300), SALT, "order 2 1")
    for order in (first, [UUID(int=first.index(text)) for text in second]):
        places = [text.int for text in order]
        assert abs(kendall_tau([places])) < chance_band([places])


def test_both_coders_read_the_same_texts_each_in_their_own_order():
    tasks = tasks_for_both(texts(600), SALT, 1)
    queues = {s: [text for text, seat, _why in tasks if seat == s] for s in Seat}
    assert set(queues[Seat.FIRST]) == set(queues[Seat.SECOND])
    assert queues[Seat.FIRST] != queues[Seat.SECOND]
    assert {why for _text, _seat, why in tasks} == {Stage.SAMPLE}


def test_a_second_round_has_the_same_texts_in_another_order():
    one, two = (tasks_for_both(texts(300), SALT, again) for again in (1, 2))
    assert set(one) == set(two)
    assert one != two


def test_the_rest_is_shared_out_and_a_tenth_of_it_checked():
    every = texts(1100)
    tasks = tasks_alone(every, SALT)
    rest = [(text, seat) for text, seat, why in tasks if why is Stage.REST]
    assert {text for text, _seat in rest} == set(every) - set(sample(every, SALT))
    assert Counter(seat for _text, seat in rest) == {Seat.FIRST: 440, Seat.SECOND: 440}
    checks = [(text, seat) for text, seat, why in tasks if why is Stage.CHECK]
    assert Counter(seat for _text, seat in checks) == {Seat.FIRST: 44, Seat.SECOND: 44}
    owner = dict(rest)
    assert all(owner[text] != seat for text, seat in checks)


def test_a_coder_cannot_tell_a_check_from_the_rest_by_its_place():
    tasks = [why for _text, seat, why in tasks_alone(texts(1100), SALT) if seat == 1]
    at = [place for place, why in enumerate(tasks) if why is Stage.CHECK]
    assert min(at) < len(tasks) / 4
    assert max(at) > 3 * len(tasks) / 4


@given(st.integers(0, 260))
def test_each_text_is_read_by_somebody_and_by_nobody_twice(count):
    every = texts(count)
    tasks = [*tasks_for_both(every, SALT, 1), *tasks_alone(every, SALT)]
    assert {text for text, _seat, _why in tasks} == set(every)
    assert len({(text, seat) for text, seat, _why in tasks}) == len(tasks)
