from deliberation.packs.rules import other_rules, rules_here


def test_the_rules_are_those_of_the_documents():
    rules = rules_here()
    assert (rules["smallest_group"], rules["smallest_answer"]) == (10, 5)
    assert (rules["smallest_group_of_sensitive"], rules["ballot_hours"]) == (20, 72)
    assert (rules["delphi_consensus"], rules["delphi_opposed"]) == (0.7, 0.15)
    assert rules["least_kappa"] == 0.6
    assert "projection" in rules["target_methods"]


def test_only_rules_that_differ_are_told():
    ours = rules_here()
    assert list(other_rules(ours, ours)) == []
    theirs = {**ours, "ballot_hours": 24, "a_rule_of_theirs": "x"}
    assert list(other_rules(theirs, ours)) == [
        ("a_rule_of_theirs", "x", None),
        ("ballot_hours", 24, 72),
    ]


def test_a_rule_that_they_do_not_tell_is_no_difference():
    assert list(other_rules({}, rules_here())) == []
