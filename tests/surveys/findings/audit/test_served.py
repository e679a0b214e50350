"""What files and pages say, held against each other; and what slips out is found."""

from copy import deepcopy

import pytest

from surveys.findings.audit.served import csv_differs, page_differs, published_in
from surveys.findings.export import csv_parts, document
from tests.surveys.findings.audit.waves import random_wave

BODIES = random_wave(1).published.bodies


def sheet(bodies):
    return "".join(csv_parts("tiny", bodies, lambda part: part["key"]))


def test_a_csv_file_that_says_the_same_is_right():
    assert list(csv_differs("\N{BOM}" + sheet(BODIES), BODIES)) == []


def test_a_csv_file_with_a_hidden_number_is_found():
    hidden = deepcopy(BODIES)
    row = hidden[0]["rows"][0]
    row |= {"counts": [None, *row["counts"][1:]]}
    [said] = csv_differs(sheet(BODIES), hidden)
    assert "says something else of q" in said


def test_a_csv_file_with_a_line_more_is_found():
    assert list(csv_differs(sheet([*BODIES, BODIES[0]]), BODIES))


def test_a_json_file_is_read_as_what_was_published():
    text = "".join(document({"summary": {"people": 3}}, BODIES))
    found = published_in(text)
    assert found.summary == {"people": 3}
    assert found.bodies == BODIES


def table(people, share="70.0%"):
    return (
        f'<td class="number">{people}</td><td class="number">{share}</td>'
        '<td class="number"><span class="hidden-cell">not shown</span></td>'
    )


def test_a_page_may_say_what_its_tables_say():
    people = BODIES[0]["rows"][0]["counts"][0]
    share = f"{100 * BODIES[0]['rows'][0]['shares'][0]:.1f}%"
    assert list(page_differs(table(people, share), BODIES)) == []


@pytest.mark.parametrize(
    "html",
    [
        table(9_999),
        table(40, "33.7%"),
        "<svg><title>A: 9,999 people</title></svg>",
        "<svg><desc>3.21%</desc></svg>",
        "<svg><text>9999</text></svg>",
        '<td><span class="hidden-cell">3</span></td>',
    ],
)
def test_a_number_that_comes_from_no_table_is_found_wherever_it_stands(html):
    assert list(page_differs(html, BODIES))


def test_numbers_in_names_and_on_the_axis_are_no_leak():
    bodies = deepcopy(BODIES)
    bodies[0]["item"]["label"] = {"en": "Under 9999 years?"}
    html = "<svg><title>Under 9999 years?</title><text>25%</text></svg>"
    assert list(page_differs(html, bodies)) == []


def of_levels(*counts):
    """Everybody's row of a scale, and how many gave each answer, from the lowest."""
    body = deepcopy(BODIES[0])
    people = sum(each or 0 for each in counts)
    shares = [None if each is None else each / people for each in counts]
    keys = [f"level{each}" for each in range(len(counts))]
    columns = [{"key": key, "members": [key], "missing": None} for key in keys]
    cells = {"counts": [*counts], "shares": shares, "ranges": [None] * len(counts)}
    row = body["rows"][0] | cells | {"base": people, "answered": people}
    item = body["item"] | {"kind": "scale"}
    return body | {"item": item, "columns": columns, "rows": [row]}


@pytest.mark.parametrize("figure", ["30.0%", "61.0%"])
def test_a_page_may_say_how_many_are_on_a_side_of_a_scale(figure):
    html = f"<svg><text>{figure}</text></svg>"
    assert list(page_differs(html, [of_levels(11, 19, 9, 21, 40)])) == []


@pytest.mark.parametrize(
    ("figure", "body"),
    [
        ("39.0%", of_levels(11, 19, 9, 21, 40)),
        ("61.0%", of_levels(None, 30, 9, 21, 40)),
    ],
)
def test_no_other_sum_and_none_beside_a_hidden_answer(figure, body):
    assert list(page_differs(f"<svg><text>{figure}</text></svg>", [body]))


def test_the_title_of_a_page_is_no_number_of_it():
    assert list(page_differs("<title>Question 9999</title>", BODIES)) == []
    assert list(page_differs("<svg><title>9999</title></svg>", BODIES))


def test_figures_that_follow_from_tables_stand_apart_from_them():
    assert list(page_differs('<td class="measure">3.1415</td>', BODIES)) == []
