from deliberation.trace.becoming import Link, Step, from_step, told

THREAD = Link("thread", "waiting", {"en": "Waiting for the call back"})
ANSWER = Link("proposal", "p1", {"en": "Health authority"}, state="accepted")


def test_every_step_is_told_in_order_whatever_was_found():
    found = told({Step.ANSWERS: [ANSWER], Step.THREADS: [THREAD]})
    assert list(found) == list(Step)
    assert found[Step.THREADS] == (THREAD,)


def test_a_step_without_anything_is_nothing_yet_and_not_left_out():
    assert told({})[Step.BENCHMARKS] == ()


def test_a_thread_is_told_from_its_own_future_on():
    later = from_step(told({Step.THREADS: [THREAD]}), Step.PROPOSALS)
    assert list(later) == [Step.PROPOSALS, Step.ASKS, Step.ANSWERS]


def test_from_the_first_step_on_is_everything():
    whole = told({Step.ANSWERS: [ANSWER]})
    assert from_step(whole, Step.RESULTS) == whole
