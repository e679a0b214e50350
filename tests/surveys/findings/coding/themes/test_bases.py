"""How many wrote something, beside the numbers of others who met the same rules."""

import pytest

from surveys.findings.coding.themes.bases import bases_of
from surveys.findings.coding.themes.theme_gate import protected
from surveys.findings.gate import rule_of
from surveys.instruments.definition import read_definition
from surveys.instruments.made_up import made_up, question
from surveys.waves.plan import ORDINARY
from tests.surveys.findings.audit.test_nested import FIRST, asked, on

RULE = rule_of(ORDINARY, sensitive=False)


def questions(of_text, of_other=()):
    """A question in people's own words, and a counted one, each on conditions."""
    on_what = {"relevant": of_text} if of_text else {}
    text = question("wish", "text", "What?", **on_what)
    parts = FIRST + asked("r") + asked("n", of_other) + text
    return read_definition("wish.toml", made_up("wish", "W", parts))


def table(key, base, **counts):
    columns = [{"key": code, "members": [code]} for code in counts]
    rows = [{"key": "", "base": base, "counts": list(counts.values())}]
    return {"item": {"key": key}, "columns": columns, "rows": rows}


def told(made, answers, *bodies):
    """What is told of a theme that half of so many answers are about; of 200 people."""
    bases = list(bases_of(made, made.by_key["wish"], 200, bodies))
    half = answers // 2
    shown = protected({"t": half}, answers - half, answers, rule=RULE, bases=bases)
    return shown.answers, bases


BOTH = on(("q", "a"), ("r", "yes"))


@pytest.mark.parametrize(
    ("of_text", "of_other", "body"),
    [
        (BOTH, on(("r", "yes")), table("n", 60)),
        (BOTH, (), table("q", 200, a=60, b=70, c=70)),
        (BOTH, (), table("r", 200, no=140, yes=60)),
        (on(("q", "a")), on(("q", "a", "b")), table("n", 60)),
    ],
    ids=["a wider question", "an answer", "another answer", "more answers"],
)
def test_few_who_were_not_asked_or_did_not_write_are_not_told(of_text, of_other, body):
    """57 of 60 wrote: no more than three said yes to r and not a to q."""
    made = questions(of_text, of_other)
    answers, bases = told(made, 57, body)
    assert 60 in bases
    assert answers is None
    assert told(made, 40, body)[0] == 40, "where 20 are left it is told"


def test_few_more_than_those_who_met_more_rules_are_not_told_either():
    """60 wrote and 57 were asked n: at least three said yes to r and not a to q."""
    made = questions(on(("r", "yes")), BOTH)
    assert told(made, 60, table("n", 57))[0] is None
    assert told(made, 80, table("n", 57))[0] == 80


def test_of_all_but_few_who_took_part_nothing_is_told():
    made = questions(on(("r", "yes")))
    assert told(made, 197)[0] is None


def test_a_question_that_others_were_asked_says_nothing_of_it():
    made = questions(on(("q", "a")), on(("q", "b")))
    assert told(made, 57, table("n", 60)) == (57, [200])
