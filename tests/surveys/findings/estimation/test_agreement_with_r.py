"""Every figure of golden.json is checked here, or named with the reason why not."""

import math
import re

import pytest

from surveys.findings.estimation.association import rao_scott
from surveys.findings.estimation.calibration import (
    Distance,
    Margin,
    calibrate,
    post_stratify,
    rake,
)
from surveys.findings.estimation.design import kish_size
from surveys.findings.estimation.distributions import t_two_sided
from surveys.findings.estimation.means import (
    by_group,
    design_effect,
    difference,
    means,
    ratio,
    totals,
)
from surveys.findings.estimation.proportions import (
    Method,
    Proportion,
    clopper_pearson,
    interval,
)
from surveys.findings.estimation.quantiles import quantile, type_7
from surveys.findings.figures.comparisons import benjamini_hochberg, holm
from surveys.findings.intervals import wilson
from tests.surveys.findings.estimation.samples import Sample, golden, need_them

NOT_COMPUTED = {
    r"svyciprop_\w+_likelihood": "the logit and beta intervals are what we print",
    r"svychisq_\w+_(Wald|adjWald|saddlepoint)": "Rao and Scott's second order is",
    r"svyranktest_\w+": "no rank test is printed",
    r"svyglm_\w+": "no regression is printed",
    r"trend": "the counts that R was given are not in the file",
}
"""Entries, and why they are not ours."""

NOT_OF_ITS_KIND = {"wilson_cc": "the interval without a correction is what we print"}

LABELS = {"names", "groups", "columns", "rows", "cols", "q", "qrule", "interval"}
LABELS |= {"method", "statistic_name", "parameter_names", "bounds"}
"""What says which figure it is, and is none."""

DESIGNS = ["srs", "srs_nofpc", "strat", "strat_nofpc"]
WEIGHTED = ["srs_nofpc", "strat_nofpc"]
STYPE = {"E": 4421, "H": 755, "M": 1018}
SCHWIDE = {"No": 1072, "Yes": 5122}
EVERYBODY, API99 = 6194, 3914069


def why_not(entry):
    found = [
        why for pattern, why in NOT_COMPUTED.items() if re.fullmatch(pattern, entry)
    ]
    return found[0] if found else ""


def agree(ours, theirs, size=0.0):
    """Within a millionth; where R's figure is 0 but for rounding, of the size."""
    if isinstance(theirs, list):
        assert len(ours) == len(theirs)
        for one, other in zip(ours, theirs, strict=True):
            agree(one, other, size)
    else:
        assert ours == pytest.approx(theirs, rel=1e-6, abs=1e-9 * size)


def compare(entry, ours):
    """All figures of an entry, none left out."""
    assert set(ours) == set(entry) - LABELS
    sizes = [abs(each) for each in flat(entry.get("est", 0))]
    for key, figure in ours.items():
        size = max(sizes, default=0)
        agree(figure, entry[key], size * size if key == "vcov" else size)


def flat(value):
    return (
        [each for part in value for each in flat(part)]
        if isinstance(value, list)
        else [value]
    )


def plain(found, *, one=False):
    """Estimates in R's shape, where one alone is no list."""
    values, errors = list(found.values), list(found.errors)
    return {
        "est": values[0] if one else values,
        "se": errors[0] if one else errors,
        "vcov": [list(row) for row in found.covariance],
    }


def without(found, *keys):
    return {key: figure for key, figure in found.items() if key not in keys}


def ends(found, **ours):
    (low, high), *_ = found.ranges(**ours)
    return {"lo": low, "hi": high}


def mean_of_api00(sample, entry):
    found = means(sample.design, [sample.numbers("api00")])
    for key, degrees in (("ci95_z", math.inf), ("ci95_t", sample.design.df)):
        compare(entry[key], ends(found, df=degrees))
    compare(
        without(entry, "ci95_z", "ci95_t"),
        plain(found, one=True)
        | {
            "deff": design_effect(sample.design, sample.numbers("api00")),
            "degf": sample.design.df,
        },
    )


def two_means(sample, entry):
    columns = [sample.numbers("api99"), sample.numbers("api00")]
    compare(entry, plain(means(sample.design, columns)))


def contrast(sample, entry):
    columns = [sample.numbers("api99"), sample.numbers("api00")]
    compare(entry, plain(means(sample.design, columns).combined([-1, 1]), one=True))


def total_of_enroll(sample, entry):
    found = totals(sample.design, [sample.numbers("enroll")])
    compare(entry["ci95_z"], ends(found))
    compare(without(entry, "ci95_z"), plain(found, one=True))


def shares_of_types(sample, entry):
    columns = [sample.are("stype", code) for code in STYPE]
    compare(entry, plain(means(sample.design, columns)))


def totals_of_types(sample, entry):
    columns = [sample.are("stype", code) for code in STYPE]
    compare(entry, plain(totals(sample.design, columns)))


def ratio_of_columns(sample, entry):
    found = ratio(sample.design, sample.numbers("api.stu"), sample.numbers("enroll"))
    compare(entry, without(plain(found, one=True), "vcov"))


def group_means(sample, entry, column):
    keys, found = by_group(sample.design, column, sample.codes("stype"))
    places = [keys.index(key) for key in entry["groups"]]
    ours = {
        "est": [found.values[place] for place in places],
        "se": [found.errors[place] for place in places],
    }
    compare(entry, ours)


def api00_by_type(sample, entry):
    group_means(sample, entry, sample.numbers("api00"))


def awards_by_type(sample, entry):
    group_means(sample, entry, sample.are("awards", "Yes"))


def totals_by_two(sample, entry):
    columns = []
    for name in entry["columns"]:
        stype, compimp, award = re.fullmatch(r"(\w)\.(\w+):awards(\w+)", name).groups()
        wanted = [("stype", stype), ("comp.imp", compimp), ("awards", award)]
        parts = [sample.are(*each) for each in wanted]
        columns.append([math.prod(each) for each in zip(*parts, strict=True)])
    compare(entry, without(plain(totals(sample.design, columns)), "vcov"))


def table(sample, entry):
    crossed = list(zip(sample.codes("stype"), sample.codes("sch.wide"), strict=True))
    found = [
        [
            totals(sample.design, [[float(c == (up, down)) for c in crossed]]).values[0]
            for down in entry["cols"]
        ]
        for up in entry["rows"]
    ]
    compare(entry, {"counts": found})


COUNTED = {
    "awards01": lambda s: s.are("awards", "Yes"),
    "ell_hi": lambda s: [float(each > 25) for each in s.numbers("ell")],
    "rare_api00_gt_900": lambda s: [float(each > 900) for each in s.numbers("api00")],
}


def proportion(sample, entry, counted, method):
    found = means(sample.design, [COUNTED[counted](sample)])
    ours = Proportion(
        found.values[0],
        found.covariance[0][0],
        sample.design.people,
        sample.design.df,
        kish_size(sample.design.weights),
    )
    low, high = interval(ours, method)
    # R gives no interval where nobody is counted; we give Clopper and Pearson's.
    if ours.share == 0:
        assert entry["est"] == pytest.approx(0, abs=1e-11)
        assert (low, entry["se"]) == (0, 0)
        assert 0 < high < 0.03
        return
    compare(entry, {"est": ours.share, "se": found.errors[0], "lo": low, "hi": high})


def independence(sample, entry, rows, columns, statistic):
    found = rao_scott(sample.design, sample.codes(rows), sample.codes(columns))
    if statistic == "F":
        degrees = [found.df, found.df_below]
        compare(entry, {"statistic": found.f, "parameter": degrees, "p": found.p})
    else:
        ours = {"statistic": found.chi_squared, "parameter": found.df_cells}
        compare(entry, ours | {"p": found.p_chi_squared})


def t_test(sample, entry):
    improved = [code == "Yes" for code in sample.codes("comp.imp")]
    change, t, df = difference(sample.design, sample.numbers("api00"), improved)
    ours = {"estimate": change, "statistic": t, "parameter": df}
    compare(entry, ours | {"p": t_two_sided(t, df)})


def quantiles(sample, entry):
    column = sample.numbers("api00")
    found = [quantile(sample.design, column, p) for p in entry["q"]]
    names = ("est", "lo", "hi", "se")
    compare(entry, dict(zip(names, map(list, zip(*found, strict=True)), strict=True)))


def quantiles_of_type_7(sample, entry):
    column, weights = sample.numbers("api00"), sample.design.weights
    compare(entry, {"est": [type_7(column, weights, p) for p in entry["q"]]})


CHECKED = {
    "svymean_api00": mean_of_api00,
    "svymean_api99_api00": two_means,
    "svycontrast_api00_minus_api99": contrast,
    "svytotal_enroll": total_of_enroll,
    "svymean_stype": shares_of_types,
    "svytotal_stype": totals_of_types,
    "svyratio_api.stu_enroll": ratio_of_columns,
    "svyby_api00_by_stype": api00_by_type,
    "svyby_awards01_by_stype": awards_by_type,
    "svyby_awards_total_by_stype_compimp": totals_by_two,
    "svytable_stype_schwide": table,
    "svyttest_api00_by_compimp": t_test,
    "svyquantile_api00_default": quantiles,
    "svyquantile_api00_hf7": quantiles_of_type_7,
}
for _counted in COUNTED:
    for _name, _method in [*((m.value, m) for m in Method), ("xlogit", Method.LOGIT)]:
        CHECKED[f"svyciprop_{_counted}_{_name}"] = (
            lambda sample, entry, c=_counted, m=_method: proportion(sample, entry, c, m)
        )
for _pair, _rows, _columns in (
    ("schwide_stype", "sch.wide", "stype"),
    ("compimp_awards", "comp.imp", "awards"),
):
    for _statistic in ("F", "Chisq"):
        CHECKED[f"svychisq_{_pair}_{_statistic}"] = (
            lambda sample, entry, r=_rows, c=_columns, s=_statistic: independence(
                sample, entry, r, c, s
            )
        )


@pytest.mark.parametrize("name", DESIGNS)
def test_every_figure_of_a_design_is_r_s_or_named(name):
    need_them()
    sample = Sample(name)
    for key, entry in golden()["designs"][name].items():
        if not why_not(key):
            CHECKED[key](sample, entry)


def by_types(sample):
    return Margin(sample.codes("stype"), STYPE)


def by_both(sample):
    return [by_types(sample), Margin(sample.codes("sch.wide"), SCHWIDE)]


def columns_of(sample, *, wide=False):
    columns = [[1.0] * 200, sample.are("stype", "H"), sample.are("stype", "M")]
    return [*columns, sample.are("sch.wide", "Yes")] if wide else columns


KNOWN = [EVERYBODY, STYPE["H"], STYPE["M"]]


def calibrated(sample, distance, bounds=(0, math.inf)):
    columns, known = columns_of(sample, wide=True), [*KNOWN, SCHWIDE["Yes"]]
    return calibrate(sample.design, columns, known, distance=distance, bounds=bounds)


WEIGHTINGS = {
    "poststratify_stype": lambda s: post_stratify(s.design, by_types(s)),
    # R stops where the cells move by less than one school.
    "rake_stype_schwide_eps1_default": lambda s: rake(
        s.design, by_both(s), tolerance=1e-4
    ),
    "rake_stype_schwide_tight": lambda s: rake(s.design, by_both(s)),
    # No weight is beyond R's bounds of 10 and 60, so nothing is trimmed.
    "rake_then_trim": lambda s: rake(s.design, by_both(s)),
    "calibrate_linear_stype": lambda s: calibrate(s.design, columns_of(s), KNOWN),
    "calibrate_linear_stype_api99": lambda s: calibrate(
        s.design, [*columns_of(s), s.numbers("api99")], [*KNOWN, API99]
    ),
    "calibrate_raking_stype_schwide": lambda s: calibrated(s, Distance.RAKING),
    "calibrate_logit_stype_schwide_bounds": lambda s: calibrated(
        s, Distance.LOGIT, (0.5, 2.5)
    ),
}


@pytest.mark.parametrize("name", WEIGHTED)
def test_every_weighting_is_r_s(name):
    need_them()
    sample = Sample(name)
    for key, entry in golden()["weighting"][name].items():
        weighted_as_in_r(sample, WEIGHTINGS[key](sample), dict(entry))


def weighted_as_in_r(sample, design, entry):
    entry.pop("bounds", None)
    size = kish_size(design.weights)
    agree(list(design.weights), entry.pop("weights"))
    agree(size, entry.pop("eff_n_kish"))
    agree(200 / size, entry.pop("weighting_deff_kish"))
    columns = {
        "api00": (means, [sample.numbers("api00")]),
        "enroll": (totals, [sample.numbers("enroll")]),
        "stype": (totals, [sample.are("stype", code) for code in STYPE]),
        "schwide": (totals, [sample.are("sch.wide", code) for code in SCHWIDE]),
        "awards": (means, [sample.are("awards", code) for code in ("No", "Yes")]),
    }
    assert set(entry) == set(columns)
    for key, (make, numbers) in columns.items():
        compare(entry[key], plain(make(design, numbers), one=len(numbers) == 1))


def test_nothing_of_r_s_trimming_was_within_reach():
    need_them()
    for found in golden()["weighting"].values():
        low, high = found["rake_then_trim"]["bounds"]
        weights = found["rake_then_trim"]["weights"]
        assert low < min(weights) <= max(weights) < high


def test_plain_intervals_of_a_share_are_r_s():
    need_them()
    for entry in golden()["base_r"]["binom"]:
        x, n = entry["x"], entry["n"]
        assert set(entry) - {"x", "n"} - set(NOT_OF_ITS_KIND) == {
            "clopper_pearson",
            "wilson",
        }
        agree(list(clopper_pearson(x, n)), entry["clopper_pearson"], 1)
        agree(list(wilson(x, n, z=1.959963984540054)), entry["wilson"], 1)


def test_corrections_for_many_tests_are_r_s():
    need_them()
    entry = golden()["base_r"]["padj"]
    assert set(entry) == {"p", "BH", "holm"}
    agree(holm(entry["p"]), entry["holm"])
    agree(benjamini_hochberg(entry["p"]), entry["BH"])


def test_no_entry_is_skipped_in_silence():
    need_them()
    found = golden()
    assert set(found) == {"version", "designs", "weighting", "base_r"}
    assert set(found["designs"]) == set(DESIGNS)
    assert set(found["weighting"]) == set(WEIGHTED)
    for entries in found["designs"].values():
        for key in entries:
            assert (key in CHECKED) != bool(why_not(key)), key
    for entries in found["weighting"].values():
        assert set(entries) == set(WEIGHTINGS)
    known = {"binom", "padj"} | {key for key in found["base_r"] if why_not(key)}
    assert set(found["base_r"]) == known
