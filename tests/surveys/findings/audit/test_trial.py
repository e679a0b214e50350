"""Made-up communities: the same each time, and hard to protect."""

from surveys.findings.audit.trial import all_attacked, some_people


def test_a_seed_always_gives_the_same_people():
    assert some_people(7) == some_people(7)
    assert some_people(7) != some_people(8)


def test_after_the_audit_nothing_is_left_that_the_gate_let_through():
    outcomes = list(all_attacked(5))
    assert [outcome.left.given_away for outcome in outcomes] == [()] * 5
    assert any(outcome.found.targets for outcome in outcomes)
