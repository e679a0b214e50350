import pytest

from deliberation.proposals.chain.measured import Measured, benchmark_figures
from deliberation.proposals.chain.reading import (
    is_whole,
    lead_of,
    rating_figures,
    result_figures,
    result_people,
    result_title,
)
from deliberation.proposals.evidence import Lead
from deliberation.proposals.figures import Figure, FigureKind
from surveys.findings.release import checksum

LABEL = {"en": "How long was it to the first conversation?"}
BODY = {
    "item": {"key": "A3", "version": 1, "kind": "select_one", "label": LABEL},
    "breakdown": {"key": "area", "label": {"en": "Where you live"}},
    "share_of": "answered",
    "columns": [
        {"key": "within_4", "missing": False},
        {"key": "longer", "missing": False},
        {"key": "prefer_not", "missing": True},
        {"key": "", "missing": True},
    ],
    "rows": [
        {"key": "", "base": 350, "answered": 346, "shares": [0.4855, 0.5145, 0.01, 0]},
        {"key": "town", "base": 250, "answered": 246, "shares": [0.561, 0.439, 0, 0]},
        {"key": "rural", "base": None, "answered": None, "shares": [None, None, 0, 0]},
    ],
}


def test_a_result_is_called_by_its_question():
    assert result_title(BODY) == LABEL


def test_the_people_behind_a_share_are_those_who_answered():
    assert result_people(BODY) == 346


def test_where_answers_and_missing_ones_are_mixed_they_are_those_who_were_asked():
    mixed = BODY | {"rows": [{**BODY["rows"][0], "answered": None}]}
    assert result_people(mixed) == 350


def test_each_answer_is_a_figure_and_each_group_has_its_own():
    figures = result_figures(BODY)
    assert figures["within_4"] == Figure(FigureKind.SHARE, 0.4855, 346)
    assert figures["town.within_4"] == Figure(FigureKind.SHARE, 0.561, 246)
    assert figures["people"] == Figure(FigureKind.PEOPLE, 346)


def test_a_hidden_share_is_a_figure_without_a_value():
    assert result_figures(BODY)["rural.within_4"].value is None


def column(key, *members, missing=False):
    labels = [{"en": member} for member in members]
    return {
        "key": key,
        "members": list(members),
        "label": {},
        "labels": labels,
        "missing": missing,
        "reason": "",
    }


def asked(*columns, counts):
    row = {"key": "", "base": sum(counts), "answered": sum(counts), "counts": counts}
    shares = [count / sum(counts) for count in counts]
    return BODY | {"columns": list(columns), "rows": [row | {"shares": shares}]}


def test_the_answer_that_most_people_gave_leads():
    body = asked(column("soon", "soon"), column("later", "later"), counts=[20, 30])
    assert lead_of(body) == Lead("later", {"en": "later"})


def test_answers_shown_together_lead_nothing():
    body = asked(column("rest", "a", "b"), column("soon", "soon"), counts=[30, 20])
    assert lead_of(body) is None


def test_a_table_that_shows_nothing_leads_nothing():
    assert lead_of(BODY | {"rows": []}) is None


def test_missing_answers_are_no_figures():
    names = set(result_figures(BODY))
    assert not {"prefer_not", "", "town.", "town.prefer_not"} & names


def test_a_body_that_was_touched_is_not_whole():
    stored = checksum(BODY)
    assert is_whole(BODY, stored)
    assert not is_whole(BODY | {"share_of": "asked"}, stored)


# Item F of the fictional community: 5 against 6

SPLIT = {"raters": 11, "median": 7.0, "low": 5, "high": 6, "disagreement": True}


def test_a_split_shows_both_sides_beside_its_median():
    figures = rating_figures(SPLIT)
    assert figures[""] == Figure(FigureKind.RATING, 7.0)
    assert (figures["low"].value, figures["high"].value) == (5, 6)


def test_among_few_raters_the_sides_are_hidden():
    figures = rating_figures({"raters": 7, "median": 5.0, "disagreement": False})
    assert figures["low"].value is figures["high"].value is None


def test_an_open_round_has_no_figures():
    assert rating_figures(None) == {}


# BM-2 of the fictional community: 129/338, 142/301, 168/346, a gap of 26.1 points

GAP = {"gap_abs": 0.261, "before_abs": 0.059}
BM_2 = [
    Measured(1, 129, 338, {"gap": {"gap_abs": 0.059}}),
    Measured(2, 142, 301, {"gap": None}),
    Measured(3, 168, 346, {"gap": GAP}),
]


def test_a_benchmark_tells_where_it_began_where_it_is_and_where_it_should_be():
    figures = benchmark_figures(BM_2, baseline_id=1, target=0.6)
    assert figures["baseline"].value == pytest.approx(0.382, abs=0.0005)
    assert figures[""].value == pytest.approx(0.486, abs=0.0005)
    assert figures["target"] == Figure(FigureKind.SHARE, 0.6)
    assert figures["people"] == Figure(FigureKind.PEOPLE, 346)


def test_a_watched_gap_is_told_in_points_then_and_now():
    figures = benchmark_figures(BM_2, baseline_id=1, target=0.6)
    assert figures["gap"] == Figure(FigureKind.POINTS, 0.261)
    assert figures["gap_before"] == Figure(FigureKind.POINTS, 0.059)


def test_without_a_target_or_a_measure_nothing_is_made_up():
    assert benchmark_figures([], baseline_id=1, target=None) == {}
    assert "target" not in benchmark_figures(BM_2, baseline_id=1, target=None)
    assert "gap" not in benchmark_figures(BM_2[:2], baseline_id=1, target=None)


@pytest.mark.parametrize(("people", "base"), [(None, 346), (168, None), (0, 0)])
def test_a_hidden_count_gives_no_share(people, base):
    assert Measured(1, people, base, {}).share is None


def test_nobody_of_many_is_a_share_of_zero():
    assert Measured(1, 0, 20, {}).share == 0
