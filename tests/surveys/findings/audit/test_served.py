"""What files and pages say, held against each other; and what slips out is found."""

from copy import deepcopy

import pytest

from surveys.findings.audit.served import csv_differs, page_differs, published_in
from surveys.findings.export import csv_text, document
from tests.surveys.findings.audit.waves import random_wave

BODIES = random_wave(1).published.bodies


def sheet(bodies):
    return csv_text("tiny", bodies, lambda part: part["key"])


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


def test_both_sides_of_a_scale_come_from_its_table():
    answers = [{"key": key, "members": [key], "missing": False} for key in "123"]
    line = {
        "base": 40,
        "answered": 40,
        "counts": [13, 20, 7],
        "shares": [],
        "ranges": [],
    }
    body = {"item": {"kind": "scale"}, "columns": answers, "rows": [line]}
    assert list(page_differs("<svg><desc>32.5% and 17.5%</desc></svg>", [body])) == []
    assert list(page_differs("<svg><desc>50.1%</desc></svg>", [body]))


def test_the_title_of_a_page_is_no_number_of_it():
    assert list(page_differs("<title>Question 9999</title>", BODIES)) == []
    assert list(page_differs("<svg><title>9999</title></svg>", BODIES))


def test_figures_that_follow_from_tables_stand_apart_from_them():
    assert list(page_differs('<td class="measure">3.1415</td>', BODIES)) == []
