import pytest

from surveys.instruments.limesurvey.relevance import NotSimple, condition_of

NAMES = {"A1": "A1", "A2": "A2", "age": "age", "7X1X1": "A1", "B1_r1": "B1_r1"}
TICKS = {"A3_s1": ("A3", "s1")}


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ("", ""),
        ("1", ""),
        ('((A2.NAOK == "Y"))', '((${A2} = "Y"))'),
        ("A2 == 'N'", "${A2} = 'N'"),
        ('A2.value eq "Y"', '${A2} = "Y"'),
        ('A2.NAOK != "Y"', '${A2} != "Y"'),
        ("age.NAOK >= 18", "${age} >= 18"),
        ("age.NAOK ge 18 && age le 65", "${age} >= 18 and ${age} <= 65"),
        ('A1 == "a" || A1 == "b"', '${A1} = "a" or ${A1} = "b"'),
        (
            '(A1 == "a" OR A1 == "b") AND age > 3',
            '(${A1} = "a" or ${A1} = "b") and ${age} > 3',
        ),
        ("is_empty(A1.NAOK)", "${A1} = ''"),
        ("!is_empty(A1)", "not(${A1} = '')"),
        ('!(A1 == "a")', 'not((${A1} = "a"))'),
        ('7X1X1.NAOK == "a"', '${A1} = "a"'),
        ('B1_r1 == "o1"', '${B1_r1} = "o1"'),
        ('A3_s1.NAOK == "Y"', "selected(${A3}, 's1')"),
        ('A3_s1.NAOK != "Y"', "not(selected(${A3}, 's1'))"),
        ('A3_s1.NAOK == ""', "not(selected(${A3}, 's1'))"),
        ("is_empty(A3_s1.NAOK)", "not(selected(${A3}, 's1'))"),
        ('A1.NAOK == "-oth-"', '${A1} = "other"'),
    ],
)
def test_simple_forms_are_taken_over(written, condition):
    assert condition_of(written, NAMES, TICKS) == condition


@pytest.mark.parametrize(
    "written",
    [
        "count(A1, A2) > 1",
        "age + 1 > 3",
        'unknown == "Y"',
        'A1.shown == "Yes"',
        'A3_s1.NAOK == "perhaps"',
        "A3_s1 > 1",
        "A1",
        'A1 == "a" A2 == "b"',
        '(A1 == "a"',
        "A1 ==",
        "is_empty(A1",
        "A1 % 2",
        "regexMatch('/a/', A1)",
        "(" * 200 + 'A1 == "a"' + ")" * 200,
        "!" * 5000 + "A1",
    ],
)
def test_all_else_is_not_guessed(written):
    with pytest.raises(NotSimple):
        condition_of(written, NAMES, TICKS)
