"""What a score and its questions say of each other: sound, and not to be left out."""

import random
from fractions import Fraction
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.findings.audit import structure
from surveys.findings.audit.equations import minus, sum_of
from surveys.findings.audit.layout import layout_of
from surveys.findings.audit.protected import Protection
from surveys.findings.audit.scores import Relation, Score
from surveys.findings.audit.truth import truth_of
from surveys.findings.audit.verdict import by_table, system_of
from surveys.findings.audit.verdict import given_away as open_to
from surveys.instruments.shipped import template
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


def answering(many, *answers, town="n"):
    """So many people who gave these answers to s1, s2 and s3; None gave none."""
    said = zip(SCORE.score_of, answers, strict=True)
    given_answers = {key: answer for key, answer in said if answer}
    return [({**given_answers, "town": town}, "en")] * many


THREE_SAID_GOOD = [
    *answering(16, "fair", "fair", "fair"),
    *answering(4, "fair", "fair", "does_not_apply"),
    *answering(8, "fair", "fair", "bad"),
    *answering(10, "bad", "fair", "fair"),
    *answering(9, "fair", "bad", "fair"),
    *answering(2, "bad", "bad", "bad"),
    *answering(3, "fair", "does_not_apply", "fair"),
    *answering(4, "fair", "fair", "good"),
    *answering(1, "fair", "good", "fair"),
    *answering(1, "fair", "good", "does_not_apply"),
    *answering(1, "bad", "good", "fair"),
    *answering(1, None, "bad", "good"),
]
"""Three people said good to s2: too few to be shown. Six scored above 2, none of whom
can have done so without a good; nobody said good to s1, and five to s3. So somebody
said it to s2: that there may be none is no longer true."""


@pytest.fixture
def scoring():
    return Wave(THREE_SAID_GOOD, SCORED_PLAN, SCORED)


def shown(wave, key):
    """What everybody's table of a question shows, as the gate made it."""
    [body] = [
        each
        for each in wave.published.bodies
        if each["item"]["key"] == key and not each["breakdown"]
    ]
    counts = body["rows"][0]["counts"]
    return {
        "+".join(column["members"]): people
        for column, people in zip(body["columns"], counts, strict=True)
    }


def given_away(wave):
    return {target.table for target in wave.judge().given_away}


def test_a_score_beside_its_questions_gives_a_hidden_answer_away(scoring):
    assert shown(scoring, "s1")["good"] == 0
    assert shown(scoring, "s2") == {"bad": 12, "fair": 42, "good+does_not_apply": 6}
    assert shown(scoring, "s3")["good"] == 5
    assert (shown(scoring, "went")["middle"], shown(scoring, "went")["high"]) == (6, 0)
    assert ("s2", "") in given_away(scoring)


def test_without_what_a_score_says_nobody_would_see_it(scoring, monkeypatch):
    """The mutation: were these relations switched off, it would be published."""
    monkeypatch.setattr(structure, "add_score", lambda *_: None)
    assert given_away(scoring) == set()


def test_the_table_of_the_score_goes_and_its_questions_stay(scoring):
    found = scoring.audited()
    assert ["went", ""] in found.report["hidden"]
    assert ["s2", ""] not in found.report["hidden"]
    assert not scoring.judge(as_published(found)).given_away


def unequal(seed):
    """People of two towns, as unequal in mood as people are; the same for a seed."""
    chance = random.Random(seed)  # noqa: S311  # nobody is to be surprised
    many = chance.choice([60, 100, 150])
    often = [chance.random() ** 2 + 0.02 for _ in range(4)]
    people = []
    for _ in range(many):
        town, mood = chance.choices("no", [3, 2])[0], chance.random()
        weights = [often[0] * (1.2 - mood), often[1], often[2] * (mood + 0.2)]
        codes = [*SCORE.points, "does_not_apply", None]
        answers = chance.choices(codes, [*weights, often[3] / 5, 0.05], k=3)
        people += answering(1, *answers, town=town)
    return Wave(people, SCORED_PLAN, SCORED)


def by_combination(layout, published, monkeypatch):
    """All that is known, with an unknown for each combination of three answers."""
    monkeypatch.setattr(structure, "add_score", lambda *_: None)
    system, [family] = system_of(layout, published), layout.families
    one, said = layout.survey.scores["went"], layout.survey.questions
    for stratum in layout.strata(family):
        where = {key: (code,) for key, code in zip(family, stratum, strict=True)}
        places = {p: system.unknowns + n for n, (p, _) in enumerate(people_of(one))}
        system.unknowns += len(places)
        for number, key in enumerate(one.questions):
            for point, code in enumerate(one.points, 1):
                with_it = [place for p, place in places.items() if p[number] == point]
                form = layout.answers(said[key], (code,), where)
                system.fix(minus(form, sum_of(with_it)), 0)
        for band in one.ways:
            inside = [places[p] for p, own in people_of(one) if own == band]
            form = layout.answers(said["went"], (band,), where)
            system.fix(minus(form, sum_of(inside)), 0)
    monkeypatch.undo()
    return system


@pytest.mark.parametrize("seed", [*range(4), "attack"])
def test_an_unknown_for_each_combination_of_answers_tells_no_more(
    seed, scoring, monkeypatch
):
    """Three questions are few enough to try; of eight there are too many."""
    wave = scoring if seed == "attack" else unequal(seed)
    tables = by_table(wave.published)
    targets = list(Protection(wave.layout, wave.truth, tables).targets())
    system = by_combination(wave.layout, wave.published, monkeypatch)
    found = open_to(system, targets, lambda *_: None, whole=False)
    assert {target.table for target in found} == given_away(wave)


TREATED = template("how-i-was-treated")
TREATED_PLAN = {
    "title": "How people were treated",
    "tables": [
        {"item": key, "by": ["area", "carer"]}
        for key in ("B0", *TREATED.by_key["treated_score"].score_of, "treated_score")
    ],
    "breakdowns": [{"key": k, "label": k, "item": k} for k in ("area", "carer")],
}


def treated_people(seed):
    """People of whom some used no service, and some answered too little for a score."""
    chance = random.Random(seed)  # noqa: S311  # nobody is to be surprised
    score, people = TREATED.by_key["treated_score"], []
    for _ in range(90):
        said = {
            "area": chance.choice(["town", "rural"]),
            "carer": chance.choice(["yes", "no"]),
        }
        said["B0"] = chance.choices(["yes", "no"], [4, 1])[0]
        diligent = chance.choice([0.5, 0.9, 1])
        for key in score.score_of if said["B0"] == "yes" else ():
            if chance.random() < diligent:
                said[key] = chance.choice([*score.points, "does_not_apply"])
        people.append((said, "en"))
    return people


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("most", [20_000, 10], ids=["whole", "in tables"])
def test_the_eight_questions_of_a_template_satisfy_every_equation_too(seed, most):
    """They are asked of those only who used a service: so is the score."""
    wave = Wave(treated_people(seed), TREATED_PLAN, TREATED)
    layout = layout_of(wave.layout.survey, most=most)
    assert layout.is_whole == (most > 10)
    truth = truth_of(layout, wave.tabulation, wave.plan)
    system = system_of(layout, wave.published)
    assert [each for each in system.equations if not each.holds(truth)] == []
