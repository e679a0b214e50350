"""Unknowns: whole where that can be managed, else table by table."""

from dataclasses import replace

import pytest

from surveys.findings.audit import layout as layouts
from surveys.findings.audit.equations import value_of
from surveys.findings.audit.hiding import too_many
from surveys.findings.audit.layout import layout_of
from surveys.findings.audit.truth import truth_of
from surveys.findings.audit.verdict import judge, system_of
from tests.surveys.findings.audit.test_attacks import town
from tests.surveys.findings.audit.waves import TINY, TINY_PLAN, Wave, random_wave


def in_tables(wave):
    """The same wave with few unknowns allowed."""
    layout = layout_of(wave.layout.survey, most=20)
    return layout, truth_of(layout, wave.tabulation, wave.plan)


def test_a_small_wave_has_one_unknown_for_each_finest_cell():
    wave = random_wave(1)
    assert wave.layout.is_whole
    towns, languages, cells = 4, 3, 1 + 4 + 3 + 5
    assert len(wave.layout.places) == towns * languages * cells
    assert sum(value_of(wave.layout.people({}), wave.truth) for _ in "1") == 40


def test_a_large_one_is_told_table_by_table():
    layout, _truth = in_tables(random_wave(1))
    assert not layout.is_whole
    pair = ("town", "language")
    assert set(layout.families) == {(), ("town",), ("language",), pair}
    assert set(layout.families[pair]) == {"q"}, "what is told by both"
    assert "more" in layout.families[("town",)]
    assert "town" in layout.families[("language",)]


@pytest.mark.parametrize("seed", range(4))
def test_in_tables_too_the_truth_satisfies_every_equation(seed):
    wave = random_wave(seed)
    layout, truth = in_tables(wave)
    system = system_of(layout, wave.published)
    assert [each for each in system.equations if not each.holds(truth)] == []


@pytest.mark.parametrize("seed", range(4))
def test_what_follows_in_tables_follows_from_the_whole(seed):
    wave = random_wave(seed)
    layout, truth = in_tables(wave)
    coarse = {
        target.table for target in judge(layout, wave.published, truth).given_away
    }
    assert coarse <= {target.table for target in wave.judge().given_away}


def test_people_of_a_group_who_gave_an_answer_are_counted_alike_in_both():
    wave = random_wave(3)
    layout, truth = in_tables(wave)
    question = layout.survey.questions["q"]
    for where in ({}, {"town": ("n",)}, {"language": ("en", "fr")}):
        few = value_of(layout.answers(question, ("a",), where), truth)
        fine = value_of(wave.layout.answers(question, ("a",), where), wave.truth)
        assert few == fine


def test_a_question_that_makes_groups_is_counted_by_them():
    wave = Wave([({"q": "a", "town": "n"}, "en")] * 7, TINY_PLAN, TINY)
    town = wave.layout.survey.questions["town"]
    both = wave.layout.answers(town, ("n", "o"), {"town": ("o",)})
    assert value_of(wave.layout.answers(town, ("n",), {}), wave.truth) == 7
    assert value_of(both, wave.truth) == 0


MOST_FRENCH_IN_P = [
    *town("n", "en", a=5, b=30, c=30),
    *town("n", "fr", a=5),
    *town("o", "en", b=20, c=20),
    *town("o", "fr", a=12),
    *town("p", "en", b=3, c=2),
    *town("p", "fr", a=3, b=14, c=13),
]
"""Of 47 who spoke French 20 said a, and 17 of the 47 were not in p: three were."""


def test_what_cannot_be_looked_into_together_is_not_published_together():
    wave = random_wave(1)
    layout = layout_of(wave.layout.survey, most=0, most_in_pairs=0)
    assert layout.unseen == (("town", "language"),)
    assert ("town", "language") not in layout.families
    assert too_many(layout) == {("town", "language")}, "towns by language"
    assert too_many(wave.layout) == frozenset()


def test_then_the_audit_takes_those_tables_out(monkeypatch):
    wave = random_wave(1)
    assert wave.audited().report["hidden"] == []
    monkeypatch.setattr(layout_of, "__defaults__", (0, 0, 0, 0))
    passed = wave.audited()
    assert passed.report["hidden"] == [["town", "language"]]
    both = next(t for t in passed.tables if t.item_key == "town" and t.breakdown)
    assert len(both.body["rows"]) == 1, "the towns alone"


def told_in_tables(wave):
    layout, truth = in_tables(wave)
    return {each.table for each in judge(layout, wave.published, truth).given_away}


def test_in_tables_too_it_is_seen_what_two_groupings_tell_together(monkeypatch):
    """By town, by language, and towns by language: three tables, each of them safe."""
    wave = Wave(MOST_FRENCH_IN_P, TINY_PLAN, TINY)
    assert ("q", "town") in {each.table for each in wave.judge().given_away}
    assert ("q", "town") in told_in_tables(wave)
    monkeypatch.setattr(layouts, "pairs_of", lambda _survey: [])
    assert told_in_tables(wave) == set(), "one breakdown at a time does not tell it"


def test_pairs_that_are_published_come_first_and_others_as_far_as_they_fit():
    survey = random_wave(1).layout.survey
    assert layouts.pairs_of(survey) == [(("town", "language"), True)]
    questions = {
        key: replace(each, by=() if each.own else each.by)
        for key, each in survey.questions.items()
    }
    apart = replace(survey, questions=questions)
    assert layouts.pairs_of(apart) == [(("town", "language"), False)]
    alone = layout_of(apart, 0, 0, 0)
    assert ("town", "language") not in alone.families
    size = len(alone.places) + 4 * 3 * (1 + 4)
    assert ("town", "language") not in layout_of(apart, 0, 0, size - 1).families
    assert ("town", "language") in layout_of(apart, 0, 0, size).families
