from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from core.errors import Refused
from surveys.instruments.xlsform.container import look_into
from surveys.instruments.xlsform.handing_out import sheets_of
from surveys.instruments.xlsform.spreadsheet import spreadsheet
from tests.surveys.instruments.every_kind import EVERY_KIND
from tests.surveys.instruments.small import SMALL

TEMPTING = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("https://a.example")']


def written(made):
    return load_workbook(BytesIO(spreadsheet(sheets_of(made))))


def with_title(text: str):
    return replace(SMALL, title={"en": text})


@pytest.mark.parametrize("text", TEMPTING)
def test_a_text_that_looks_like_a_formula_stays_a_text(text):
    cell = written(with_title(text))["settings"]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix is True
    look_into(spreadsheet(sheets_of(with_title(text))))


def test_a_sign_that_no_sheet_can_hold_is_dropped():
    assert written(with_title("a\x01b\x0bc\r\nd"))["settings"]["A2"].value == "abc\nd"


def test_a_text_too_long_for_a_cell_is_refused_and_not_cut():
    with pytest.raises(Refused, match="settings, row 2: form_title is too long"):
        spreadsheet(sheets_of(with_title("x" * 40_000)))


def test_other_people_can_read_what_the_columns_say():
    survey = written(EVERY_KIND)["survey"]
    rows = list(survey.values)
    heads = [head for head in rows[0] if head]
    by_name = {row[1]: dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    assert heads[:3] == ["type", "name", "label::English (en)"]
    assert by_name["reasons"]["type"] == "select_multiple reasons"
    assert by_name["weight"]["constraint"] == ". >= 0 and . <= 168"
    assert by_name["school"]["relevant"] == "${kid_age} > 5 and position(..) < 3"
    assert by_name["born"]["appearance"] == "year"
    assert by_name["ease"]["appearance"] == "table-list"
    assert by_name["children"]["repeat_count"] == "${how_many}"


def test_items_with_the_same_choices_share_a_list():
    choices = list(written(EVERY_KIND)["choices"].values)
    lists = [row[0] for row in choices[1:]]
    assert lists.count("by_phone") == 3
    assert "in_person" not in lists
