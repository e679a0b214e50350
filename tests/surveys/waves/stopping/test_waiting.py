"""Moves wait until ten people are behind them, and none gets lost or doubled."""

import os
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.waves.stopping.pages import BEGINNING
from surveys.waves.stopping.waiting import Waiting

BEGIN = {BEGINNING: -1, "first": 1}
ON = {"first": -1, "second": 1}
WAVE, OTHER = 7, 8


@pytest.fixture
def waiting():
    return Waiting(4096)


def test_nine_people_wait_however_far_they_go_and_the_tenth_hands_all_out(waiting):
    for _ in range(9):
        assert waiting.add(WAVE, BEGIN) == {}
    for _ in range(9):
        assert waiting.add(WAVE, ON) == {}

    handed = waiting.add(WAVE, BEGIN)

    assert handed == {BEGINNING: -10, "first": 1, "second": 9}
    assert waiting.take(WAVE) == {}


def test_each_wave_waits_for_ten_people_of_its_own(waiting):
    for _ in range(9):
        assert waiting.add(WAVE, BEGIN) == waiting.add(OTHER, BEGIN) == {}
    assert waiting.add(OTHER, BEGIN) != {}
    assert waiting.take(WAVE) == {BEGINNING: -9, "first": 9}


def test_what_is_taken_at_the_close_is_gone(waiting):
    waiting.add(WAVE, BEGIN)
    assert waiting.take(WAVE) == BEGIN
    assert waiting.take(WAVE) == {}


def test_a_batch_that_could_not_be_written_comes_again_with_the_next_move(waiting):
    for _ in range(9):
        waiting.add(WAVE, BEGIN)
    waiting.put_back(WAVE, waiting.add(WAVE, BEGIN))
    assert waiting.add(WAVE, ON) == {BEGINNING: -10, "first": 9, "second": 1}


def test_what_was_handed_out_is_not_left_in_memory(waiting):
    waiting.add(WAVE, {BEGINNING: -1, "a_page_of_this_wave": 1})
    waiting.take(WAVE)
    assert b"a_page" not in waiting._shared.content[:]  # noqa: SLF001  # as a dump would show it


def test_what_does_not_fit_is_lost_and_what_was_there_stays():
    small = Waiting(64)
    small.add(WAVE, BEGIN)
    small.add(WAVE, {"x" * 80: 1})
    assert small.take(WAVE) == BEGIN


def test_a_worker_that_died_while_it_wrote_costs_what_waited_and_no_more(waiting):
    waiting.add(WAVE, BEGIN)
    waiting._shared.content[6] = 0  # noqa: SLF001  # half of what it wrote
    assert waiting.add(WAVE, ON) == {}
    assert waiting.take(WAVE) == ON


@given(st.lists(st.sampled_from([BEGIN, ON]), max_size=60))
def test_what_is_handed_out_and_what_waits_is_what_was_added(moves):
    waiting, found, wanted = Waiting(4096), Counter(), Counter()
    for each in moves:
        wanted.update(each)
        handed = waiting.add(WAVE, each)
        assert not handed or handed[BEGINNING] == -10
        found.update(handed)
    found.update(waiting.take(WAVE))
    assert {page: n for page, n in found.items() if n} == {
        page: n for page, n in wanted.items() if n
    }


def test_workers_add_up_together_and_only_one_gets_a_batch(waiting):
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            batches = sum(bool(waiting.add(WAVE, BEGIN)) for _ in range(25))
            os._exit(batches)
        children.append(child)
    handed = sum(os.waitstatus_to_exitcode(os.waitpid(each, 0)[1]) for each in children)
    assert handed == 10
    assert waiting.take(WAVE) == {}
