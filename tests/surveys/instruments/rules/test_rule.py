"""Which rules follow from which, held against every way to answer."""

from itertools import chain, combinations, product

import pytest

from surveys.instruments.rules.rule import Rule

CODES = "abc"
SOME = [frozenset(each) for n in (1, 2, 3) for each in combinations(CODES, n)]
RULES = [Rule("q", codes, unless=unless) for codes in SOME for unless in (False, True)]
ONE = [(), *((code,) for code in CODES)]
ANY = list(chain.from_iterable(combinations(CODES, n) for n in range(4)))


@pytest.mark.parametrize(("several", "ways"), [(False, ONE), (True, ANY)])
def test_a_rule_implies_another_where_whoever_meets_it_meets_the_other(several, ways):
    for one, other in product(RULES, RULES):
        follows = all(other.leads(given) for given in ways if one.leads(given))
        possible = any(map(one.leads, ways))
        if one.implies(other, several=several):
            assert follows, (one, other)
        elif one.unless == other.unless and possible:
            assert not follows, (one, other)


@pytest.mark.parametrize(("several", "ways"), [(False, ONE), (True, ANY)])
def test_a_rule_excludes_another_exactly_where_nobody_meets_both(several, ways):
    for one, other in product(RULES, RULES):
        both = any(one.leads(given) and other.leads(given) for given in ways)
        assert one.excludes(other, several=several) == (not both), (one, other)


def test_rules_on_two_questions_say_nothing_of_each_other():
    one, other = Rule("q", frozenset("a")), Rule("r", frozenset("a"))
    assert not one.implies(other, several=False)
    assert not one.excludes(other, several=False)
