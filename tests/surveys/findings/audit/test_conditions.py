"""The attacks on skip logic, with conditions of every form that can be followed."""

from dataclasses import replace
from random import Random

import pytest

from surveys.findings.audit import survey as surveys
from surveys.findings.audit.equations import System
from surveys.findings.audit.layout import layout_of
from surveys.findings.audit.structure import add_structure
from surveys.findings.audit.verdict import judge, system_of
from surveys.instruments.expressions.grammar import parse
from surveys.instruments.rules.rule import Rule
from surveys.instruments.strict_toml import FileRefused
from surveys.waves.plan_file import read_plan
from tests.surveys.findings.audit.spans import span_of
from tests.surveys.findings.audit.test_attacks import (
    given_away,
    skipping,
    with_table,
)
from tests.surveys.findings.audit.waves import (
    TINY,
    TINY_PLAN,
    Wave,
    as_published,
    some_people,
)
from tests.surveys.findings.factories import PLAN, person, plan
from tests.surveys.instruments.small import SMALL

FORMS = [
    "${q} = 'a'",
    "'a' = ${q}",
    "${q} != '' and ${q} != 'b' and ${q} != 'c'",
    "not(${q} = 'b' or ${q} = 'c')",
    "not(${q} != 'a')",
    "starts-with(${q}, 'a')",
    "if(${q} = 'a', true(), false())",
]
"""What comes to the same for everybody who answered q, and asks silence or not."""


def tiny(condition, *, last=False):
    """The tiny questions, of which ``more`` is asked on this condition."""
    when = parse(condition, lambda name: ["item", name])
    more = replace(TINY.by_key["more"], relevant=(), when=when)
    if last:
        others = (item for item in TINY.items if item.key != "more")
        return replace(TINY, items=(*others, more))
    items = (more if item.key == "more" else item for item in TINY.items)
    return replace(TINY, items=tuple(items))


@pytest.mark.parametrize("condition", FORMS)
def test_t9_whatever_form_the_condition_has(condition):
    """60 of 62 in a town were asked more: two said something else before."""
    wave = Wave(skipping(2), TINY_PLAN, tiny(condition))
    assert not given_away(wave, as_published(wave.audited()))
    rows = {"": [70, 50], "n": [30, 30], "o": None}
    leak = with_table(wave.published, "more", "town", "xy", rows)
    assert ("more", "town") in given_away(wave, leak)


@pytest.mark.parametrize("condition", FORMS)
@pytest.mark.parametrize("few", [2, 30])
def test_what_is_published_is_what_a_plain_condition_would_publish(condition, few):
    plain = Wave(skipping(few), TINY_PLAN, TINY).audited()
    found = Wave(skipping(few), TINY_PLAN, tiny(condition)).audited()
    assert as_published(found) == as_published(plain)


def silent(few):
    """People of whom few gave no answer to q, and were asked more for that."""
    people = [
        *[({"q": "b", "ticks": ["s"], "town": "n"}, "en")] * 60,
        *[({"q": "c", "ticks": ["s"], "town": "o"}, "en")] * 50,
        *[({"q": "a", "more": "x", "ticks": ["s"], "town": "n"}, "en")] * 30,
        *[({"q": "a", "more": "y", "ticks": ["s"], "town": "o"}, "en")] * 30,
    ]
    return [*people, *[({"more": "x", "ticks": ["s"], "town": "n"}, "en")] * few]


def test_t9_few_who_said_nothing_do_not_show_by_what_they_were_asked_next():
    """30 said a; 32 were asked more: two were silent."""
    wave = Wave(silent(2), TINY_PLAN, tiny("${q} != 'b' and ${q} != 'c'"))
    assert not given_away(wave, as_published(wave.audited()))
    rows = {"": [32, 30], "n": [32, 0], "o": [0, 30]}
    leak = with_table(wave.published, "more", "town", "xy", rows)
    assert given_away(wave, leak)


def test_the_attack_needs_the_rule_to_find_it():
    """Without it the same numbers give nothing away: the rule is what tells."""
    made = tiny("not(${q} = 'b' or ${q} = 'c')")
    wave = Wave(skipping(2), TINY_PLAN, made)
    rows = {"": [70, 50], "n": [30, 30], "o": None}
    leak = with_table(wave.published, "more", "town", "xy", rows)
    survey = surveys.survey_of(wave.plan, made)
    assert survey.questions["more"].conditions == (
        Rule("q", frozenset("bc"), unless=True),
    )
    blind = replace(survey.questions["more"], conditions=())
    questions = {**survey.questions, "more": blind}
    layout = layout_of(replace(survey, questions=questions))
    told = [each.table for each in judge(layout, leak, wave.truth).given_away]
    assert ("more", "town") not in told


TWISTED = [
    "${q} != 'a'",
    "not(selected(${ticks}, 's'))",
    "selected(${ticks}, 's') or selected(${ticks}, 't')",
    "${ticks} != '' and not(selected(${ticks}, 's') or selected(${ticks}, 't'))",
    "${q} != 'a' and not(selected(${ticks}, 'u'))",
    "${town} != 'p' and ${q} != ''",
    "${q} = '' or ${q} = 'c'",
]


def answered(made, seed):
    """People made up for a seed, who answered all that they were asked."""
    chance = Random(seed)  # noqa: S311  # no secret
    return [
        (made.clean({**each.answers, "more": chance.choice("xxxy")}), each.language)
        for each in some_people(seed)
    ]


@pytest.mark.parametrize("condition", TWISTED)
@pytest.mark.parametrize("seed", [1, 3, 4])
def test_t3_from_all_numbers_together_nothing_follows(condition, seed):
    made = tiny(condition, last=True)
    wave = Wave(answered(made, seed), TINY_PLAN, made)
    assert not given_away(wave, as_published(wave.audited()))


@pytest.mark.parametrize("most", [20_000, 0])
@pytest.mark.parametrize("condition", TWISTED)
def test_what_everybody_knows_of_the_questionnaire_is_true(
    condition, most, monkeypatch
):
    """Each equation of the audit holds of the answers, however it lays them out."""
    monkeypatch.setattr(layout_of, "__defaults__", (most, most, most, most))
    made = tiny(condition, last=True)
    for seed in range(5):
        wave = Wave(answered(made, seed), TINY_PLAN, made)
        assert wave.layout.is_whole == bool(most)
        system = system_of(wave.layout, wave.published)
        assert all(each.holds(wave.truth) for each in system.equations)


@pytest.mark.parametrize(
    ("condition", "least", "most"),
    [
        ("selected(${ticks}, 's') or selected(${ticks}, 't')", 12, 17),
        ("not(selected(${ticks}, 's') or selected(${ticks}, 't'))", 13, 18),
        ("not(selected(${ticks}, 's'))", 18, 18),
        ("${ticks} != ''", 23, 23),
        ("selected(${ticks}, 's') and selected(${ticks}, 't')", 0, 5),
        ("not(selected(${ticks}, 's')) and ${ticks} != ''", 11, 11),
    ],
)
def test_a_stranger_reckons_who_was_asked_from_what_was_ticked(condition, least, most):
    """Of 30 people 12 ticked s and 5 t; 7 ticked nothing."""
    made = tiny(condition, last=True)
    layout = layout_of(surveys.survey_of(plan(TINY_PLAN, made), made))
    system, ticks = System(len(layout.places)), layout.survey.questions["ticks"]
    add_structure(system, layout)
    system.fix(layout.people({}), 30)
    for code, people in {"s": 12, "t": 5, "": 7}.items():
        system.fix(layout.answers(ticks, (code,), {}), people)
    asked = layout.asked(layout.survey.questions["more"], {})
    assert span_of(system, asked) == (pytest.approx(least), pytest.approx(most))


def test_a_question_that_only_some_are_asked_is_not_grouped_by_two_at_once():
    with pytest.raises(FileRefused, match="not asked of everybody"):
        read_plan("t.toml", CROSSED, tiny("${q} != 'a'"))


CROSSED = """
title = "T"
tables = [{item = "q"}, {item = "more", by = ["both"]}]
[[breakdowns]]
key = "town"
label = "Town"
item = "town"
[[breakdowns]]
key = "language"
label = "Language"
attribute = "language"
groups = [{key = "en", label = "E"}, {key = "fr", label = "F"}]
[[crossings]]
key = "both"
label = "Both"
of = ["town", "language"]
"""


ADULTS = {
    "title": "Small",
    "tables": [{"item": "asked"}, {"item": "travel_how", "by": ["language"]}],
    "breakdowns": [b for b in PLAN["breakdowns"] if b["key"] == "language"],
}
BY_AGE = ADULTS | {"breakdowns": PLAN["breakdowns"]}


def of_age(condition):
    """The small questions, of which the last one is asked on a condition on age."""
    when = parse(condition, lambda name: ["item", name])
    travel = replace(SMALL.by_key["travel_how"], relevant=(), when=when)
    items = [item for item in SMALL.items if item.key not in {"travel_how", "wish"}]
    return replace(SMALL, items=(*items, travel))


def some_of_age(made, young):
    """So many young people, and two hundred others."""
    people = [person("yes", 20, travel_how="agree")] * young
    people += [person("no", None, travel_how="agree")] * 12
    people += [person("yes", 40, travel_how="agree")] * 90
    people += [person("no", 40, travel_how="disagree")] * 98
    return [
        (made.clean(answers), ("en", "ar")[number % 2])
        for number, answers in enumerate(people)
    ]


@pytest.mark.parametrize("raw", [ADULTS, BY_AGE], ids=["asked only", "groups too"])
@pytest.mark.parametrize("condition", ["${age} >= 25", "not(${age} < 25)"])
def test_bounds_of_a_number_are_followed_as_answers_are(condition, raw):
    """Whether it makes groups itself or is in no table: its bands are the rule."""
    made = of_age(condition)
    for young in (0, 3, 40):
        wave = Wave(some_of_age(made, young), raw, made)
        system = system_of(wave.layout, wave.published)
        assert all(each.holds(wave.truth) for each in system.equations)
        assert not given_away(wave, as_published(wave.audited()))


def test_few_whom_their_age_kept_apart_hide_the_question():
    made = of_age("not(${age} < 25)")
    bases = {}
    for young in (3, 40):
        found = Wave(some_of_age(made, young), BY_AGE, made).published
        bases[young] = next(
            each["rows"][0]["base"]
            for each in found.bodies
            if each["item"]["key"] == "travel_how"
        )
    assert bases == {3: None, 40: 200}
