"""Against the library that a web worker may not load, and against each other."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.findings.estimation.densities import deviance, stirling_error
from surveys.findings.estimation.distributions import (
    beta_below,
    beta_quantile,
    chi_squared_above,
    f_above,
    normal_quantile,
    normal_two_sided,
    t_quantile,
    t_two_sided,
)

stats = pytest.importorskip("scipy.stats", reason="scipy judges our distributions")

AS_NEAR = 1e-12
SIZES = st.floats(-0.3, 5.5).map(lambda power: 10**power)
TAILS = st.sampled_from([0.005, 0.025, 0.05, 0.5, 0.95, 0.975, 0.995])


def near(value):
    return pytest.approx(float(value), rel=AS_NEAR, abs=1e-280)


@given(SIZES, SIZES, TAILS)
def test_beta_quantiles_are_the_library_s(a, b, p):
    assert beta_quantile(a, b, p) == near(stats.beta.ppf(p, a, b))


@given(SIZES, SIZES, st.floats(-5, 5))
def test_beta_tails_are_the_library_s(a, b, away):
    middle = a / (a + b)
    spread = math.sqrt(middle * (1 - middle) / (a + b + 1))
    x = min(max(middle + away * spread, 0.0), 1.0)
    assert beta_below(a, b, x) == near(stats.beta.cdf(x, a, b))


@given(SIZES.filter(lambda df: df >= 1), TAILS, st.floats(0.01, 9))
def test_t_is_the_library_s(df, p, t):
    assert t_quantile(p, df) == pytest.approx(
        float(stats.t.ppf(p, df)), rel=AS_NEAR, abs=AS_NEAR
    )
    assert t_two_sided(t, df) == near(2 * stats.t.sf(t, df))


@given(st.floats(0, 9))
def test_one_degree_of_freedom_is_an_arctangent(t):
    """The library itself is off by 1e-12 near 0."""
    assert t_two_sided(t, 1) == near(1 - 2 / math.pi * math.atan(t))


@given(st.floats(0.5, 60), SIZES, st.floats(0, 12))
def test_f_and_chi_squared_are_the_library_s(df, below, f):
    assert f_above(f, df, below) == near(stats.f.sf(f, df, below))
    assert chi_squared_above(f * df, df) == near(stats.chi2.sf(f * df, df))


@pytest.mark.parametrize("z", [0.0, 1.96, -2.76, 8.0])
def test_the_normal_is_the_library_s(z):
    assert normal_two_sided(z) == near(2 * stats.norm.sf(abs(z)))


def test_endless_degrees_of_freedom_are_the_normal():
    assert t_quantile(0.975, math.inf) == normal_quantile(0.975)
    assert t_two_sided(1.3, math.inf) == normal_two_sided(1.3)
    assert f_above(2.0, 3, math.inf) == chi_squared_above(6.0, 3)


@pytest.mark.parametrize(("p", "x"), [(0, 0), (1, 1), (-0.1, 0)])
def test_nothing_and_everything_lie_at_the_ends(p, x):
    assert beta_quantile(2, 3, p) == x


def test_the_ends_of_a_beta_hold_nothing_and_all():
    assert (beta_below(2, 3, 0), beta_below(2, 3, 1)) == (0, 1)
    assert chi_squared_above(0, 4) == 1
    assert f_above(0, 2, 5) == 1


@given(st.floats(1, 1e7))
def test_a_number_is_no_way_from_itself(x):
    assert deviance(x, x, 0) == 0
    assert 0 < stirling_error(x) < 1 / (12 * x)
