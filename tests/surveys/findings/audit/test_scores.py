"""What a score and its questions say of each other: sound, and not to be left out."""

from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.findings.audit.layout import layout_of
from surveys.findings.audit.scores import Relation, Score
from surveys.findings.audit.truth import truth_of
from surveys.findings.audit.verdict import system_of
from tests.surveys.findings.audit.waves import Wave, as_published
from tests.surveys.instruments.scored import SCORE, SCORED, SCORED_PLAN

HALF = Fraction(1, 2)


def score(questions=3, points=3, fewest=2, cuts=(Fraction(2), 5 * HALF)):
    ends = [None, *cuts, None]
    return Score(
        questions=tuple(f"s{n}" for n in range(questions)),
        points=tuple(f"p{n}" for n in range(points)),
        fewest=fewest,
        bands={f"b{n}": pair for n, pair in enumerate(pairwise(ends))},
        without="",
    )


def people_of(one):
    """Everybody there can be: their points by question, 0 for none, and their band."""
    for given_points in product(range(len(one.points) + 1), repeat=len(one.questions)):
        said = [point for point in given_points if point]
        if len(said) < one.fewest:
            yield given_points, one.without
            continue
        mean = Fraction(sum(said), len(said))
        [band] = [
            key
            for key, (above, up_to) in one.bands.items()
            if (above is None or mean > above) and (up_to is None or mean <= up_to)
        ]
        yield given_points, band


def comes_to(one, relation: Relation, points):
    """What the weighed answers of one person come to."""
    own = [p for key, p in zip(one.questions, points, strict=True)
           if key in relation.questions and p]  # fmt: skip
    return sum(relation.weights[point - 1] for point in own)


@pytest.mark.parametrize(
    "one",
    [
        score(),
        score(questions=2, fewest=2, cuts=(HALF * 3,)),
        score(questions=4, fewest=3, cuts=(Fraction(33, 10),), points=4),
        score(questions=4, fewest=3, cuts=(Fraction(1), Fraction(29, 10))),
        score(questions=3, points=2, cuts=(HALF * 3,)),
        score(questions=3, points=5, cuts=(Fraction(7, 2), Fraction(9, 2))),
    ],
    ids=str,
)
def test_no_band_allows_more_or_less_than_its_people_can_come_to(one):
    """Against trying everybody: what a relation allows is just what there is."""
    everybody = list(people_of(one))
    for relation in one.relations:
        for band, allowed in relation.extremes.items():
            tried = [comes_to(one, relation, p) for p, own in everybody if own == band]
            assert (min(tried), max(tried)) == allowed


def test_a_band_that_nobody_can_reach_has_no_way_into_it():
    cuts = (Fraction(249, 100), 5 * HALF, Fraction(251, 100))
    one = score(cuts=cuts)
    assert [band for band, ways in one.ways.items() if not ways] == ["b2"]
    assert all("b2" not in relation.extremes for relation in one.relations)


def test_what_is_always_so_is_not_said():
    """That one question is answered, or not, is no news; that all are is some."""
    one = score(questions=8, points=5, fewest=6, cuts=(Fraction(7, 2),))
    assert {len(relation.questions) for relation in one.relations} == {8}
    top = score(questions=8, points=5, fewest=6, cuts=(Fraction(19, 4),))
    alone = [each for each in top.relations if len(each.questions) == 1]
    assert {tuple(each.weights) for each in alone} == {
        (1, 0, 0, 0, 0),
        (1, 1, 0, 0, 0),
        (1, 1, 1, 0, 0),
    }


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(
            SCORE.score_of, st.sampled_from(["bad", "fair", "good", "does_not_apply"])
        ),
        "town": st.sampled_from("no"),
    },
)
CROWDS = st.lists(st.tuples(ANSWERS, st.integers(1, 20)), min_size=1, max_size=12)


def wave_of(crowd):
    people = [(answers, "en") for answers, number in crowd for _ in range(number)]
    return Wave(people, SCORED_PLAN, SCORED)


@settings(max_examples=60)
@given(CROWDS)
def test_every_true_wave_satisfies_every_equation(crowd):
    wave = wave_of(crowd)
    assert wave.layout.is_whole
    system = system_of(wave.layout, wave.published)
    assert [each for each in system.equations if not each.holds(wave.truth)] == []


@settings(max_examples=30)
@given(CROWDS)
def test_table_by_table_too(crowd):
    wave = wave_of(crowd)
    layout = layout_of(wave.layout.survey, most=10)
    assert not layout.is_whole
    truth = truth_of(layout, wave.tabulation, wave.plan)
    system = system_of(layout, wave.published)
    assert [each for each in system.equations if not each.holds(truth)] == []


@settings(max_examples=15)
@given(CROWDS)
def test_after_the_audit_nothing_protected_is_bound(crowd):
    wave = wave_of(crowd)
    assert not wave.judge(as_published(wave.audited())).given_away
