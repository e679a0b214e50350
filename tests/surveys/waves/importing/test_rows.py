from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.instruments.strict_toml import FileRefused
from surveys.waves.importing.cells import Reason
from surveys.waves.importing.mapping_file import read_mapping
from surveys.waves.importing.rows import RefusedRow, Taken, read_rows
from tests.surveys.instruments.small import SMALL

MAPPING = """
language = "en"
no_answer = ["NA"]
ignore = ["When"]

[columns.Asked]
item = "asked"
[columns.Asked.values]
yes = ["Yes", "y"]
gave_up = ["tried"]
no = ["No"]

[columns.Barriers]
item = "barriers"
separator = ";"

[columns.Age]
item = "age"

[columns.Wish]
item = "wish"
"""
HEADER = "When,Asked,Barriers,Age,Wish\n"


def rows(text, mapping=MAPPING, header=HEADER):
    content = text if isinstance(text, bytes) else (header + text).encode()
    read = read_mapping("small.mapping.toml", mapping, SMALL)
    return list(read_rows("answers.csv", content, read, SMALL))


def taken(text, mapping=MAPPING, header=HEADER):
    return [row.answers for row in rows(text, mapping, header)]


def test_values_become_options_in_any_case_and_with_space_around():
    assert taken("1.1.,YES ,travel; COST,37,A bus\n") == [
        {"asked": "yes", "barriers": ["travel", "cost"], "age": 37, "wish": "A bus"}
    ]


def test_what_means_no_answer_is_left_out():
    assert taken("x,No,,NA,na\nx,NA,,0,\n") == [{"asked": "no"}, {"age": 0}]


def test_answers_to_questions_that_were_not_asked_are_dropped():
    assert taken("x,No,cost,,\n") == [{"asked": "no"}]


@pytest.mark.parametrize(
    ("row", "refused"),
    [
        ("x,perhaps,,,", RefusedRow(2, "Asked", "perhaps", Reason.UNKNOWN_VALUE)),
        ("x,yes,cost;hats,,", RefusedRow(2, "Barriers", "hats", Reason.UNKNOWN_VALUE)),
        ("x,yes,,-29,", RefusedRow(2, "Age", "-29", Reason.OUT_OF_RANGE)),
        ("x,yes,,329,", RefusedRow(2, "Age", "329", Reason.OUT_OF_RANGE)),
        ("x,yes,,many,", RefusedRow(2, "Age", "many", Reason.NOT_A_NUMBER)),
        ("x,yes,,3.5,", RefusedRow(2, "Age", "3.5", Reason.NOT_A_NUMBER)),
        ("x,yes,,٣٧,", RefusedRow(2, "Age", "٣٧", Reason.NOT_A_NUMBER)),
        (f"x,no,,,{'w' * 99}", RefusedRow(2, "Wish", "w" * 80, Reason.DOES_NOT_STAND)),
        ("x,yes,cost;nothing,,",
         RefusedRow(2, "Barriers", "cost;nothing", Reason.DOES_NOT_STAND)),
        ("x,NA,,,", RefusedRow(2, "", "", Reason.NO_ANSWERS)),
        ("x,yes,,37", RefusedRow(2, "", "4", Reason.WRONG_WIDTH)),
        ("x,yes,,37,a,b", RefusedRow(2, "", "6", Reason.WRONG_WIDTH)),
    ],
)  # fmt: skip
def test_a_row_that_does_not_stand_is_refused_with_line_column_and_reason(row, refused):
    assert rows(f"{row}\n") == [refused]


def test_a_line_number_is_that_of_the_file_even_after_quoted_line_breaks():
    found = rows('x,yes,,37,"a\nbus\n"\n\nx,perhaps,,,\n')
    assert [(type(row), row.line) for row in found] == [(Taken, 2), (RefusedRow, 6)]
    assert found[0].answers["wish"] == "a\nbus"


def test_a_mapping_may_blank_what_it_would_refuse():
    lenient = MAPPING.replace(
        'item = "age"', 'item = "age"\noutside = "no_answer"\nunknown = "no_answer"'
    ).replace('item = "asked"', 'item = "asked"\notherwise = "no"')
    assert taken("x,perhaps,,329,\nx,y,,many,\n", lenient) == [
        {"asked": "no"},
        {"asked": "yes"},
    ]


def test_several_columns_may_fill_one_question():
    several = """
language = "en"
[columns.Asked]
item = "asked"
[columns.Cost]
item = "barriers"
no_answer = ["0"]
values = {cost = ["1"]}
[columns.Travel]
item = "barriers"
no_answer = ["0"]
values = {travel = ["1"]}
"""
    header = "Asked,Cost,Travel\n"
    assert taken("yes,1,1\nyes,0,1\nyes,0,0\n", several, header) == [
        {"asked": "yes", "barriers": ["cost", "travel"]},
        {"asked": "yes", "barriers": ["travel"]},
        {"asked": "yes"},
    ]


def test_a_column_may_say_the_language_of_each_row():
    spoken = MAPPING.replace('language = "en"', 'language_column = "When"')
    found = rows("ar,no,,,\nfr,no,,,\n", spoken)
    assert found[0].language == "ar"
    assert found[1] == RefusedRow(3, "When", "fr", Reason.UNKNOWN_LANGUAGE)


def test_the_same_row_has_the_same_fingerprint_and_its_double_another():
    first, second = rows("x,no,,,\nx,no,,,\n"), rows("y,no,,,\nx,no,,,\n")
    assert first[0].fingerprint == second[1].fingerprint
    assert first[0].fingerprint != first[1].fingerprint


@pytest.mark.parametrize(
    ("content", "key", "reason"),
    [
        (b"", "", "empty"),
        (b"\xef\xbb\xbf", "line 1", "no column 'Age'"),
        (b"PK\x03\x04\x00\x00", "", "zero bytes"),
        (HEADER.encode() + b"x,No,,,caf\xe9\n", "line 2", "not utf-8 text"),
        (HEADER.encode() + b'x,"No,,,\n', "line 2", "no CSV"),
        (b"When,Asked,Age,Wish\n", "line 1", "no column 'Barriers'"),
        (b"When,Asked,Asked,Age,Wish\n", "line 1", "two columns 'Asked'"),
        (HEADER.replace("\n", ",Shoe\n").encode(), "line 1", "column 'Shoe' is"),
        (HEADER.encode() + b"x,No,,," + b"w" * 200_000 + b"\n", "line 2", "no CSV"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(content, key, reason):
    with pytest.raises(FileRefused) as caught:
        rows(content)
    assert (caught.value.file, caught.value.key) == ("answers.csv", key)
    assert reason in caught.value.reason


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm():
    content = ("\ufeff" + HEADER + "x,No,,,\n").replace("\n", "\r\n").encode()
    assert [row.answers for row in rows(content)] == [{"asked": "no"}]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    with suppress(FileRefused):
        assert all(isinstance(row, Taken | RefusedRow) for row in rows(content))


@given(st.text(max_size=200))
def test_any_rows_under_the_right_header_are_taken_or_refused(text):
    with suppress(FileRefused):
        assert all(isinstance(row, Taken | RefusedRow) for row in rows(text))


@pytest.mark.parametrize(
    ("wrong", "right", "key", "reason"),
    [
        ('language = "en"', "", "language", "either"),
        ('language = "en"', 'language = "fr"', "language", "Known: en, ar"),
        ('language = "en"', 'language = "en"\nmode = "dream"', "mode", "Known"),
        ('"NA"', "3", "no_answer", "list of texts"),
        ('item = "age"', 'item = "shoe"', "columns.Age.item", "no question shoe"),
        ('item = "age"', 'item = "welcome"', "columns.Age.item", "no question"),
        ('item = "wish"', 'item = "age"', "columns.Wish", "has a column already"),
        ('"tried"', '"YES"', "columns.Asked.values.gave_up", "means yes already"),
        ("gave_up =", "sulked =", "columns.Asked.values.sulked", "no option sulked"),
        ('separator = ";"', 'separator = ""', "columns.Barriers.separator", "never"),
        (
            'item = "age"',
            'item = "age"\nunknown = "x"',
            "columns.Age.unknown",
            "refuse",
        ),
        (
            'item = "age"',
            'item = "age"\nvalues = {a = []}',
            "columns.Age.values",
            "Only",
        ),
        (
            'item = "wish"',
            'item = "wish"\notherwise = "a"',
            "columns.Wish.otherwise",
            "a",
        ),
        ("language", 'encoding = "latin-99"\nlanguage', "encoding", "not known"),
        ("language", 'delimiter = ""\nlanguage', "delimiter", "one character"),
    ],
)
def test_a_mapping_that_does_not_hold_is_refused_with_its_key(
    wrong, right, key, reason
):
    with pytest.raises(FileRefused) as caught:
        read_mapping("m.toml", MAPPING.replace(wrong, right, 1), SMALL)
    assert caught.value.key == key
    assert reason in caught.value.reason
