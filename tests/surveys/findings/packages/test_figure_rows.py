"""The lines of figures: those of the pages, and the reason where there is none."""

import csv
import io
from dataclasses import replace

import pytest
from frictionless import validate

from surveys.findings.intervals import wilson
from surveys.findings.packages.archive import files_of, write_folder
from surveys.findings.packages.contents import EarlierWave
from surveys.findings.packages.figure_rows import COLUMNS, FIGURES, figure_rows
from surveys.findings.release import frozen_tables, summary_of
from tests.surveys.findings.bodies import YES_NO, body, column, row, sizes_of
from tests.surveys.findings.factories import plan, tabulated
from tests.surveys.findings.packages.made import SUMMARY, published
from tests.surveys.findings.reading.measured.six import PEOPLE, PLAN, SIX

COUNTED = tabulated(PEOPLE, PLAN, SIX)


def counted(table):
    """The same table with the shares and ranges that follow from its counts."""
    for line in table["rows"]:
        pairs = [(n, line["answered"]) for n in line["counts"]]
        line["shares"] = [round(n / base, 6) for n, base in pairs]
        line["ranges"] = [[round(end, 6) for end in wilson(*each)] for each in pairs]
    return table


SIX_BODIES = [each.body for each in frozen_tables(COUNTED, plan(PLAN, SIX))]
SIX_KINDS = published(
    instrument=SIX, bodies=SIX_BODIES, summary=summary_of(COUNTED, plan(PLAN, SIX))
)
FIRST = counted(body(
    YES_NO, row("", 338, 129, 209, 0, answered=338),
    row("town", 238, 95, 143, 0, answered=238),
    row("rural", 100, 34, 66, 0, answered=100),
))  # fmt: skip
THIRD = counted(body(
    YES_NO, row("", 346, 168, 178, 0, answered=346),
    row("town", 246, 138, 108, 0, answered=246),
    row("rural", 100, 30, 70, 0, answered=100),
))  # fmt: skip
"""Two waves of BM-2 of Larkmoor."""

AGES = [["age", "under_25", 3000, "Census"], ["age", "from_25", 7000, "Census"]]


def spring(bodies):
    """The survey before, with these tables."""
    places = {
        (each["item"]["key"], (each["breakdown"] or {"key": ""})["key"]): each
        for each in bodies
    }
    return EarlierWave("spring", places)


def found(release, **wanted):
    return [
        line
        for line in figure_rows(release)
        if all(line.get(key, "") == value for key, value in wanted.items())
    ]


def one(release, **wanted):
    [line] = found(release, **wanted)
    return line


def of_everybody(question, figure, **more):
    return one(
        SIX_KINDS, question_key=question, figure=figure, breakdown_key="", **more
    )


def test_a_scale_has_the_figures_of_its_page():
    mean = of_everybody("rating", "mean")
    assert mean["value"] == 3.15
    assert mean["low"] == pytest.approx(2.9126, abs=1e-3)
    assert mean["high"] == pytest.approx(3.3874, abs=1e-3)
    assert (mean["base"], mean["interval"]) == (100, "t")
    assert of_everybody("rating", "median")["value"] == 3
    groups = found(SIX_KINDS, figure="mean", breakdown_key="language")
    assert [line["group"] for line in groups] == ["English", "French"]


def test_an_end_that_lies_in_an_open_band_is_not_known():
    median = of_everybody("way", "median")
    assert (median["value"], median["bound"]) == (10, "at_least")
    assert (median["low"], median["high"]) == (pytest.approx(10, abs=0.1), None)
    assert of_everybody("cost", "lower_quartile")["low"] is None


def test_several_answers_are_per_person_and_per_tick():
    cost = {"answer_key": "cost"}
    assert of_everybody("barriers", "share_per_person", **cost)["value"] == 0.669643
    assert of_everybody("barriers", "share_per_answer", **cost)["base"] == 149
    assert of_everybody("barriers", "answers_per_person")["value"] == 1.330357


def test_a_rank_has_mean_places_and_points():
    books = of_everybody("wishes", "mean_place", answer_key="books")
    assert books["value"] == pytest.approx((38 + 2 * 37) / 75, abs=1e-6)
    assert books["answer"] == "Books"
    points = of_everybody("wishes", "points_per_person", answer_key="books")
    assert points["value"] == pytest.approx((2 * 38 + 37) / 112, abs=1e-6)


def test_a_gap_stands_with_its_test_and_what_it_is_compared_with():
    gap = one(
        published(), figure="gap", breakdown_key="age", group_key="under_25",
        answer_key="gave_up",
    )  # fmt: skip
    assert gap["value"] == pytest.approx(30 / 70 - 12 / 134, abs=1e-6)
    assert gap["low"] < gap["value"] < gap["high"]
    assert gap["interval"] == "newcombe", "as the pages have it"
    assert gap["compared_with"] == "from_25"
    assert (gap["tests"], gap["standing"]) == (3, "exploratory")
    assert gap["p"] <= gap["p_adjusted"] < 0.05
    assert found(published(), figure="ratio", group_key="under_25")
    assert found(published(), figure="index_of_disparity", breakdown_key="age")


def test_weighted_shares_name_who_counted_the_people():
    release = published(summary=SUMMARY | {"populations": AGES})
    yes = one(release, figure="weighted_share", answer_key="yes")
    assert yes["value"] == pytest.approx(0.3 * 22 / 70 + 0.7 * 71 / 134, abs=1e-6)
    assert yes["source"] == "Census"
    assert one(release, figure="effective_people")["base"] == 204
    assert not found(published(), figure="weighted_share")


def test_a_change_since_the_survey_before_stands_with_its_corrected_test():
    before = EarlierWave("spring", {("A3", "area"): FIRST})
    release = published(bodies=[THIRD], before=before)
    change = one(release, figure="change", group_key="town", answer_key="yes")
    assert change["value"] == pytest.approx(138 / 246 - 95 / 238, abs=1e-6)
    assert change["low"] < change["value"] < change["high"]
    assert (change["since"], change["interval"]) == ("spring", "newcombe")
    assert (change["tests"], change["standing"]) == (2, "exploratory")
    assert change["p"] < change["p_adjusted"] == pytest.approx(2 * change["p"])
    turned = one(release, figure="change", group_key="town", answer_key="no")
    assert "p" not in turned, "of two answers the second is the first turned round"


def test_a_gap_that_changed_has_its_label():
    before = EarlierWave("spring", {("A3", "area"): FIRST})
    gap = one(published(bodies=[THIRD], before=before), figure="gap_change")
    assert (gap["group_key"], gap["compared_with"]) == ("rural", "town")
    assert gap["value"] == pytest.approx(0.2018, abs=1e-4)
    assert gap["p"] == pytest.approx(0.0114, abs=1e-4), "z is 2.53"
    assert gap["label"] == "widening_detected"


def test_nothing_is_said_of_a_changed_question_or_without_a_survey_before():
    other = FIRST | {"item": FIRST["item"] | {"version": 2}}
    for before in (
        None,
        EarlierWave("spring", {}),
        EarlierWave("spring", {("A3", "area"): other}),
        EarlierWave("spring", {("A3", ""): FIRST}),
    ):
        release = published(bodies=[THIRD], before=before)
        assert not found(release, figure="change")
        assert not found(release, figure="gap_change")


def test_a_question_as_a_whole_has_its_test_and_its_averages():
    test = one(published(), figure="chi_squared", breakdown_key="age")
    assert test["value"] == pytest.approx(32.42728, abs=1e-5)
    assert (test["base"], test["p"]) == (204, 0.0)
    mean = one(SIX_KINDS, figure="mean_gap")
    assert mean["value"] == pytest.approx(132 / 42 - 183 / 58, abs=1e-6)
    assert (mean["group_key"], mean["compared_with"]) == ("fr", "en")
    assert (mean["tests"], mean["interval"]) == (1, "normal")
    release = published(summary=SUMMARY | {"populations": AGES})
    assert one(release, figure="rao_scott_f")["p"] < 0.001
    assert not found(release, figure="chi_squared", breakdown_key="age")


def test_means_have_changes_since_the_survey_before():
    release = replace(SIX_KINDS, before=spring(SIX_BODIES))
    lines = found(release, figure="mean_change")
    assert {line["question_key"] for line in lines} == {"rating"}
    assert {line["value"] for line in lines} == {0}
    assert [line["group_key"] for line in lines] == ["", "en", "fr"]
    assert {line["since"] for line in lines} == {"spring"}


def test_every_weight_is_named_and_one_that_was_cut_as_such():
    release = published(summary=SUMMARY | {"populations": AGES})
    weight = one(release, figure="weight", group_key="under_25")
    assert weight["value"] == pytest.approx(0.3 / (70 / 204), abs=1e-6)
    assert (weight["source"], weight["group"]) == ("Census", "Under 25")
    assert not found(release, figure="trimmed_weight")
    living = [["age", "under_25", 97, "Census"], ["age", "from_25", 3, "Census"]]
    light = body(
        YES_NO, row("", 120, 60, 60, 0, answered=120),
        row("under_25", 20, 10, 10, 0, answered=20),
        row("from_25", 100, 50, 50, 0, answered=100), breakdown="age",
    )  # fmt: skip
    sizes = {"age": sizes_of(under_25=20, from_25=100)}
    few = published(bodies=[light], summary={"groups": sizes, "populations": living})
    cut = one(few, figure="trimmed_weight")
    assert (cut["group_key"], cut["value"]) == ("under_25", 5)
    assert one(few, figure="weight")["group_key"] == "from_25"


def test_a_scale_has_a_weighted_average_and_middle_too():
    living = [["language", "en", 1, "Census"], ["language", "fr", 3, "Census"]]
    summary = SIX_KINDS.summary | {"populations": living}
    release = replace(SIX_KINDS, summary=summary)
    mean = one(release, question_key="rating", figure="weighted_mean")
    english, french = 183 / 58, 132 / 42
    heavy = 64 * 0.25 / (64 / 112), 48 * 0.75 / (48 / 112)
    people = heavy[0] * 58 / 64, heavy[1] * 42 / 48
    wanted = (english * people[0] + french * people[1]) / sum(people)
    assert mean["value"] == pytest.approx(wanted, abs=1e-6)
    assert mean["low"] < mean["value"] < mean["high"]
    assert (mean["interval"], mean["base"], mean["source"]) == ("t", 100, "Census")
    assert one(release, question_key="rating", figure="weighted_median")["value"] == 3
    assert not found(release, question_key="asked", figure="weighted_mean")


def test_weights_that_are_refused_have_the_reason():
    few = [*AGES, ["age", "over_99", 1, "Census"]]
    release = published(summary=SUMMARY | {"populations": few})
    line = one(release, figure="weighted_share")
    assert line["not_given"] == "few"
    assert "value" not in line


def test_what_needs_a_hidden_number_has_a_reason_and_no_value():
    scale = body(
        [column(key) for key in "12345"],
        row("", 60, 20, None, 15, 20, 5),
        row("town", None, None, None, None, None, None),
        kind="scale",
    )
    scale["item"]["key"] = "rating"
    lines = found(published(instrument=SIX, bodies=[scale]))
    assert {line["not_given"] for line in lines} == {"hidden"}
    assert not any("value" in line for line in lines)


def test_every_line_is_of_a_known_kind_and_in_a_known_column():
    lines = [*figure_rows(SIX_KINDS), *figure_rows(published())]
    assert {line["figure"] for line in lines} <= set(FIGURES)
    assert {key for line in lines for key in line} <= set(COLUMNS)


def test_the_file_is_good_to_its_own_validator(tmp_path):
    release = published(
        instrument=SIX, bodies=[*SIX_BODIES, *published().bodies],
        summary=SUMMARY | {"populations": AGES},
        before=spring(published().bodies),
    )  # fmt: skip
    assert found(release, figure="gap_change")
    write_folder(release, tmp_path / "made")
    report = validate(str(tmp_path / "made" / "datapackage.json"))
    assert report.valid, report.flatten()
    text = dict(files_of(release))["figures.csv"].decode()
    assert len(list(csv.DictReader(io.StringIO(text)))) == len(found(release))
