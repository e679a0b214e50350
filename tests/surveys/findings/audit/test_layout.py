"""Unknowns: whole where that can be managed, else table by table."""

import pytest

from surveys.findings.audit.equations import value_of
from surveys.findings.audit.layout import layout_of
from surveys.findings.audit.truth import truth_of
from surveys.findings.audit.verdict import judge, system_of
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
    assert set(layout.families) == {(), ("town",), ("language",)}
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
