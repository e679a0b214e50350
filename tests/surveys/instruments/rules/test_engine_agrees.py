"""The rules hold where the questionnaire asks: random conditions and answers."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.findings.tabulate import Counted, tabulate
from surveys.instruments.expressions.written import written
from surveys.instruments.items import Item
from surveys.instruments.kinds import Kind
from tests.surveys.findings.factories import plan
from tests.surveys.instruments.any_instrument import any_answers, any_instrument
from tests.surveys.instruments.rules.town import town

OPTIONS = {
    "asked": ("yes", "gave_up", "no", "prefer_not"),
    "whom": ("a", "b", "c"),
    "ticks": ("s", "t", "u", "v", "none"),
}
NUMBERS = {"age": (17, 18, 65), "times": (0, 1, 3), "hours": (0, 9.5, 10)}
NUMBERS_ANSWERED = {
    "age": (0, 17, 18, 19, 64, 65, 900, 10**18),
    "times": tuple(range(10)),
    "hours": (-1, 0, 0.5, 9, 9.5, 10, 17.25, -(10**18)),
    "rooms": (-3, 0, 2),
}


def a_condition(draw: Random, depth: int) -> str:
    """Return a condition such as people write, and not only those with rules."""
    if depth and draw.random() < 0.7:
        inner = a_condition(draw, depth - 1)
        if draw.random() < 0.3:
            return f"not({inner})"
        other = a_condition(draw, depth - 1)
        return f"({inner} {draw.choice(['and', 'and', 'or'])} {other})"
    if draw.random() < 0.4:
        key, numbers = draw.choice(list(NUMBERS.items()))
        sign = draw.choice([">", ">=", "<", "<=", "=", "!="])
        return f"${{{key}}} {sign} {draw.choice(numbers)}"
    key, options = draw.choice(list(OPTIONS.items()))
    return draw.choice(
        [
            f"selected(${{{key}}}, '{draw.choice(options)}')",
            f"${{{key}}} {draw.choice(['=', '!='])} '{draw.choice(options)}'",
            f"${{{key}}} {draw.choice(['=', '!='])} ''",
            "${grown} = 'yes'",
            f"count-selected(${{ticks}}) > {draw.randint(0, 2)}",
        ]
    )


def somebody(draw: Random) -> dict:
    """Return what somebody answered, some of it to what they were not asked."""
    given = {
        key: draw.choice(options) for key, options in OPTIONS.items() if key != "ticks"
    }
    given["ticks"] = draw.choice([["none"], draw.sample("stuv", draw.randint(1, 3))])
    given |= {key: draw.choice(each) for key, each in NUMBERS_ANSWERED.items()}
    return {key: value for key, value in given.items() if draw.random() < 0.75}


def meets(rules, instrument, answers) -> bool:
    def codes(item: Item):
        return item.categories(answers[item.key]) if item.key in answers else ()

    return all(rule.leads(codes(instrument.by_key[rule.item])) for rule in rules)


def standing(instrument, answers):
    """Return those of the answers that would be taken, one beside the other."""
    for _ in range(len(answers) + 1):
        wrong = instrument.check(answers)
        answers = {key: value for key, value in answers.items() if key not in wrong}
    return instrument.clean(answers)


@settings(max_examples=300)
@given(seed=st.integers(0, 10**9))
def test_a_question_is_asked_just_where_its_rules_hold(seed):
    draw = Random(seed)  # noqa: S311  # no secret
    made = town(a_condition(draw, 3))
    found = made.led["end"]
    for _ in range(60):
        answers = made.clean(somebody(draw))
        asked = "end" in {item.key for item in made.asked(answers)}
        held = meets(found.rules, made, answers)
        assert held or not asked, (written(made.by_key["end"].condition), answers)
        if found.whole:
            assert asked == held, (written(made.by_key["end"].condition), answers)
        if found.nobody:
            assert not asked


def test_many_of_these_conditions_have_rules_and_many_have_not():
    """A test that no condition passes through would hold nothing."""
    draws = [Random(seed) for seed in range(200)]  # noqa: S311  # no secret
    found = [town(a_condition(draw, 3)).led["end"] for draw in draws]
    counted = Counter((each.whole, bool(each.rules)) for each in found)
    assert counted[True, True] >= 40
    assert sum(not each.whole for each in found) >= 40
    assert sum(each.nobody for each in found) >= 3


@settings(max_examples=150)
@given(seed=st.integers(0, 10**9))
def test_nor_does_any_other_questionnaire_ask_anybody_else(seed):
    """Questions of all kinds, with conditions of all functions, repeats and filters."""
    draw = Random(seed)  # noqa: S311  # no secret
    made = any_instrument(draw)
    for _ in range(25):
        answers = standing(made, any_answers(draw, made))
        asked = {item.key for item in made.asked(answers)}
        for key, found in made.led.items():
            held = meets(found.rules, made, answers)
            assert held or key not in asked
            assert not found.whole or held == (key in asked)


@pytest.mark.parametrize(
    "condition",
    [
        "${asked} != 'yes'",
        "${age} >= 18 and ${asked} != ''",
        "not(selected(${ticks}, 's')) and ${whom} != 'a'",
        "${ticks} != '' and not(selected(${ticks}, 'none'))",
    ],
)
def test_the_tables_count_as_asked_whom_the_questionnaire_asks(condition):
    draw, made = Random(7), town(condition)  # noqa: S311  # no secret
    people = [made.clean(somebody(draw)) for _ in range(400)]
    raw = {"title": "T", "tables": [{"item": "end"}], "breakdowns": []}
    voices = [Counted(answers, "en", "web") for answers in people]
    found = tabulate(voices, made, plan(raw, made))
    asked = [made.by_key["end"] in made.asked(answers) for answers in people]
    assert 0 < sum(asked) < len(people)
    assert found.asked(made.by_key["end"]) == sum(
        1 << place for place, each in enumerate(asked) if each
    )


def test_every_kind_that_can_be_asked_about_is_among_these_questions():
    kinds = {item.kind for item in town().items}
    assert kinds >= set(Kind) - {Kind.NOTE, Kind.ACKNOWLEDGE, Kind.DATE, Kind.SCALE}
