import json
from dataclasses import fields, replace

import pytest

from deliberation.benchmarks.indicator import Denominator
from deliberation.benchmarks.models import Benchmark
from deliberation.benchmarks.outlines.outline import (
    Outline,
    outline_faults,
    outline_of,
)
from deliberation.benchmarks.rights import RightServed
from deliberation.benchmarks.specification import BenchmarkKind
from deliberation.benchmarks.targets import TargetMethod
from surveys.instruments.body import plain

BM_2 = Outline(
    title={"en": "First contact within 4 weeks", "ar": "أول تواصل خلال 4 أسابيع"},
    right_served=RightServed.DIGNITY,
    kind=BenchmarkKind.QUALITY,
    instrument="larkmoor",
    question="A3",
    question_version=1,
    numerator=("soon",),
    denominator=Denominator.ASKED,
    higher_is_better=True,
    harm_to_watch={"en": "Villages may be left behind."},
    breakdown="area",
    reference_group="town",
    compared_group="rural",
    target_method=TargetMethod.PROJECTION,
)

# What is a place's own: its figures and days, what its people said, bodies and votes.
STAYS = {"id", "slug", "number", "board_id", "state", "baseline_result_id", "target"}
STAYS |= {
    "why",
    "consequence",
    "target_reason",
    "target_date",
    "owner_id",
    "motion_id",
    "adopted_at",
}
CALLED = {"item_key": "question", "item_version": "question_version"}


def test_what_is_kept_gives_the_outline_back():
    for each in (BM_2, replace(BM_2, breakdown="", target_method=None)):
        assert outline_of(json.loads(json.dumps(plain(each)))) == each


def test_a_benchmark_leaves_without_its_figures_and_with_all_the_rest():
    columns = set(Benchmark.__table__.columns.keys()) - STAYS
    leaving = {each.name for each in fields(Outline)} - {"instrument"}
    assert {CALLED.get(name, name) for name in columns} == leaving


def test_ours_is_as_it_must_be():
    assert list(outline_faults(BM_2)) == []
    no_gap = {"breakdown": "", "reference_group": "", "compared_group": ""}
    assert list(outline_faults(replace(BM_2, **no_gap))) == []


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        ({"kind": BenchmarkKind.HOW_MUCH}, "kind"),
        ({"numerator": ()}, "numerator"),
        ({"numerator": ("a",) * 201}, "numerator"),
        ({"breakdown": ""}, "breakdown"),
        ({"compared_group": ""}, "breakdown"),
        ({"question": ""}, "question"),
        ({"question": "a/../b"}, "question"),
        ({"numerator": ("soon", "a b")}, "question"),
        ({"reference_group": "x" * 81}, "question"),
        ({"title": {}}, "title"),
        ({"title": {"en": "  "}}, "title"),
        ({"harm_to_watch": {"en": "x" * 4001}}, "harm_to_watch"),
    ],
)
def test_what_is_wrong_with_a_strangers_outline_is_said(parts, key):
    assert key in dict(outline_faults(replace(BM_2, **parts)))
