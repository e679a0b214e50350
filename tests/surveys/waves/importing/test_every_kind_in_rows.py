"""A file may fill every kind of question, and what is worked out is kept with it."""

import pytest

from surveys.instruments.strict_toml import FileRefused
from surveys.waves.importing.cells import Reason
from surveys.waves.importing.mapping_file import read_mapping
from surveys.waves.importing.rows import RefusedRow, read_rows
from tests.surveys.instruments.every_kind import EVERY_KIND

MAPPING = """
language = "en"

[columns.Rules]
item = "rules"
values = {yes = ["ja", "1"]}

[columns.Reasons]
item = "reasons"
separator = " "

[columns.Order]
item = "order"
separator = ">"
"""
PLAIN = {
    "Phone": "by_phone",
    "Person": "in_person",
    "Born": "born",
    "Visited": "visited",
    "Hours": "weight",
    "Kids": "how_many",
    "Kid1": "kid_age_1",
    "Kid2": "kid_age_2",
    "Asked": "asked",
}
MAPPING += "".join(
    f'\n[columns.{column}]\nitem = "{key}"\n' for column, key in PLAIN.items()
)
FIRST = {
    "Rules": "Ja",
    "Reasons": "far cost wait",
    "Order": "wait > Cost > far",
    "Phone": "1",
    "Person": "3",
    "Born": "1980",
    "Visited": "2026-03-01",
    "Hours": "2.5",
    "Kids": "2",
    "Kid1": "4",
    "Kid2": "9",
    "Asked": "yes",
}


def rows(mapping=MAPPING, **cells):
    """Read one row: the first one, with some of its cells changed."""
    row = FIRST | cells
    lines = (";".join(row), ";".join(row.values()), "")
    read = read_mapping("m.toml", f'delimiter = ";"\n{mapping}', EVERY_KIND)
    content = "\n".join(lines).encode()
    return list(read_rows("answers.csv", content, read, EVERY_KIND))


def answers(mapping=MAPPING, **cells):
    (row,) = rows(mapping, **cells)
    return row.answers


def test_every_kind_is_taken_and_what_they_come_to_is_kept_in_its_place():
    found = answers()
    assert found == {
        "rules": "yes",
        "asked": "yes",
        "reasons": ["far", "cost", "wait"],
        "order": ["wait", "cost", "far"],
        "by_phone": "1",
        "in_person": "3",
        "ease_sum": 4,
        "born": "1980",
        "visited": "2026-03-01",
        "weight": 2.5,
        "how_many": 2,
        "kid_age_1": 4,
        "kid_age_2": 9,
        "ages": 13,
    }
    keys = [item.key for item in EVERY_KIND.unrolled]
    assert list(found) == sorted(found, key=keys.index)


@pytest.mark.parametrize(
    ("cell", "number"),
    [("2,5", 2.5), ("0", 0), (" 40.0 ", 40), ("+.5", None), ("1.234,5", None)],
)
def test_a_decimal_has_a_point_or_a_comma_and_zero_is_one(cell, number):
    if number is None:
        assert rows(Hours=cell) == [RefusedRow(2, "Hours", cell, Reason.NOT_A_DECIMAL)]
    else:
        found = answers(Hours=cell)["weight"]
        assert (found, type(found)) == (number, type(number))


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("Rules", "no", Reason.UNKNOWN_VALUE),
        ("Rules", "", Reason.DOES_NOT_STAND),  # it is required
        ("Order", "wait>cost", Reason.DOES_NOT_STAND),
        ("Order", "wait>cost>cost>far", Reason.DOES_NOT_STAND),
        ("Order", "wait>cost>hats", Reason.UNKNOWN_VALUE),
        ("Born", "01.03.1980", Reason.NOT_A_DATE),
        ("Born", "1980-03-01", Reason.NOT_A_DATE),
        ("Born", "2190", Reason.DOES_NOT_STAND),  # its own rule: not after today
        ("Visited", "2026-02-30", Reason.NOT_A_DATE),
        ("Hours", "many", Reason.NOT_A_DECIMAL),
        ("Hours", "٢٫٥", Reason.NOT_A_DECIMAL),
        ("Hours", "168.5", Reason.OUT_OF_RANGE),
        ("Kid1", "2.5", Reason.NOT_A_NUMBER),
    ],
)
def test_what_does_not_stand_is_refused_by_its_kind(column, cell, reason):
    shown = cell.rpartition(">")[2] if reason is Reason.UNKNOWN_VALUE else cell
    assert rows(**{column: cell}) == [RefusedRow(2, column, shown, reason)]


def test_a_mapping_may_blank_dates_and_decimals_that_it_cannot_read():
    lenient = MAPPING.replace(
        'item = "weight"', 'item = "weight"\nunknown = "no_answer"'
    ).replace('item = "visited"', 'item = "visited"\nunknown = "no_answer"')
    found = answers(lenient, Hours="many", Visited="spring")
    assert "weight" not in found
    assert "visited" not in found


def test_a_rank_may_have_a_column_for_each_place():
    places = MAPPING.replace('separator = ">"', "") + '[columns.Then]\nitem = "order"\n'
    places += '[columns.Last]\nitem = "order"\n'
    found = answers(places, Order="far", Then="wait", Last="cost")
    assert found["order"] == ["far", "wait", "cost"]


def test_a_round_that_was_not_asked_is_dropped_and_not_summed():
    found = answers(Kids="1")
    assert found["ages"] == 4
    assert "kid_age_2" not in found


@pytest.mark.parametrize(
    ("wrong", "right", "key"),
    [
        ('item = "weight"', 'item = "ages"', "columns.Hours.item"),
        ('item = "weight"', 'item = "bye"', "columns.Hours.item"),
        ('item = "weight"', 'item = "kid_age"', "columns.Hours.item"),
        ('{yes = ["ja", "1"]}', '{no = ["nein"]}', "columns.Rules.values.no"),
        ('item = "born"', 'item = "born"\nvalues = {a = []}', "columns.Born.values"),
        ('item = "born"', 'item = "born"\nseparator = "-"', "columns.Born.separator"),
        ('item = "rules"', 'item = "rules"\notherwise = "yes"',
         "columns.Rules.otherwise"),
    ],
)  # fmt: skip
def test_a_mapping_fills_only_what_somebody_answers(wrong, right, key):
    with pytest.raises(FileRefused) as caught:
        read_mapping("m.toml", MAPPING.replace(wrong, right, 1), EVERY_KIND)
    assert caught.value.key == key
