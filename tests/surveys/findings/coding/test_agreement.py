import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.coding.agreement import Agreement, Label, agreements, failing


def test_the_published_example():
    """docs/methods.md: a 40, b 9, c 6, d 145."""
    found = Agreement(40, 9, 6, 145)
    assert found.texts == 200
    assert float(found.observed) == 0.925
    assert round(float(found.expected), 3) == 0.638
    assert round(float(found.kappa), 3) == 0.793
    assert found.label is Label.SUBSTANTIAL
    assert found.passes


def test_a_rare_code_passes_by_pabak_where_kappa_collapses():
    """docs/methods.md: a 2, b 4, c 4, d 190."""
    found = Agreement(2, 4, 4, 190)
    assert float(found.observed) == 0.960
    assert round(float(found.kappa), 3) == 0.313
    assert float(found.pabak) == 0.920
    assert float(found.prevalence) == 0.03
    assert found.label is Label.TALK
    assert found.passes


def test_pabak_does_not_speak_for_a_code_that_is_not_rare():
    found = Agreement(5, 6, 6, 183)
    assert float(found.pabak) == 0.88
    assert float(found.prevalence) == 0.055
    assert found.kappa < 0.60
    assert not found.passes


@pytest.mark.parametrize(
    ("counts", "label"),
    [
        ((50, 0, 0, 50), Label.ALMOST_PERFECT),
        ((45, 5, 5, 45), Label.SUBSTANTIAL),  # 0.80 exactly
        ((40, 10, 10, 40), Label.SUBSTANTIAL),  # 0.60 exactly
        ((35, 15, 15, 35), Label.MODERATE),  # 0.40 exactly
        ((25, 25, 25, 25), Label.TALK),
        ((0, 50, 50, 0), Label.TALK),
    ],
)
def test_each_kappa_has_a_name(counts, label):
    assert Agreement(*counts).label is label


@pytest.mark.parametrize("counts", [(0, 0, 0, 9), (9, 0, 0, 0)])
def test_where_nothing_differs_there_is_no_kappa_and_it_passes(counts):
    found = Agreement(*counts)
    assert found.kappa is None
    assert found.label is None
    assert found.observed == 1
    assert found.passes


def test_codes_are_counted_one_by_one():
    readings = [
        ({"cost", "wait"}, {"cost"}),
        ({"cost"}, {"cost"}),
        ([], ["wait"]),
        ([], []),
    ]
    found = agreements(readings, ["cost", "wait", "never"])
    assert found["cost"] == Agreement(2, 0, 0, 2)
    assert found["wait"] == Agreement(0, 1, 1, 2)
    assert found["never"] == Agreement(0, 0, 0, 4)
    assert failing(found) == ("wait",)


def test_without_texts_there_is_no_agreement():
    assert agreements([], ["cost"]) == {}


counts = st.integers(0, 500)


@given(counts, counts, counts, st.integers(1, 500))
def test_the_figures_keep_their_bounds_and_do_not_know_who_is_first(a, b, c, d):
    found, turned = Agreement(a, b, c, d), Agreement(a, c, b, d)
    assert 0 <= found.observed <= 1
    assert 0 <= found.expected <= 1
    assert -1 <= found.pabak <= 1
    assert found.kappa is None or -1 <= found.kappa <= 1
    assert found.kappa == turned.kappa
    assert found.prevalence == turned.prevalence
    assert found.passes == turned.passes
