import pytest

from surveys.instruments.expressions.checks import Known, reasons, type_of
from surveys.instruments.expressions.functions import Type
from surveys.instruments.expressions.grammar import parse

KNOWN = {
    "A2": Known(Type.TEXT, frozenset({"yes", "no"})),
    "score": Known(Type.TEXT, frozenset({"1", "2", "3"})),
    "A4": Known(Type.TEXT, frozenset({"cost", "wait"})),
    "age": Known(Type.NUMBER),
    "born": Known(Type.DAY),
    "wish": Known(Type.TEXT),
    "kid": Known(Type.NUMBER),
}


def found(text, own=None):
    def resolve(name):
        return ["every" if name == "kid" else "item", name]

    return list(reasons(parse(text, resolve), KNOWN, own=own))


@pytest.mark.parametrize(
    "text",
    [
        "${A2} = 'yes' and ${age} > 17",
        "${A2} = ''",
        "selected(${A4}, ' cost ')",
        "${score} + 1 > 3",
        "${born} < today() - 365",
        "${born} > '2000-01-01'",
        "sum(${kid}) > 2",
        "number(${wish}) > 2",
        "${A4} = 'cost wait'",
        "string-length(${wish}) > 2",
    ],
)
def test_what_makes_sense_is_let_through(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("${A2} = 'yess'", "A2 has no answer 'yess'."),
        ("'maybe' = ${A2}", "A2 has no answer 'maybe'."),
        ("selected(${A4}, 'costt')", "A4 has no answer 'costt'."),
        ("selected(${age}, '1')", "selected needs a choice, and age is none."),
        ("count-selected(${wish}) > 1", "count-selected needs a choice"),
        ("${wish} + 1 > 2", "+ needs a number, and wish is a text."),
        ("${A2} > 2", "> needs a number, and A2 is a choice."),
        ("round(${A4})", "round needs a number, and A4 is a choice."),
        ("${age} > 'old'", "> needs a number, and 'old' is none."),
        ("-${wish} = 1", "neg needs a number, and wish is a text."),
        ("${kid} > 2", "kid has several answers"),
        ("not(${kid})", "kid has several answers"),
        (". > 2", "only a constraint has one"),
        ("if(true(), ${A2} = 'x', 1)", "A2 has no answer 'x'."),
    ],
)
def test_nonsense_is_named(text, reason):
    (only,) = found(text)
    assert reason in only


def test_a_constraint_is_about_its_own_answer():
    assert found(". > 2", own=KNOWN["age"]) == []
    assert found("selected(., 'cost')", own=KNOWN["A4"]) == []
    assert "this answer has no answer 'x'" in found(". = 'x'", own=KNOWN["A2"])[0]


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("1 + 1", Type.NUMBER),
        ("1 = 1", Type.TRUTH),
        ("'a'", Type.TEXT),
        ("${born}", Type.DAY),
        ("today()", Type.DAY),
        ("if(1, 2, 3)", Type.ANY),
    ],
)
def test_what_an_expression_gives_is_known_before(text, gives):
    assert type_of(parse(text, lambda name: ["item", name]), KNOWN) is gives
