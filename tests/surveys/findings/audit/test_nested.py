"""What is left over of a number without one that is part of it: people, and few."""

from collections import Counter
from functools import reduce
from itertools import product
from operator import or_
from random import Random

import pytest

from surveys.findings.audit import protected
from surveys.findings.audit.protected import Protection
from surveys.findings.audit.published import rows_of
from surveys.findings.audit.stranger import conclusions
from surveys.findings.tabulate import Counted, tabulate
from surveys.instruments.definition import read_definition
from surveys.instruments.made_up import labelled, made_up, question
from tests.surveys.findings.audit.waves import (
    Wave,
    as_published,
    assert_the_audit_hides,
)


def asked(key, relevant=()):
    """A question with two answers, asked of everybody or on a condition."""
    on_what = {"relevant": relevant} if relevant else {}
    options = labelled(no="No", yes="Yes")
    return question(key, "select_one", f"{key}?", options=options, **on_what)


def on(*conditions):
    return [{"item": item, "options": options} for item, *options in conditions]


def wave(questions, tables, *people):
    """Of so many people each time what they answered; question by question."""
    instrument = read_definition("nested.toml", made_up("nested", "N", questions))
    plan = {"title": "N", "tables": [{"item": key} for key in tables]}
    crowd = [(said, "en") for many, said in people for _ in range(many)]
    return Wave(crowd, plan, instrument)


FIRST = question(
    "q",
    "select_one",
    "Where were you treated?",
    options=labelled(a="A", b="B", c="C"),
)


def two_at_b():
    """Nothing is told of q: 60 were asked m, for a or b, and 58 of them n, for a."""
    return wave(
        FIRST + asked("m", on(("q", "a", "b"))) + asked("n", on(("q", "a"))),
        ["m", "n"],
        (30, {"q": "a", "m": "no", "n": "yes"}),
        (28, {"q": "a", "m": "yes", "n": "no"}),
        (2, {"q": "b", "m": "yes"}),
        (80, {"q": "c"}),
    )


def two_elsewhere():
    """60 said yes to r, of which nothing is told; 58 of those said a to q."""
    return wave(
        FIRST
        + asked("r")
        + asked("m", on(("r", "yes")))
        + asked("n", on(("q", "a"), ("r", "yes"))),
        ["q", "m", "n"],
        (30, {"q": "a", "r": "yes", "m": "no", "n": "yes"}),
        (28, {"q": "a", "r": "yes", "m": "yes", "n": "no"}),
        (2, {"q": "b", "r": "yes", "m": "yes"}),
        (50, {"q": "b", "r": "no"}),
        (40, {"q": "a", "r": "no"}),
    )


BOTH = question(
    "both",
    "calculate",
    "How many of the two?",
    score_of=["s", "t"],
    points=["no", "yes"],
    bands=[
        {"key": "none", "label": "None", "up_to": 1},
        {"key": "one", "label": "One", "above": 1, "up_to": 1.5},
        {"key": "two", "label": "Both", "above": 1.5},
    ],
)


def some_with_one(some):
    """40 said yes to s and to t, and so many more to s alone."""
    return wave(
        asked("s") + asked("t") + BOTH,
        ["s", "t", "both"],
        (40, {"s": "yes", "t": "yes"}),
        (some, {"s": "yes", "t": "no"}),
        (20, {"s": "no", "t": "yes"}),
        (50, {"s": "no", "t": "no"}),
    )


def three_with_one():
    """43 said yes to s and 40 to both: three said yes to s and no to t."""
    return some_with_one(3)


ATTACKS = [two_at_b, two_elsewhere, three_with_one]


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_few_left_over_do_not_show_after_the_audit(attack):
    assert_the_audit_hides(attack())


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_stranger_would_conclude_it_from_what_the_gate_alone_lets_through(attack):
    found = attack()
    assert list(conclusions(found.layout, found.published))
    assert not list(conclusions(found.layout, as_published(found.audited())))


@pytest.mark.parametrize("attack", ATTACKS)
def test_were_they_not_looked_for_they_would_be_published(attack, monkeypatch):
    """The mutation."""
    monkeypatch.setattr(protected, "nested_in", lambda _layout: ())
    monkeypatch.setattr(Protection, "_of_untold", lambda *_: ())
    found = attack()
    assert not found.judge().given_away


def test_the_table_of_the_score_goes_and_its_questions_stay():
    assert three_with_one().audited().report["hidden"] == [["both", ""]]


def test_many_left_over_hide_nothing():
    assert some_with_one(13).audited().report["hidden"] == []


MANY = (
    FIRST
    + asked("r")
    + asked("m", on(("q", "a", "b")))
    + asked("n", on(("q", "a"), ("r", "yes")))
    + asked("s")
    + asked("t")
    + BOTH
)
MADE = read_definition("many.toml", made_up("many", "M", MANY))
CHOICES = {"q": "abc", **dict.fromkeys("rmnst", ("no", "yes"))}
EVERY_KIND = {
    (tuple(sorted(MADE.clean(said).items())), language)
    for given in product(*((None, *choices) for choices in CHOICES.values()))
    for said in [{k: v for k, v in zip(CHOICES, given, strict=True) if v}]
    for language in ("en", "fr")
}
"""All the people there can be: each set of answers that somebody can give."""


def planned(*tables):
    languages = [{"key": key, "label": key} for key in ("en", "fr")]
    return {
        "title": "M",
        "tables": [{"item": key, "by": ["language"]} for key in tables],
        "breakdowns": [
            {
                "key": "language",
                "label": "Language",
                "attribute": "language",
                "groups": languages,
            }
        ],
    }


def unequal(seed):
    """Two hundred people, most of whom say the same."""
    chance = Random(seed)  # noqa: S311  # nobody is to be surprised
    often = {
        key: [0.03, *(chance.random() ** 2 + 0.03 for _ in choices)]
        for key, choices in CHOICES.items()
    }
    for _ in range(200):
        said = {
            key: chance.choices((None, *choices), often[key])[0]
            for key, choices in CHOICES.items()
        }
        answers = MADE.clean({key: value for key, value in said.items() if value})
        yield answers, chance.choices(["en", "fr"], [3, 2])[0]


def numbers_shown(found, kinds):
    """Every published number, as the set of the kinds of people that it counts."""
    for body in found.bodies:
        item = kinds.instrument.by_key[body["item"]["key"]]
        answers, groups = kinds.answers(item), kinds.attributes["language"]
        for row, by, codes in rows_of(body):
            inside = [groups.get(code, 0) for code in codes]
            people = reduce(or_, inside, 0) if by else kinds.everyone
            if row["base"] is not None:
                yield people & kinds.asked(item)
            for column, number in zip(body["columns"], row["counts"], strict=True):
                if number is not None:
                    giving = [answers.get(code, 0) for code in column["members"]]
                    yield people & reduce(or_, giving, 0)


def few_between(found, many):
    """By how few people a number is larger than another that is part of it."""
    listed = sorted(EVERY_KIND)
    voices = [Counted(dict(answers), language, "web") for answers, language in listed]
    kinds = tabulate(voices, MADE, found.plan)
    real = [many[each] for each in listed]
    numbers = set(numbers_shown(as_published(found.audited()), kinds))
    for one, other in product(numbers, numbers):
        left = one & ~other
        if left and not other & ~one:
            people = sum(n for place, n in enumerate(real) if left >> place & 1)
            if 0 < people < 5:
                yield people


@pytest.mark.parametrize("tables", ["qrmnst", "mn", "qmn", "rmnst"])
@pytest.mark.parametrize("seed", range(3))
def test_t2_no_number_is_larger_by_few_than_one_that_is_part_of_it(seed, tables):
    """By trying all the people there can be, and without any equation."""
    people = list(unequal(seed))
    score = ["both"] if "s" in tables else []
    found = Wave(people, planned(*tables, *score), MADE)
    many = Counter((tuple(sorted(said.items())), spoken) for said, spoken in people)
    assert set(many) <= EVERY_KIND
    assert list(few_between(found, many)) == []
