from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.instruments.expressions import values
from surveys.instruments.expressions.evaluate import Scope, evaluate
from surveys.instruments.expressions.pattern import (
    ENDLESS,
    compiled,
    longest_match,
    weight,
)
from surveys.instruments.expressions.work import (
    LONGEST_SHORT,
    Lengths,
    longest,
    work,
)
from tests.surveys.instruments.any_instrument import any_tree

ROUNDS = {"b": ("b_1", "b_2", "b_3")}
KNOWN = Lengths({"a": 7, "b_1": 5, "b_2": 5, "b_3": 2}, ROUNDS, own=9, attribute=4)
A, B = ["item", "a"], ["every", "b"]
LEAVES = (A, B, ["self"], ["attr", "of"])


def called(pattern, text=A):
    return ["regex", text, compiled(pattern), pattern]


@pytest.mark.parametrize(
    ("tree", "most"),
    [
        ("four", 4),
        (1.5, LONGEST_SHORT),
        (A, 7),
        (["self"], 9),
        (["attr", "of"], 4),
        (["today"], LONGEST_SHORT),
        (["+", A, A], LONGEST_SHORT),
        (["concat", A, "xx", A], 16),
        (["substr", A, 2], 7),
        (["if", ["true"], A, "0123456789"], 10),
        (["coalesce", A, ["self"]], 9),
        (["format-date", ["today"], "%Y-%m"], 10),
        (["concat", B, ""], 12),
    ],
)
def test_a_text_has_so_many_characters_at_most(tree, most):
    assert longest(tree, KNOWN) == most


def test_texts_that_are_joined_have_a_sign_between_each_and_the_next():
    joined = evaluate(
        ["join", "--", B],
        Scope({"b_1": "12345", "b_2": "12345", "b_3": "12"}, ROUNDS),
    )
    assert joined == "12345--12345--12"
    assert longest(["join", "--", B], KNOWN) >= len(joined)


@given(st.integers(0, 2**32))
def test_no_expression_is_ever_longer_than_was_reckoned(seed):
    draw = Random(seed)  # noqa: S311  # an example, no secret
    tree = any_tree(draw, LEAVES, 4)

    def any_text(most):
        return "".join(draw.choices("a1 -é😀", k=draw.randint(0, most)))

    answers = {key: any_text(most) for key, most in KNOWN.answers.items()}
    attributes = {"of": any_text(KNOWN.attribute)}
    scope = Scope(answers, ROUNDS, any_text(KNOWN.own), attributes, today=20_000)
    assert len(values.text(evaluate(tree, scope), 0)) <= longest(tree, KNOWN)


@pytest.mark.parametrize(
    ("pattern", "most"),
    [
        ("", 0),
        (r"\d{5}", 5),
        ("[A-Z]{1,2}[0-9] ?", 4),
        ("(ab|c)?", 3),
        ("a*", ENDLESS),
        ("x(a|b+)", ENDLESS),
        ("a{3,}", ENDLESS),
    ],
)
def test_a_pattern_that_never_goes_back_gives_up_soon(pattern, most):
    assert longest_match(compiled(pattern)) == most


def test_classes_with_many_ranges_weigh_more():
    one, many = compiled("[ab]"), compiled("[acegikmoqsuwy0-9A-F]")
    assert len(one) == len(many)
    assert weight(many) == weight(one) + 3


def test_work_is_the_steps_of_each_pattern_for_each_character():
    endless, short = called(".*"), called(r"\d{2}")
    assert work(endless, KNOWN) == weight(endless[2]) * 8
    assert work(short, KNOWN) == weight(short[2]) * 3
    both = ["and", endless, ["not", short]]
    assert work(both, KNOWN) == work(endless, KNOWN) + work(short, KNOWN)
    within = called(".*", ["if", short, A, A])
    assert work(within, KNOWN) == work(endless, KNOWN) + work(short, KNOWN)


SHORT = ["<=", ["string-length", ["self"]], 3]


@pytest.mark.parametrize(
    ("condition", "most"),
    [
        (SHORT, 3),
        (["<", ["string-length", ["self"]], 3], 3),
        (["<=", ["string-length", ["self"]], 300], KNOWN.own),
        (["<=", ["string-length", ["self"]], -1], 0),
        (["and", ["true"], SHORT], 3),
        (["or", ["true"], SHORT], KNOWN.own),
        (["<=", ["string-length", ["self"]], A], KNOWN.own),
        (["<=", ["string-length", A], 3], KNOWN.own),
        (["<=", 3, ["string-length", ["self"]]], KNOWN.own),
        ("yes", KNOWN.own),
    ],
)
def test_what_stands_behind_a_length_sees_no_longer_answer(condition, most):
    pattern = called(".*", ["self"])
    assert work(["and", condition, pattern], KNOWN) == weight(pattern[2]) * (1 + most)
    before = ["and", pattern, condition]
    assert work(before, KNOWN) == weight(pattern[2]) * (1 + KNOWN.own)


def test_where_there_is_no_pattern_there_is_no_work():
    assert work(None, KNOWN) == 0
    assert work(["contains", A, "x"], KNOWN) == 0
