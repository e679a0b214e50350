"""What themes tell of few, by the rule alone."""

import pytest

from surveys.findings.audit.themes import themes_give_away
from surveys.waves.plan import ORDINARY, SENSITIVE


def report(answers, in_none, *themes):
    told = [{"key": str(n), "answers": each} for n, each in enumerate(themes)]
    return {
        "item": {"key": "wish"},
        "answers": answers,
        "in_none": in_none,
        "themes": told,
    }


@pytest.mark.parametrize(
    "body",
    [
        report(42, 21, 21, None),
        report(42, None, 0, 42),
        report(None, None, None),
        report(10, 5, 5),
    ],
)
def test_many_answers_may_be_told_of(body):
    assert list(themes_give_away(body, ORDINARY)) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (report(42, None, 4), "theme 0: 4 answers are fewer than 5"),
        (report(42, 4, 20), "no theme: 4 answers"),
        (report(42, None, 40), "theme 0: all but 2 answers"),
        (report(9, None, None), "9 answers are told of"),
        (report(None, None, 20), "20, beside a total that is hidden"),
    ],
)
def test_few_are_found(body, words):
    [said] = themes_give_away(body, ORDINARY)
    assert words in said


def test_a_sensitive_question_wants_more():
    assert list(themes_give_away(report(42, None, 8), SENSITIVE))
    assert list(themes_give_away(report(42, None, 8), ORDINARY)) == []
