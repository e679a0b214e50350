import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.proposals.evidence import TRACE_OF, EvidenceKind, TraceKind
from deliberation.trace.references import (
    ItemReference,
    read_item,
    read_kind,
    read_result,
    read_slug,
)


@pytest.mark.parametrize("kind", TraceKind)
def test_a_kind_is_read_by_its_name(kind):
    assert read_kind(kind.value) is kind


@pytest.mark.parametrize("text", ["", "results", "RESULT", "answer", "member"])
def test_nothing_else_can_be_traced(text):
    assert read_kind(text) is None


def test_every_kind_of_evidence_has_a_trace():
    assert set(TRACE_OF) == set(EvidenceKind)


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "01", "", "a", "9" * 19, "١"])
def test_what_cannot_be_a_frozen_result_is_none(text):
    assert read_result(text) is None


@given(st.integers(1, 10**17))
def test_a_frozen_result_is_read_by_its_number(number):
    assert read_result(str(number)) == number


def test_a_question_is_named_by_its_instrument_and_key():
    assert read_item("larkmoor-2026.A3") == ItemReference("larkmoor-2026", "A3")


@pytest.mark.parametrize(
    "text", ["A3", "larkmoor.", ".A3", "larkmoor.3", "a.b.c", "L.A"]
)
def test_what_cannot_be_a_question_is_none(text):
    assert read_item(text) is None


@given(
    st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(
        lambda s: len(s) < 80
    ),
    st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,39}", fullmatch=True),
)
def test_a_question_is_read_as_it_is_written(instrument, key):
    wanted = ItemReference(instrument, key)
    assert read_item(str(wanted)) == wanted


@pytest.mark.parametrize("text", ["", "a/b", "a b", "a.b", "x" * 121])
def test_what_cannot_be_a_slug_is_none(text):
    assert read_slug(text) is None
