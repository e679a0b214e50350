"""Numbers are the same ones, however a language writes them."""

import pytest
from flask_babel import force_locale, format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from core.settings import LANGUAGES
from surveys.findings.audit.numerals import numbers_written


@pytest.mark.parametrize(
    ("words", "language", "numbers"),
    [
        ("12.5% of 1,234 people", "en", ["12.5", "1234"]),
        ("12,5 % de 1\u202f234 personnes", "fr", ["12.5", "1234"]),
        ("1.234.567 personas: 12,5 %", "es", ["1234567", "12.5"]),
        ("12,5% z 70\xa0000 osób", "pl", ["12.5", "70000"]),
        ("12,5% із 70 000 людей", "uk", ["12.5", "70000"]),
        ("أجاب \u2066322\u2069 شخصًا، \u206612.5%\u2069", "ar", ["322", "12.5"]),
        ("أجاب ١٬٢٣٤ شخصًا، ١٢٫٥٪", "ar", ["1234", "12.5"]),
        ("۷ نفر", "ar", ["7"]),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(words, language, numbers):
    assert numbers_written(words, language) == numbers


def test_a_date_is_its_day_and_year_for_others_write_the_month_in_letters():
    assert numbers_written("4 Apr 2026", "en") == ["4", "2026"]
    assert numbers_written("04\u200f/11\u200f/2026", "ar") == ["4", "2026"]


def test_english_words_on_a_page_in_another_language_keep_their_way_of_writing():
    for language in LANGUAGES:
        assert numbers_written("50,000 set aside", language) == ["50000"]


def test_numbers_beside_each_other_are_not_joined():
    assert numbers_written("in 2026, 631 people", "en") == ["2026", "631"]
    assert numbers_written("4, 7 et 9", "fr") == ["4", "7", "9"]
    assert numbers_written("2026 631", "en") == ["2026", "631"]


def test_words_without_a_number_have_none():
    assert numbers_written("nobody, niemand, لا أحد", "en") == []


def test_zero_stays_zero():
    assert numbers_written("0; 0.5; 007; 00", "en") == ["0", "0.5", "7", "0"]


@given(st.integers(0, 10_000_000))
def test_whatever_the_pages_write_is_read_again_in_every_language(app_of_all, number):
    with app_of_all.test_request_context():
        for code in LANGUAGES:
            with force_locale(code):
                assert numbers_written(format_decimal(number), code) == [str(number)]
                share = format_percent(number % 1000 / 1000, "#,##0.0%")
                written = f"{number % 1000 / 10:.1f}"
                assert numbers_written(share, code) == [written]


@pytest.fixture(scope="module")
def app_of_all():
    """An application with nothing but its languages."""
    from flask import Flask  # noqa: PLC0415
    from flask_babel import Babel  # noqa: PLC0415

    app = Flask(__name__)
    Babel(app)
    return app
