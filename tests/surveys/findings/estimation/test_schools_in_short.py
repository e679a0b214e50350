"""R's figures for its example schools, from their counts: a fresh clone has these.

Schools that are alike in type, target, improvement and award are one record. What R
makes of every column stands in ``test_agreement_with_r.py``.
"""

import pytest

from surveys.findings.estimation.association import rao_scott
from surveys.findings.estimation.calibration import (
    Distance,
    Margin,
    calibrate,
    post_stratify,
    rake,
)
from surveys.findings.estimation.design import Design, kish_size
from surveys.findings.estimation.means import by_group, means, totals
from surveys.findings.estimation.proportions import Method, Proportion, interval

SIMPLE = {
    "E-no-no-no": 14,
    "E-no-yes-no": 1,
    "E-yes-no-no": 20,
    "E-yes-yes-no": 6,
    "E-yes-yes-yes": 101,
    "H-no-no-no": 12,
    "H-no-yes-no": 1,
    "H-yes-no-no": 2,
    "H-yes-yes-no": 1,
    "H-yes-yes-yes": 9,
    "M-no-no-no": 9,
    "M-yes-no-no": 10,
    "M-yes-yes-yes": 14,
}
STRATIFIED = {
    "E-no-no-no": 7,
    "E-no-yes-no": 2,
    "E-yes-no-no": 18,
    "E-yes-yes-yes": 73,
    "H-no-no-no": 23,
    "H-no-yes-no": 1,
    "H-yes-no-no": 10,
    "H-yes-yes-yes": 16,
    "M-no-no-no": 15,
    "M-yes-no-no": 11,
    "M-yes-yes-yes": 24,
}
LIVING = {"E": 4421, "H": 755, "M": 1018}
TARGETS = {"no": 1072, "yes": 5122}
WEIGHTS = {"E": 44.2099990844727, "H": 15.1000003814697, "M": 20.3600006103516}


class Schools:
    """One of the two samples; ``whole`` knows how many schools there are."""

    def __init__(self, name, *, whole):
        counted = SIMPLE if name == "simple" else STRATIFIED
        codes = [key.split("-") for key in counted]
        self.kind, self.target, self.improved, self.award = (
            tuple(column) for column in zip(*codes, strict=True)
        )
        if name == "simple":
            strata, weights, living = (), (30.97,) * len(codes), {None: 6194}
        else:
            strata, weights = self.kind, tuple(WEIGHTS[kind] for kind in self.kind)
            living = LIVING
        times = tuple(counted.values())
        self.design = Design(weights, strata, living if whole else None, times)

    @property
    def awarded(self):
        return [float(award == "yes") for award in self.award]

    def kinds(self):
        return [[float(kind == each) for kind in self.kind] for each in LIVING]

    def margins(self):
        return [Margin(self.kind, LIVING), Margin(self.target, TARGETS)]

    def known(self, *, targets=False):
        _e, high, middle = self.kinds()
        columns = [[1.0] * len(high), high, middle]
        totals_known = [6194, LIVING["H"], LIVING["M"]]
        if targets:
            columns.append([float(each == "yes") for each in self.target])
            totals_known.append(TARGETS["yes"])
        return columns, totals_known


SIMPLE_WHOLE = Schools("simple", whole=True)
SIMPLE_PART = Schools("simple", whole=False)
STRATA_WHOLE = Schools("stratified", whole=True)
STRATA_PART = Schools("stratified", whole=False)

near = pytest.approx


@pytest.mark.parametrize(
    ("schools", "share", "se", "logit", "beta"),
    [
        (
            SIMPLE_WHOLE,
            0.62,
            0.0338480671298404,
            (0.551378540957986, 0.684138018235826),
            (0.549881078751559, 0.686605321139074),
        ),
        (
            SIMPLE_PART,
            0.62,
            0.0344081327303582,
            (0.550218710064967, 0.685150125459011),
            (0.548663967152032, 0.687703403593652),
        ),
        (
            STRATA_WHOLE,
            0.638936064050578,
            0.0344059179972689,
            (0.568721098868047, 0.703675779368256),
            (0.567218701479749, 0.706354783014459),
        ),
        (
            STRATA_PART,
            0.638936064050578,
            0.0348975177769063,
            (0.567690055736938, 0.704551291227852),
            (0.566137938353258, 0.707309898562889),
        ),
    ],
)
def test_a_share_with_both_of_its_intervals(schools, share, se, logit, beta):
    found = means(schools.design, [schools.awarded])
    ours = Proportion(
        found.values[0],
        found.covariance[0][0],
        schools.design.people,
        schools.design.df,
        kish_size(schools.design.weights, schools.design.times),
    )

    assert (ours.share, found.errors[0]) == near((share, se), rel=1e-9)
    assert interval(ours, Method.LOGIT) == near(logit, rel=1e-9)
    assert interval(ours, Method.BETA) == near(beta, rel=1e-9)


@pytest.mark.parametrize(
    ("schools", "shares", "errors"),
    [
        (
            SIMPLE_WHOLE,
            (0.711267605633803, 0.36, 0.424242424242424),
            (0.0375043227226329, 0.0946743782015869, 0.0848459539458645),
        ),
        (
            STRATA_PART,
            (0.73, 0.32, 0.48),
            (0.0446196043338474, 0.0666394502268034, 0.0713714056959817),
        ),
    ],
)
def test_shares_by_group(schools, shares, errors):
    keys, found = by_group(schools.design, schools.awarded, schools.kind)

    assert keys == ["E", "H", "M"]
    assert found.values == near(shares, rel=1e-9)
    assert found.errors == near(errors, rel=1e-9)


def test_totals_of_a_simple_sample_and_of_strata_whose_totals_are_known():
    simple = totals(SIMPLE_WHOLE.design, SIMPLE_WHOLE.kinds())
    strata = totals(STRATA_WHOLE.design, STRATA_WHOLE.kinds())

    assert simple.values == near((4397.74, 774.25, 1022.01))
    assert simple.errors == near((195.99527648395, 142.848756640964, 160.325514195371))
    assert strata.values == near((4421, 755, 1018), rel=1e-7)
    assert strata.errors == (0, 0, 0)


@pytest.mark.parametrize(
    ("schools", "f", "df", "df_below", "p"),
    [
        (SIMPLE_WHOLE, 13.482196151464, 2, 398, 2.16060542679512e-06),
        (
            STRATA_WHOLE,
            17.2474439638888,
            1.82867150416358,
            360.248286320226,
            2.03504635946512e-07,
        ),
        (
            STRATA_PART,
            16.5463864896005,
            1.84133762754383,
            362.743512626135,
            3.40243091427345e-07,
        ),
    ],
)
def test_rao_and_scott_of_target_and_type(schools, f, df, df_below, p):
    found = rao_scott(schools.design, schools.target, schools.kind)

    assert (found.f, found.df, found.df_below) == near((f, df, df_below), rel=1e-9)
    assert found.p == near(p, rel=1e-8)
    turned = rao_scott(schools.design, schools.kind, schools.target)
    assert turned.f == near(found.f, rel=1e-9)


def test_rao_and_scott_of_two_questions_of_two_answers():
    found = rao_scott(STRATA_WHOLE.design, STRATA_WHOLE.improved, STRATA_WHOLE.award)

    assert found.f == near(149.657294219085, rel=1e-9)
    assert (found.df, found.df_below) == near((1, 197))
    assert found.p == near(5.73415318482552e-26, rel=1e-8)


def weighted_to(schools, design, share, se, size):
    found = means(design, [schools.awarded])
    assert found.values[0] == near(share, rel=1e-8)
    assert found.errors[0] == near(se, rel=1e-8)
    assert kish_size(design.weights, design.times) == near(size, rel=1e-8)


def test_post_stratified_to_type():
    for schools, *theirs in (
        (SIMPLE_PART, 0.621277506035814, 0.0328487799965823, 199.98006765871),
        (STRATA_PART, 0.638936067161769, 0.0348975179764037, 168.581328915593),
    ):
        margin = schools.margins()[0]
        weighted_to(schools, post_stratify(schools.design, margin), *theirs)


def test_raked_to_type_and_target():
    for schools, *theirs in (
        (SIMPLE_PART, 0.628981615704143, 0.0273661441800069, 199.810859536445),
        (STRATA_PART, 0.638198854232379, 0.0294563349192921, 168.580155987456),
    ):
        weighted_to(schools, rake(schools.design, schools.margins()), *theirs)


def test_calibrated_linearly_is_post_stratified():
    for schools in (SIMPLE_PART, STRATA_PART):
        calibrated = calibrate(schools.design, *schools.known())
        stratified = post_stratify(schools.design, schools.margins()[0])

        assert calibrated.weights == near(stratified.weights, rel=1e-12)
        first, second = (
            means(each, [schools.awarded]) for each in (calibrated, stratified)
        )
        assert first.errors[0] == near(second.errors[0], rel=1e-9)


@pytest.mark.parametrize(
    ("schools", "distance", "bounds", "theirs"),
    [
        (
            SIMPLE_PART,
            Distance.RAKING,
            (0, 9),
            (0.62898161570123, 0.0273661441802676, 199.810859536412),
        ),
        (
            STRATA_PART,
            Distance.RAKING,
            (0, 9),
            (0.638198854218956, 0.0294179129193055, 168.580155978785),
        ),
        (
            STRATA_PART,
            Distance.LOGIT,
            (0.5, 2.5),
            (0.638198819415045, 0.0294179095291023, 168.580155545662),
        ),
    ],
)
def test_calibrated_to_type_and_target(schools, distance, bounds, theirs):
    columns, known = schools.known(targets=True)

    design = calibrate(schools.design, columns, known, distance=distance, bounds=bounds)

    weighted_to(schools, design, *theirs)
    assert totals(design, columns).values == near(known, rel=1e-9)
    assert totals(design, columns).errors == near((0,) * 4, abs=1e-6)
