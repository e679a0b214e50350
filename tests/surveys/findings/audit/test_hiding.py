"""What is hidden when something follows, and what is said of it."""

import json
from dataclasses import replace

import pytest

from surveys.findings.audit import hiding
from surveys.findings.audit.hiding import NotSafe, without
from surveys.findings.audit.verdict import Verdict, table_of
from tests.surveys.findings.audit.waves import as_published, random_wave

LEAKY = 0
"""A wave in which something follows from two tables that the gate looked at singly."""


def test_a_table_from_which_something_follows_becomes_its_question_alone():
    wave = random_wave(LEAKY)
    found = wave.audited()
    [(key, by)] = found.report["hidden"]
    bodies = {table_of(each): each for each in as_published(found).bodies}
    assert bodies[key, by]["rows"] == bodies[key, ""]["rows"]
    assert bodies[key, by]["breakdown"]["key"] == by
    assert found.rounds == 2


def test_where_nothing_follows_nothing_is_changed():
    wave = random_wave(1)
    found = wave.audited()
    assert as_published(found).bodies == wave.published.bodies
    assert found.report["hidden"] == []


def test_the_report_tells_no_number_that_hidden_ones_decide():
    found = random_wave(LEAKY).audited()
    assert set(found.summary["audit"]) == {"unknowns", "equations", "hidden"}
    assert json.dumps(found.summary["audit"])


def test_a_question_can_be_hidden_in_all_its_tables():
    wave = random_wave(1)
    left = without(wave.published, {("q", "")}, wave.layout.survey)
    for body in left.bodies:
        if body["item"]["key"] == "q":
            assert body["columns"] == []
            assert [row["base"] for row in body["rows"]] == [None]


def test_groups_can_be_hidden_everywhere():
    wave = random_wave(1)
    left = without(wave.published, {("", "town")}, wave.layout.survey)
    assert left.summary["groups"]["town"]["counts"] == []
    for body in left.bodies:
        if table_of(body)[1] == "town" or table_of(body)[0] == "town":
            assert len(body["rows"]) == 1


def test_nothing_is_changed_in_place():
    wave = random_wave(LEAKY)
    before = json.dumps(wave.published.bodies)
    without(wave.published, {("q", ""), ("", "town")}, wave.layout.survey)
    assert json.dumps(wave.published.bodies) == before


def stubborn(monkeypatch, rounds):
    """A judge who finds something so many times, always in the same table."""
    target = random_wave(LEAKY).judge().given_away[0]
    seen = []

    def judge(_layout, published, *_more, **_seen):
        seen.append(published)
        again = len(seen) <= rounds
        return Verdict(1, 1, 1, (target,) if again else ())

    monkeypatch.setattr(hiding, "judge", judge)
    return seen


def test_after_five_rounds_all_that_could_be_at_fault_is_taken_out(monkeypatch):
    seen = stubborn(monkeypatch, 7)
    found = random_wave(LEAKY).audited()
    assert found.rounds == 8
    assert not any(body["columns"] for body in seen[-1].bodies)


def test_if_even_that_does_not_help_nothing_is_published(monkeypatch):
    stubborn(monkeypatch, 99)
    with pytest.raises(NotSafe):
        random_wave(LEAKY).audited()


def test_a_rank_that_shows_a_place_of_few_is_hidden_with_its_places():
    wave = random_wave(1)
    summary, tables = wave.release
    ranks = {"options": ["a", "b"], "people": 40, "counts": [[38, 2], [2, 38]]}
    [first, *others] = tables
    assert (first.item_key, first.breakdown) == ("q", "")
    leak = replace(first, body={**first.body, "ranks": ranks})
    found = wave.audited((summary, [leak, *others]))
    assert found.tables[0].body["ranks"] is None
    assert ["q", ""] in found.report["hidden"]
