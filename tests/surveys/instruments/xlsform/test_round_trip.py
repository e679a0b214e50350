"""An instrument that goes out as XLSForm and comes in again is the same."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from pyxform.xls2xform import convert

from surveys.instruments.definition import load
from surveys.instruments.shipped import template, template_names
from surveys.instruments.structure import faults
from surveys.instruments.xlsform.handing_out import sheets_of
from surveys.instruments.xlsform.reader import read
from surveys.instruments.xlsform.spreadsheet import spreadsheet
from tests.surveys.instruments.every_kind import EVERY_KIND
from tests.surveys.instruments.scored import SCORED
from tests.surveys.instruments.small import SMALL
from tests.surveys.instruments.xlsform.generated import instruments

ROOT = Path(__file__).parents[4]
SHIPPED = {
    "small": SMALL,
    "every kind": EVERY_KIND,
    "a score": SCORED,
    "larkmoor": load(ROOT / "deliberation" / "demo" / "larkmoor.toml"),
    "osmi": load(ROOT / "docs" / "examples" / "osmi-2014" / "osmi-2014.toml"),
} | {name: template(name) for name in template_names()}

each_shipped = pytest.mark.parametrize("made", SHIPPED.values(), ids=SHIPPED)


@each_shipped
def test_what_ships_comes_back_as_it_was(made):
    back = read("xlsx", "a-file", "", spreadsheet(sheets_of(made)))
    assert back.faults == ()
    assert back.warnings == ()
    assert back.instrument == made


@each_shipped
def test_other_programs_read_what_we_write(made, tmp_path):
    file = tmp_path / "out.xlsx"
    file.write_bytes(spreadsheet(sheets_of(made)))
    form = convert(file, validate=False).xform
    for item in made.items:
        assert f"/{item.key}" in form


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(made=instruments())
def test_any_instrument_comes_back_as_it_was(made):
    assume(not faults(made))
    back = read("xlsx", "a-file", "", spreadsheet(sheets_of(made)))
    assert back.faults == ()
    assert back.instrument == made


def test_other_programs_work_no_score_out():
    """They get an empty field; what it is made of stands in columns of ours."""
    survey = sheets_of(SCORED)["survey"].rows
    [score] = [row for row in survey if row["name"] == "went"]
    assert score["calculation"] == "''"
    assert score["commonweal::score_of"] == '["s1", "s2", "s3"]'
    assert score["commonweal::points"] == '["bad", "fair", "good"]'
    assert '"up_to": 2.5' in score["commonweal::bands"]
