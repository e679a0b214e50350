"""In whatever order a plan and its options are written, and whatever codes are called.

The same is hidden: nothing in the order of a file decides who is shown, and a name only
between equals. There it has to: what else is known of two answers that as many people
gave is who gave them, and a choice that follows from that would tell it.
"""

from collections import Counter
from copy import deepcopy
from dataclasses import replace
from itertools import combinations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from surveys.instruments.rules.rule import Rule
from tests.surveys.findings.audit.test_one_more import CROWDS, numbers_of
from tests.surveys.findings.audit.waves import (
    TINY,
    TINY_PLAN,
    Wave,
    as_published,
)

SHUFFLE = st.randoms(use_true_random=False)


def wave_of(people, raw=TINY_PLAN, questions=TINY):
    return Wave([(each.answers, each.language) for each in people], raw, questions)


def shuffled_plan(random):
    """The plan with its tables, breakdowns and groups in another order."""
    raw = deepcopy(TINY_PLAN)
    for some in (raw["tables"], raw["breakdowns"], raw["breakdowns"][-1]["groups"]):
        random.shuffle(some)
    for table in raw["tables"]:
        random.shuffle(table.get("by", []))
    return raw


def with_options(change):
    """The questions with other options."""
    items = (replace(item, options=tuple(change(item))) for item in TINY.items)
    return replace(TINY, items=tuple(items))


@settings(max_examples=15)
@given(CROWDS, SHUFFLE)
def test_the_order_of_the_plan_and_of_options_does_not_decide(people, random):
    other = with_options(lambda i: random.sample(i.options, len(i.options)))
    raw = deepcopy(TINY_PLAN)
    shuffled = shuffled_plan(random)
    before = numbers_of(wave_of(people, raw).published)
    assert numbers_of(wave_of(people, shuffled, other).published) == before


@settings(max_examples=3)
@given(CROWDS, SHUFFLE)
def test_nor_does_it_decide_what_the_audit_takes_out(people, random):
    other = with_options(lambda i: random.sample(i.options, len(i.options)))
    one = wave_of(people).audited()
    again = wave_of(people, shuffled_plan(random), other).audited()
    assert numbers_of(as_published(again)) == numbers_of(as_published(one))


TOWNS = {"n": "z", "o": "k", "p": "a"}
ANSWERS = {"a": "y", "b": "x", "c": "b"}
TICKS = {"s": "c", "t": "b", "u": "a"}
NAMES = {"q": ANSWERS, "town": TOWNS, "ticks": TICKS}
"""Codes whose alphabet runs the other way."""


def renamed(people):
    """The same people, with other codes for what they said and where they live."""
    for each in people:
        said = {
            key: [NAMES[key][one] for one in value]
            if isinstance(value, list)
            else NAMES.get(key, {}).get(value, value)
            for key, value in each.answers.items()
        }
        yield each._replace(answers=said)


def called_otherwise(item):
    names = NAMES.get(item.key, {})
    return [replace(o, key=names.get(o.key, o.key)) for o in item.options]


def by_new_names(numbers):
    """What was published, said in the other codes."""
    every = {"q": ANSWERS, "ticks": TICKS, "town": TOWNS}
    found = {}
    for about, people in numbers.items():
        name, *rest = about
        if name == "people":
            found[about] = people
        elif name == "size":
            by, *codes = rest
            found[name, by, *sorted(every.get(by, {}).get(c, c) for c in codes)] = (
                people
            )
        else:
            found[_place(name, rest, every)] = people
    return found


def _place(name, rest, every):
    by, *more = rest
    cut = len(more) - 1 if more[-1] == "base" else more.index("is")
    groups = sorted(every.get(by, {}).get(code, code) for code in more[:cut])
    answers = [every.get(name, {}).get(code, code) for code in more[cut + 1 :]]
    return (name, by, *groups, more[cut], *sorted(answers))


def parts_of_tables(people):
    """How many gave each answer, and are in each group, in every table of the plan."""
    for by in ("", "language", "town"):
        for question in ("q", "more", "ticks"):
            answers, groups = Counter(), Counter()
            for each in people:
                said = each.answers.get(question, [])
                group = each.language if by == "language" else each.answers.get(by)
                if by and not group:
                    continue
                answers.update(said if isinstance(said, list) else [said])
                groups[group] += bool(said)
            yield from (answers, groups)


def are_equals(counts):
    """Whether two parts are as many, also where several are merged into one."""
    some = [set(each) for n in range(1, 3) for each in combinations(counts, n)]
    return any(
        not one & other and sum(counts[c] for c in one) == sum(counts[c] for c in other)
        for one, other in combinations(some, 2)
    )


@settings(max_examples=15)
@given(CROWDS)
def test_what_codes_are_called_does_not_decide(people):
    assume(not any(are_equals(counts) for counts in parts_of_tables(people)))
    rule = Rule("q", frozenset({"y"}))
    items = tuple(
        replace(item, options=tuple(called_otherwise(item))) for item in TINY.items
    )
    more = next(item for item in items if item.key == "more")
    asked = tuple(replace(each, options=rule.options) for each in more.relevant)
    other = tuple(replace(i, relevant=asked) if i is more else i for i in items)
    questions = replace(TINY, items=other)
    assert questions.led["more"].rules == (rule,)
    before = numbers_of(wave_of(people).published)
    after = numbers_of(wave_of(renamed(people), TINY_PLAN, questions).published)
    assert after == by_new_names(before)
