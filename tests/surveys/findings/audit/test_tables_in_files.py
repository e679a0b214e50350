"""Tables in files, cell by cell."""

import csv
import io

import pytest

from surveys.findings.audit.tables_in_files import (
    codebook_differs,
    lines_differ,
    words_in,
)
from surveys.findings.export import csv_parts
from tests.surveys.findings.audit.waves import random_wave

BODIES = random_wave(1).published.bodies


def lines(**changed):
    """The lines of the file; the first one changed."""
    text = "".join(csv_parts("tiny", BODIES, lambda part: part["key"]))
    first, *rest = csv.DictReader(io.StringIO(text))
    return [first | changed, *rest]


def test_a_file_with_the_published_numbers_is_right():
    assert list(lines_differ("it", lines(), BODIES)) == []


@pytest.mark.parametrize(
    "column", ["people", "share", "range_low", "range_high", "people_in_group"]
)
def test_each_number_has_to_stand_in_its_place(column):
    [said] = lines_differ("it", lines(**{column: "3"}), BODIES)
    assert said == "it says something else of q, everybody"


@pytest.mark.parametrize("column", ["question", "group", "answer", "not_shown"])
def test_a_number_cannot_hide_in_words(column):
    [said] = lines_differ("it", lines(**{column: "Polish (9999)"}), BODIES)
    assert said == "it has a number in the words of q, everybody"


def test_a_line_more_is_found():
    assert list(lines_differ("it", [*lines(), lines()[0]], BODIES))


def codebook(key, code, number):
    return (
        f'<c xmlns="ddi:codebook:2_5"><var name="{key}"><catgry>'
        f'<catValu>{code}</catValu><catStat type="freq">{number}</catStat>'
        "</catgry></var></c>"
    ).encode()


def test_the_codebook_may_say_what_everybodys_table_says():
    body = BODIES[0]
    code, people = body["columns"][0]["key"], body["rows"][0]["counts"][0]
    assert list(codebook_differs(codebook("q", code, people), BODIES)) == []


@pytest.mark.parametrize("key", ["q", "nowhere"])
def test_the_codebook_may_say_nothing_else(key):
    [said] = codebook_differs(codebook(key, "a", 9_999), BODIES)
    assert said == f"the codebook says 9999 of {key}, a"


def test_words_are_found_wherever_they_stand():
    assert list(words_in({"a": ["x", {"b": "y"}], "c": 3})) == ["x", "y"]
