"""All patterns of an instrument together have a bound, and what passes is counted."""

from dataclasses import replace

import pytest

from surveys.instruments.expressions.pattern import compiled, weight
from surveys.instruments.expressions.tree import all_of
from surveys.instruments.items import Item
from surveys.instruments.judging import LONGEST_TEXT
from surveys.instruments.kinds import Kind
from surveys.instruments.options import Option
from surveys.instruments.pattern_structure import MOST_WORK, pattern_faults
from surveys.instruments.questionnaire import Repeat
from surveys.instruments.structure import faults
from tests.surveys.instruments.small import SMALL

WORDS = {"en": "?"}
LETTERS = "[A-Za-z ]+"
ONE = weight(compiled(LETTERS)) * (LONGEST_TEXT + 1)
FIT = MOST_WORK // ONE


def looks(pattern, at=("self",)):
    return ["regex", list(at), compiled(pattern), pattern]


def text(number, **parts):
    return Item(f"t{number}", Kind.TEXT, WORDS, **parts)


def found(*items, **parts):
    return list(pattern_faults(replace(SMALL, items=items, **parts)))


def test_texts_are_refused_at_the_question_where_it_is_too_much():
    def many(count, **parts):
        made = (text(n, constraint=looks(LETTERS), **parts) for n in range(count))
        return replace(SMALL, items=tuple(made))

    assert FIT >= 15, "a questionnaire that people use has a few such questions"
    assert faults(many(FIT)) == []
    ((place, reason),) = faults(many(FIT + 5))
    assert place == f"items.t{FIT}.constraint"
    assert reason.startswith("The patterns up to here take too long")
    assert faults(many(20 * FIT, maximum=60)) == []


def test_a_pattern_of_so_many_signs_costs_little_whatever_the_text():
    assert not found(*(text(n, constraint=looks("[0-9]{10}")) for n in range(500)))


@pytest.mark.parametrize("part", ["when", "calculation"])
def test_every_expression_counts(part):
    many = all_of(*(looks(LETTERS, ("item", "t0")) for _ in range(FIT + 1)))
    kind = Kind.CALCULATE if part == "calculation" else Kind.TEXT
    ((place, _reason),) = found(text(0), Item("x", kind, WORDS, **{part: many}))
    assert place == f"items.x.{part}"


def test_a_filter_counts_for_each_option():
    filtered = looks("([ab]*){20}", ("attr", "of"))
    said = {"of": "a" * 50}

    def choice(count):
        options = tuple(Option(f"o{n}", WORDS, attributes=said) for n in range(count))
        return Item(
            "x", Kind.SELECT_ONE, WORDS, options=options, choice_filter=filtered
        )

    assert not found(choice(10))
    ((place, _reason),) = found(choice(500))
    assert place == "items.x.choice_filter"


def test_every_round_of_a_repeat_counts():
    repeat = Repeat("more", WORDS, 20, another=WORDS, yes=WORDS, no=WORDS)
    item = text(0, repeat="more", constraint=all_of(looks(LETTERS), looks(LETTERS)))
    assert not found(item)
    ((place, _reason),) = found(item, repeats=(repeat,))
    assert place == f"items.t0_{FIT // 2 + 1}.constraint"
    everyone = ["join", "", ["every", "t0"]]
    at_once = replace(text(1), when=looks("([ab]*){9}", everyone))
    plain = replace(item, constraint=None)
    ((place, _reason),) = found(plain, at_once, repeats=(repeat,))
    assert place == "items.t1.when"


def test_an_answer_that_is_too_long_is_cut_for_the_other_questions():
    """Else a page sent by hand could give the patterns any length of text."""
    mine = replace(
        SMALL,
        items=(
            text(0, maximum=5),
            text(1),
            Item("n", Kind.INTEGER, WORDS),
            Item(
                "r", Kind.RANK, WORDS, options=(Option("a", WORDS), Option("b", WORDS))
            ),
        ),
    )
    long = "x" * 100_000
    said = mine.scope({"t0": long, "t1": long, "n": long, "r": [long]}).answers
    assert {key: len(each) for key, each in said.items()} == {
        "t0": 5,
        "t1": LONGEST_TEXT,
        "n": 40,
        "r": 44,
    }
