"""The line through the surveys that asked the same, on the page that draws them."""

import re
from datetime import date

import pytest
from flask_babel import force_locale, gettext

from surveys.waves.queries import wave as wave_called
from tests.pages import text_of
from tests.surveys.findings.reading.waves import published, two_waves
from tests.surveys.instruments.small import SMALL

PATH = "/results/library/explore?q=1&wave=all"
TITLE = "How it changes in a year"


def third_wave(session):
    """The spring before, in which as many had asked for help as in the library's."""
    published(session, "winter", (), instrument=SMALL)
    wave = wave_called(session, "winter")
    wave.opens_on, wave.closes_on = date(2025, 10, 1), date(2025, 10, 28)
    session.commit()


def test_three_surveys_have_a_line_in_points_a_year(pages, session, statements_at_most):
    two_waves(session)
    third_wave(session)
    with statements_at_most(3):
        page = pages.get(PATH)
    said = text_of(page)[text_of(page).index(TITLE) :]

    # 45.6 %, 35.3 %, 45.6 %: up as much as down, so hardly any line at all.
    assert re.search(r"Yes [+−]\d\.\d −\d+\.\d to \+\d+\.\d could be chance", said)
    assert "Nothing changed by more than chance could explain." in said
    assert "A straight line through the surveys that asked the same question" in said
    assert "Nobody had planned to compare these surveys" in said


def test_two_surveys_have_no_line(pages, session):
    two_waves(session)

    assert TITLE not in pages.get(PATH)


def test_no_line_goes_over_a_changed_question(pages, session):
    two_waves(session, changed=True)
    third_wave(session)
    page = text_of(pages.get(PATH))

    assert f"{TITLE} : " in page
    assert "it needs three surveys that asked the same question." in page
    assert "percentage points a year" not in page


@pytest.mark.parametrize("language", ["ar", "uk"])
def test_a_line_is_told_in_other_languages(app, pages, session, language):
    two_waves(session)
    third_wave(session)

    page = pages.get(PATH, Accept_Language=language)
    for english in (TITLE, "percentage points", "could be chance"):
        assert english not in page
    with app.test_request_context(), force_locale(language):
        assert gettext(TITLE) in page
