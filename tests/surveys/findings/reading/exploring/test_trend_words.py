"""What is said of lines, answer by answer and segment by segment."""

from datetime import date

import pytest

from surveys.findings.reading.exploring.trends.forms import trend_measures
from surveys.findings.reading.queries import InWave
from tests.surveys.findings.reading.bodies import body


@pytest.fixture(autouse=True)
def _words(app):
    with app.test_request_context():
        yield


def wave(year, counts, *, version=1, **more):
    """One public wave of a question, closed on the last day of a year."""
    table = body(counts, version=version, **more)
    return InWave(
        release_id=year, number=1, slug=f"w{year}", title={"en": f"Wave {year}"},
        opens_on=None, closes_on=date(year, 12, 31), result_id=year,
        item_key="asked", breakdown="", version=version, body=table, summary={},
    )  # fmt: skip


def told(*waves, is_declared=False):
    return trend_measures(waves, "en", is_declared=is_declared)


def test_points_on_a_line_are_told_with_their_change_in_a_year():
    found = told(wave(2023, [40, 60]), wave(2024, [45, 55]), wave(2025, [50, 50]))

    assert found.said == (
        "Yes: +5.0 percentage points a year.",
        "No: −5.0 percentage points a year.",
    )
    yes, no = found.lines
    assert yes.cells[0] == "+5.0"
    assert no.cells[0] == "−5.0"
    assert yes.cells[2] == no.cells[2] == "hardly chance"


def test_each_line_between_two_breaks_has_its_waves_above_it():
    found = told(
        wave(2020, [40, 60]), wave(2021, [40, 60]), wave(2022, [43, 57]),
        wave(2023, [20, 80], version=2), wave(2024, [20, 80], version=2),
        is_declared=True,
    )  # fmt: skip

    names = [line.name for line in found.lines]
    assert names == [
        *("Wave 2020 to Wave 2022", "Yes", "No"),
        *("Wave 2023 to Wave 2024", "Yes", "No"),
    ]
    assert found.lines[1].cells[:2] == ("+1.5", "−9.5 to +12.5")
    assert found.lines[1].cells[2] == "could be chance"
    assert found.lines[4].why.startswith("No line is given")
    assert "This question is asked in each survey to be compared." in found.notes[1]


def test_a_wave_whose_shares_are_of_other_people_is_on_no_line():
    found = told(
        wave(2023, [40, 60], share_of="asked"), wave(2024, [45, 55]),
        wave(2025, [50, 50]),
    )  # fmt: skip

    assert found.said[0].startswith("No line is given")
    assert found.lines == ()


def test_two_waves_are_no_line():
    assert told(wave(2024, [45, 55]), wave(2025, [50, 50])) is None
