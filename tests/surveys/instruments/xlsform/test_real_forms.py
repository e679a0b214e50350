"""Real forms that nobody here wrote: they lie beside the checkout, where they do."""

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from surveys.instruments.kinds import SEVERAL, SILENT, SINGLE, Kind
from surveys.instruments.xlsform.handing_out import sheets_of
from surveys.instruments.xlsform.reader import read
from surveys.instruments.xlsform.remarks import Reason
from surveys.instruments.xlsform.spreadsheet import spreadsheet
from tests.surveys.instruments.real_forms import real_form

SHAPES = {
    "correlaid_all_types": (35, ("de",)),
    "correlaid_mitwirken_umfrage": (42, ("de",)),
    "pyxform_choice_filter": (3, ("en",)),
    "pyxform_spec_test": (39, ("en", "zh")),
}
NUMBERS = {Kind.INTEGER: 20, Kind.DECIMAL: 4.5}


@pytest.fixture(params=SHAPES, ids=str)
def form(request):
    return real_form(request.param)


@cache
def taken(form):
    return read("xlsx", form.stem, "", form.read_bytes())


def test_a_real_form_comes_in_whole(form):
    found = taken(form)
    count, languages = SHAPES[form.stem]
    assert found.faults == ()
    assert (len(found.instrument.items), found.instrument.languages) == (
        count,
        languages,
    )


def test_what_it_loses_is_said_by_row(form):
    for remark in taken(form).warnings:
        by_itself = remark.reason in {Reason.COLUMN_UNUSED, Reason.CONSENT_IS_BLANK}
        assert by_itself or ", row " in remark.place


def test_it_goes_out_and_comes_in_the_same(form, tmp_path):
    made = taken(form).instrument
    content = spreadsheet(sheets_of(made))
    back = read("xlsx", form.stem, "", content)
    assert (back.faults, back.warnings) == ((), ())
    assert back.instrument == made
    out = tmp_path / "out.xlsx"
    out.write_bytes(content)
    assert "<h:html" in convert(out, validate=False).xform


def answer_to(draw, made, item, answers):
    """Return an answer that stands, as somebody might give it."""
    offered = [option.key for option in made.options_for(item, answers)]
    if item.kind in SINGLE:
        return draw(st.sampled_from(offered)) if offered else None
    if item.kind in SEVERAL:
        order = draw(st.permutations(offered))
        return order if item.kind is Kind.RANK else order[:1]
    if item.kind is Kind.ACKNOWLEDGE:
        return "yes"
    if item.kind is Kind.DATE:
        return "2020-02-29"
    return NUMBERS.get(item.kind, "somebody@a.example")


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(drawn=st.data())
def test_it_is_answered_to_its_end(form, drawn):
    """Each question in turn, as it comes; nothing is wrong when the last is reached."""
    made = taken(form).instrument
    answers = {}
    while True:
        waiting = [
            item
            for item in made.asked(answers)
            if item.kind not in SILENT and item.key not in answers
        ]
        if not waiting:
            break
        found = answer_to(drawn.draw, made, waiting[0], answers)
        answers[waiting[0].key] = [] if found is None else found
    assert made.check(answers) == {}
    done = made.complete(answers)
    assert set(done) <= {item.key for item in made.asked(answers)}
