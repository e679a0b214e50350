"""Three groupings that tell together what no two of them do."""

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.findings.audit import layout as layouts
from surveys.findings.audit.hiding import too_many, without
from surveys.findings.audit.layout import layout_of
from surveys.findings.audit.rings import all_within, reach, tied_by
from surveys.findings.audit.survey import survey_of
from surveys.findings.audit.truth import truth_of
from surveys.findings.audit.verdict import system_of
from tests.surveys.findings.audit.rings import (
    PEOPLE_IN_A_RING,
    THROUGH_A_QUESTION,
    WITH_A_QUESTION,
    three_of_a_ring,
    three_through_a_question,
    wave_of,
)
from tests.surveys.findings.audit.test_attacks import body
from tests.surveys.findings.audit.waves import as_published
from tests.surveys.findings.factories import plan
from tests.surveys.findings.test_crossings import RAW
from tests.surveys.instruments.small import SMALL

ATTACKS = {
    "people in a ring": (three_of_a_ring, ("town", "work")),
    "through a question": (three_through_a_question, ("q", "town")),
}


def told(wave, published=None):
    return {each.table for each in wave.judge(published).given_away}


def side_by_side(monkeypatch):
    """Look at two groupings at a time, as if no ring could be closed."""
    monkeypatch.setattr(layouts, "tied_by", lambda pairs: list(map(frozenset, pairs)))
    monkeypatch.setattr(layouts, "reach", lambda by, _tied: frozenset(by))


def row(published, item, by, key):
    rows = body(published, item, by)["rows"]
    return next(each for each in rows if each["key"] == key)


def test_the_three_are_hidden_and_can_be_worked_out_from_three_tables():
    """Of 23 who do f at age a 10 can live in o, and 10 in p: three live in n."""
    shown = three_of_a_ring().published
    assert row(shown, "town", "work", "f")["counts"] == [None, None, 10]
    of_a = row(shown, "work", "age", "a")["counts"][0]
    in_o = row(shown, "age", "town", "o")["counts"][0]
    assert of_a - in_o - 10 == 3


def test_so_they_can_by_way_of_a_question():
    shown = three_through_a_question().published
    assert row(shown, "q", "town", "n")["counts"][0] is None
    do_f, of_a = row(shown, "q", "work", "f"), row(shown, "work", "age", "a")
    said_x = do_f["counts"][0] + of_a["counts"][0] - do_f["base"]
    in_p = row(shown, "age", "town", "p")["counts"][0]
    assert said_x - in_p - row(shown, "q", "town", "o")["counts"][0] == 3


@pytest.mark.parametrize("name", ATTACKS)
def test_no_two_tables_by_groups_tell_them_and_all_three_do(name):
    """Asked of an unknown for each combination of all groups: nothing is left out."""
    make, table = ATTACKS[name]
    wave = make()
    shown, survey = wave.published, wave.layout.survey
    by_groups = [(q.key, by) for q in survey.questions.values() for by in q.by]
    for one in by_groups:
        assert told(wave.whole, without(shown, {one}, survey)) == set()
    assert told(wave.whole) == {table}


@pytest.mark.parametrize("name", ATTACKS)
def test_in_tables_too_they_are_seen_and_side_by_side_they_were_not(name, monkeypatch):
    make, table = ATTACKS[name]
    wave = make()
    assert told(wave) == {table}
    side_by_side(monkeypatch)
    assert ("town", "work") in wave.in_tables().families
    assert told(wave) == set()


@pytest.mark.parametrize("name", ATTACKS)
def test_the_audit_of_a_large_wave_takes_them_out(name, monkeypatch):
    make, table = ATTACKS[name]
    monkeypatch.setattr(layout_of, "__defaults__", (0, 200_000, 0, 20_000))
    wave = make()
    found = wave.audited()
    assert found.report["hidden"] == [list(table)]
    assert told(wave.whole, as_published(found)) == set()
    side_by_side(monkeypatch)
    assert wave.audited().report["hidden"] == []


def test_a_ring_too_large_to_be_looked_into_is_not_published(monkeypatch):
    wave = three_of_a_ring()
    fits = wave.in_tables()
    size = sum(len(each[0]) > 2 for each in fits.places)
    assert fits.unseen == wave.in_tables(most_in_rings=size).unseen == ()
    opened = wave.in_tables(most_in_rings=size - 1)
    assert len(opened.unseen) == 1
    assert max(map(len, opened.families)) == 2
    assert len(too_many(opened)) == 1
    monkeypatch.setattr(layout_of, "__defaults__", (0, 200_000, 0, size - 1))
    found = three_of_a_ring().audited()
    assert found.report["hidden"] == [list(each) for each in too_many(opened)]
    assert told(wave.whole, as_published(found)) == set()


def test_where_no_number_is_of_few_it_is_published_however_large(monkeypatch):
    monkeypatch.setattr(layout_of, "__defaults__", (0, 200_000, 0, 0))
    few, many = three_of_a_ring(), three_of_a_ring(20)
    assert len(too_many(few.in_tables())) == len(too_many(many.in_tables())) == 1
    assert len(few.audited().report["hidden"]) == 1
    assert many.audited().report["hidden"] == []


def test_nor_is_a_question_by_two_at_once_that_closes_one():
    raw = RAW | {"tables": [*RAW["tables"], {"item": "age", "by": ["language"]}]}
    survey = survey_of(plan(raw), SMALL)
    assert layout_of(survey, 0).unseen == ()
    none = layout_of(survey, 0, most_in_pairs=0)
    assert none.unseen == (("age", "language"),)
    assert too_many(none) == {("asked", "both"), ("age", "language")}
    assert ("age", "language") in none.families, "its unknowns are named all the same"


@pytest.mark.parametrize("raw", [PEOPLE_IN_A_RING, WITH_A_QUESTION, THROUGH_A_QUESTION])
@settings(max_examples=8)
@given(seed=st.integers(0, 10_000))
def test_in_tables_as_much_is_found_as_in_the_whole(raw, seed):
    """One question by groups in a ring: side by side, rings and all, is everything."""
    wave = wave_of(a_crowd(random.Random(seed)), raw)  # noqa: S311  # made up
    layout = wave.in_tables(most_spare=0)
    truth = truth_of(layout, wave.tabulation, wave.plan)
    system = system_of(layout, wave.published)
    assert [each for each in system.equations if not each.holds(truth)] == []
    assert told(wave) == told(wave.whole)


def a_crowd(chance):
    for groups in ((t, a, w) for t in "nop" for a in "abc" for w in "fgh"):
        weights = [chance.choice([0, 1, 1, 3, 6]) for _ in "xyz"]
        many = chance.choice([0, 0, 1, 2, 5, 8, 12, 20])
        said = chance.choices("xyz", weights if any(weights) else None, k=many)
        yield from ((each, *groups) for each in said)


# Which groupings are tied


@pytest.mark.parametrize(
    ("pairs", "tied"),
    [
        ("", ""),
        ("ab", "ab"),
        ("ab bc", "ab bc"),
        ("ab ac ad", "ab ac ad"),
        ("ab bc ca", "abc"),
        ("ab bc ca cd", "abc cd"),
        ("ab bc cd da", "abd bcd"),
        ("ab ac ad bc bd cd", "abcd"),
    ],
)
def test_groupings_are_tied_where_no_ring_is_left_without_a_chord(pairs, tied):
    assert set(tied_by(pairs.split())) == {frozenset(each) for each in tied.split()}


PAIRS = st.sets(st.sampled_from(list(combinations("abcdefg", 2))), max_size=14)


@given(PAIRS)
def test_whatever_the_tables_nothing_is_lost_and_no_ring_is_left(pairs):
    tied = tied_by(sorted(pairs))
    assert all(any(set(pair) <= each for each in tied) for pair in pairs)
    assert not any(one < other for one in tied for other in tied)
    assert is_without_rings(tied)


@given(PAIRS, st.sets(st.sampled_from("abcdefgh")))
def test_with_a_question_as_well(pairs, by):
    """Known by all it reaches, a question closes no ring with the groupings."""
    tied = tied_by(sorted(pairs))
    reached = reach(by, tied)
    assert by <= reached
    known = [each & reached | {"q"} for each in tied if each & reached]
    alone = [{one, "q"} for one in by]
    assert is_without_rings([*tied, *map(frozenset, [*known, *alone])])


def is_without_rings(sets):
    """Graham's test: take out what is in one set only, then a set within another."""
    left = [set(each) for each in sets]
    while True:
        before = [set(each) for each in left]
        for each in left:
            others = [other for other in left if other is not each]
            each -= {one for one in each if not any(one in o for o in others)}
        left = [e for n, e in enumerate(left) if not _within_another(n, e, left)]
        if left == before:
            return len(left) <= 1


def _within_another(number, some, left):
    return any(
        some < other or (some == other and number > place)
        for place, other in enumerate(left)
        if place != number
    )


def test_a_question_by_two_ends_of_a_way_is_known_along_it():
    way = tied_by(["ab", "bc", "cd", "ce"])
    assert reach("ac", way) == set("abc")
    assert reach("ab", way) == set("ab")
    assert reach("ad", way) == set("abcd")
    assert reach("z", way) == set("z")


def test_all_that_is_within_a_set_is_named_from_two_on():
    assert all_within([frozenset("abc")]) == {
        frozenset(each) for each in ("ab", "ac", "bc", "abc")
    }


def test_tables_by_one_grouping_each_need_no_more_than_pairs():
    survey = three_through_a_question().layout.survey
    layout = layout_of(survey, 0, most_spare=0)
    assert [each for each in layout.families if len(each) > 1] == [
        ("town", "age"),
        ("age", "work"),
    ]
    assert "q" in layout.families[("age",)], "known along the way"
