from dataclasses import replace
from datetime import date

import pytest

from surveys.instruments.kinds import Kind
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.shipped import template, template_names
from surveys.instruments.strict_toml import Place
from surveys.waves.plan import ORDINARY, SENSITIVE
from surveys.waves.plan_file import plan_of
from surveys.waves.planning.drawing_up import (
    Missing,
    Ticked,
    not_offered,
    offered,
    offered_breakdowns,
    plan_document,
    proposed_slug,
)
from tests.surveys.instruments.every_kind import EVERY_KIND
from tests.surveys.instruments.scored import SCORED
from tests.surveys.instruments.small import SMALL
from tests.surveys.waves.asking.kinds import KINDS

DAY = date(2026, 3, 1)
METHOD = {"sponsor": "The library", "recruitment": "Posters"}
INSTRUMENTS = [SMALL, EVERY_KIND, KINDS, SCORED, *map(template, template_names())]


def keys(items):
    return [each.key for each in items]


def everything(instrument: Instrument) -> Ticked:
    title = instrument.title[instrument.default_language]
    breakdowns = keys(offered_breakdowns(instrument))[:7]
    return Ticked(title, keys(offered(instrument)), breakdowns, METHOD)


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda each: each.slug)
def test_whatever_is_offered_makes_a_plan_that_holds(instrument):
    ticked = everything(instrument)
    plan = plan_of(Place("new"), plan_document(instrument, ticked), instrument)
    assert [t.item.key for t in plan.tables if not t.breakdown] == ticked.tables
    assert [each.key for each in plan.breakdowns] == ticked.breakdowns
    assert (plan.ordinary, plan.sensitive) == (ORDINARY, SENSITIVE)
    assert plan.title == instrument.title
    own = instrument.default_language
    assert plan.method == {key: {own: words} for key, words in METHOD.items()}


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda each: each.slug)
def test_each_question_is_offered_or_the_page_says_why_not(instrument):
    reasons = [key for items in not_offered(instrument).values() for key in keys(items)]
    asked = [each.key for each in instrument.unrolled if each.kind is not Kind.NOTE]
    assert sorted([*keys(offered(instrument)), *reasons]) == sorted(asked)


def test_every_question_is_counted_by_every_breakdown_but_itself():
    ticked = Ticked("Spring", ["asked", "age"], ["age"], {})
    assert plan_document(SMALL, ticked) == {
        "title": {"en": "Spring"},
        "tables": [{"item": "asked", "by": ["age"]}, {"item": "age"}],
        "breakdowns": [
            {"key": "age", "label": {"en": "How old are you?"}, "item": "age"}
        ],
        "method": {},
    }


def test_people_are_not_grouped_by_an_answer_of_which_they_may_give_several():
    assert "barriers" in keys(offered(SMALL))
    assert "barriers" not in keys(offered_breakdowns(SMALL))


def test_a_reason_says_what_cannot_be_protected_and_what_cannot_be_counted():
    asked, age, wish = (SMALL.by_key[key] for key in ("asked", "age", "wish"))
    changed = replace(
        SMALL,
        items=(
            asked,
            replace(age, bands=(), key="years"),
            replace(
                age, when=["or", ["=", ["item", "asked"], "yes"], ["item", "wish"]]
            ),
            replace(age, key="never", when=["false"]),
            replace(asked, key="quote_consent"),
            replace(age, key="older", when=["!=", ["item", "asked"], "yes"]),
            replace(age, kind=Kind.CALCULATE, calculation=1, key="sum"),
            wish,
        ),
    )
    assert keys(offered(changed)) == ["asked", "older"]
    assert {reason: keys(items) for reason, items in not_offered(changed).items()} == {
        Missing.NO_BANDS: ["years"],
        Missing.CONDITION: ["age"],
        Missing.NOBODY: ["never"],
        Missing.CONSENT: ["quote_consent"],
        Missing.WORKED_OUT: ["sum"],
        Missing.NOT_COUNTED: ["wish"],
    }


@pytest.mark.parametrize(
    ("taken", "name"),
    [
        ((), "small-2026"),
        (("small", "other"), "small-2026"),
        (("small-2026",), "small-2026-2"),
        (("small-2026", "small-2026-2"), "small-2026-3"),
    ],
)
def test_a_name_is_proposed_that_no_wave_has(taken, name):
    assert proposed_slug("small", DAY, taken) == name


def test_a_proposed_name_is_never_too_long():
    long = f"{'a' * 68}-{'b' * 11}"
    assert proposed_slug(long, DAY, ()) == f"{'a' * 68}-2026"
    assert len(proposed_slug("a" * 80, DAY, {f"{'a' * 69}-2026"})) <= 80


def test_a_score_is_offered_for_publishing_and_makes_no_groups():
    assert "went" in keys(offered(SCORED))
    assert "went" not in keys(offered_breakdowns(SCORED))
    assert not_offered(SCORED) == {}


def test_what_else_is_worked_out_is_not_offered():
    """It may be any function of the answers: nobody can say what tables tell of it."""
    assert keys(not_offered(EVERY_KIND)[Missing.WORKED_OUT]) == ["ease_sum", "ages"]


def test_a_score_on_a_condition_that_cannot_be_followed_is_not_offered():
    either = ["=", ["item", "s1"], ["item", "s2"]]
    unclear = replace(SCORED.by_key["went"], when=either)
    changed = replace(SCORED, items=(*SCORED.items[:3], unclear))
    assert not_offered(changed) == {Missing.CONDITION: [unclear]}
