import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.findings import alike
from surveys.findings.alike import LEAST_ANSWERS, Likeness, banded
from surveys.findings.columns import blocks

KEYS = [f"q{number}" for number in range(LEAST_ANSWERS)]


def answers(**changes):
    return dict.fromkeys(KEYS, "yes") | changes


def watched(*responses, closed=KEYS):
    likeness = Likeness(closed, numbers=["q0", "q1"])
    rows = [(each, "en", "web") for each in responses]
    for each in blocks(rows, likeness.keys):
        likeness.take(each)
    return likeness


def counted(*responses, closed=KEYS):
    return watched(*responses, closed=closed).alike()


def test_nobody_is_like_nobody():
    assert counted() == 0
    assert counted(answers()) == 0


def test_the_same_answers_are_alike():
    assert counted(answers(), answers(), answers(q0="no", q1="no")) == 2


def test_one_other_answer_is_still_alike():
    assert counted(answers(), answers(q3="no")) == 2
    assert counted(answers(), answers(q3="no", q4="no")) == 0


def test_a_question_left_out_is_not_another_answer():
    shorter = answers()
    del shorter["q0"]
    assert counted(answers(q12="no"), shorter, closed=[*KEYS, "q12"]) == 0


def test_short_responses_are_not_compared():
    short = dict.fromkeys(KEYS[1:], "yes")
    assert counted(short, short) == 0
    assert watched(short, short).compared == 0


def test_free_words_are_not_compared():
    assert counted(answers(wish="A bus"), answers(wish="A clinic")) == 2


def test_several_answers_are_compared_as_a_whole():
    assert counted(answers(q0=["a", "b"]), answers(q0=["a", "b"])) == 2


def test_what_was_compared_is_counted():
    assert watched(answers(), answers(q0="no"), {"q0": "yes"}).compared == 2


def test_a_number_is_no_other_kind_of_number():
    assert counted(answers(q0=1, q1=1), answers(q0=1.0, q1=1.0)) == 0
    assert counted(answers(q0=1, q1=1), answers(q0=1, q1=1)) == 2


def test_large_waves_count_only_what_is_wholly_the_same(monkeypatch):
    monkeypatch.setattr(alike, "MOST_COMPARED_NEARLY", 0)
    assert counted(answers(), answers(q3="no")) == 0
    assert counted(answers(), answers()) == 2


@pytest.mark.parametrize(
    ("people", "told"),
    [
        (0, {"people": 0}),
        (1, {"fewer_than": 10}),
        (9, {"fewer_than": 10}),
        (10, {"people": 10}),
    ],
)
def test_a_small_number_is_not_told_exactly(people, told):
    assert banded(people) == told


RESPONSE = st.tuples(
    st.sampled_from("ab"), st.sampled_from("ab"), st.sampled_from("ab")
)


@given(st.lists(RESPONSE, max_size=8))
def test_it_is_what_comparing_each_with_each_finds(people):
    responses = [answers(q0=a, q1=b, q2=c) for a, b, c in people]

    def near(one, other):
        return sum(one[key] != other[key] for key in KEYS) <= 1

    expected = sum(
        any(near(one, other) for j, other in enumerate(responses) if i != j)
        for i, one in enumerate(responses)
    )
    assert counted(*responses) == expected
    assert counted(*reversed(responses)) == expected
