import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.instruments.expressions.pattern import MOST_STEPS, compiled, matches
from surveys.instruments.expressions.tree import ExpressionRefused


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(?=a)", "(?...) is not known"),
        ("(?P<n>a)", "(?...) is not known"),
        (r"\1", r"\1 is not known"),
        (r"\bword", r"\b is not known"),
        (r"\p{L}", r"\p is not known"),
        ("a**", "Two repetitions"),
        ("a++", "Two repetitions"),
        ("*a", "* cannot stand here"),
        ("a^b", "^ cannot stand here"),
        ("a{2,1}", "ends before it starts"),
        ("[b-a]", "ends before it starts"),
        ("[]", "is empty"),
        ("[a", "ends too early"),
        ("(a", "ends too early"),
        ("a)", "closes nothing"),
        ("a{x}", "{ cannot stand here"),
        ("(a{99}){99}", "repeats too much"),
        ("a{999}", "repeats too much"),
        ("[[:alpha:]]", "for a bracket inside []"),
        (r"[\D]", "opposite inside []"),
        ("(" * 30 + ")" * 30, "nested too deeply"),
        ("a" * 301, "too long"),
        ("\\", "ends too early"),
    ],
)
def test_what_means_different_things_elsewhere_is_refused(pattern, reason):
    with pytest.raises(ExpressionRefused) as refusal:
        compiled(pattern)
    assert reason in str(refusal.value)


def test_a_pattern_that_makes_others_hang_takes_few_steps():
    program = compiled("(a+)+(a|aa)+[^b]*c")
    assert len(program) < MOST_STEPS
    assert not matches(program, "a" * 2_000)


ATOMS = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", r"\d", r"\w", "[0-9a]", r"\."])


def grown(inner):
    quantified = st.tuples(
        inner.map(lambda part: f"(?:{part})"),
        st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{0,2}", "{1,}", "*?"]),
    ).map("".join)
    return (
        quantified
        | st.tuples(inner, inner).map("".join)
        | st.tuples(inner, inner).map(lambda both: f"({both[0]}|{both[1]})")
    )


@given(st.recursive(ATOMS, grown, max_leaves=6), st.text("ab1.\n_", max_size=6))
def test_a_program_matches_what_the_pattern_does(pattern, text):
    if "\n" in text or "\r" in text:
        text = text.replace("\n", "c")
    try:
        program = compiled(f"^{pattern}$")
    except ExpressionRefused:
        return
    expected = re.fullmatch(pattern, text, re.ASCII) is not None
    assert matches(program, text) == expected
