import pytest
from flask import Flask
from flask_babel import ngettext
from markupsafe import Markup

from core.i18n import (
    Count,
    apart,
    as_said,
    breakable,
    choose_language,
    direction,
    percent,
    plain_text,
    text,
    unbroken,
)

WORDS = {"en": "Help <now>", "ar": "مساعدة"}


@pytest.mark.parametrize(
    ("path", "headers", "language"),
    [
        ("/", {}, "en"),
        ("/", {"Accept-Language": "uk-UA,uk;q=0.9,en;q=0.5"}, "uk"),
        ("/", {"Accept-Language": "de, zh"}, "en"),
        ("/?lang=ar", {"Accept-Language": "fr"}, "ar"),
        ("/?lang=xx", {"Accept-Language": "fr"}, "fr"),
        ("/", {"Cookie": "lang=pl", "Accept-Language": "fr"}, "pl"),
        ("/?lang=es", {"Cookie": "lang=pl"}, "es"),
    ],
)
def test_a_reader_gets_the_language_they_asked_for(web: Flask, path, headers, language):
    with web.test_request_context(path, headers=headers):
        assert choose_language() == language


def test_direction_comes_from_the_language_and_never_from_the_text():
    assert [direction(code) for code in ("ar", "en", "uk")] == ["rtl", "ltr", "ltr"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "84.8%"), ("uk", "84,8%"), ("ar", "\u206684.8%\u2069")],
)
def test_a_sign_stays_on_its_side_of_the_number_among_arabic_words(
    web: Flask, language, said
):
    with web.test_request_context(f"/?lang={language}"):
        assert percent(0.848, "0.0%") == said
        assert apart("84.8%") == said.replace(",", ".")
        shown = web.jinja_env.from_string("{{ 0.848 | percentformat('0.0%') }}")
        assert shown.render() == said


@pytest.mark.parametrize(
    ("language", "words", "said"),
    [
        ("ar", "10 and more", "\u206610 and more\u2069"),
        ("ar", "نعم", "نعم"),
        ("ar", "أوافق or agree", "أوافق or agree"),
        ("ar", "4", "4"),
        ("en", "10 and more", "10 and more"),
    ],
)
def test_a_stand_in_within_a_sentence_keeps_its_number_on_its_side(
    web: Flask, language, words, said
):
    with web.test_request_context(f"/?lang={language}"):
        assert as_said(words) == said


def test_no_line_ends_within_a_formula():
    told = unbroken("hardly chance (F = 2.12, p < 0.001)")
    assert told == "hardly chance (F\xa0=\xa02.12, p\xa0<\xa00.001)"


@pytest.mark.parametrize(
    ("language", "heading", "said"),
    [
        ("es", "Porcentaje ponderado", "Porcen|taje ponde|rado"),
        ("fr", Markup("Fourchette habituelle"), Markup("Four|chette habi|tuelle")),
        ("es", Markup("Personas &amp; otras"), Markup("Perso|nas &amp; otras")),
        ("es", "Personas <b>", "Perso|nas <b>"),
        ("en", "Percentages", "Percentages"),
        ("ar", "النسبة", "النسبة"),
    ],
)
def test_a_phone_may_break_long_words_of_headings(web, language, heading, said):
    with web.test_request_context(f"/?lang={language}"):
        shown = breakable(heading)
    assert shown == said.replace("|", "\N{SOFT HYPHEN}")
    assert type(shown) is type(heading)


def test_words_in_the_page_s_language_are_escaped_and_bare(web: Flask):
    with web.test_request_context("/?lang=en"):
        assert text(WORDS) == Markup("Help &lt;now&gt;")


def test_words_that_stand_in_say_which_language_they_are(web: Flask):
    with web.test_request_context("/?lang=pl"):
        assert text(WORDS) == '<span lang="en" dir="ltr">Help &lt;now&gt;</span>'
        assert text({"ar": "مساعدة"}) == '<span lang="ar" dir="rtl">مساعدة</span>'
        assert plain_text(WORDS) == "Help <now>"


def test_choosing_a_language_is_remembered_but_not_on_a_survey_page(app):
    client = app.test_client()

    assert "lang=ar" in client.get("/help?lang=ar").headers["Set-Cookie"]
    assert "Set-Cookie" not in client.get("/s/anything?lang=ar").headers
    assert '<html lang="ar" dir="rtl">' in client.get("/help").text


def test_a_count_is_written_as_the_page_writes_numbers(web: Flask):
    with web.test_request_context("/?lang=es"):
        assert ngettext("%(num)s", "%(num)s", Count(123456)) == "123.456"
    with web.test_request_context("/?lang=en"):
        assert ngettext("%(num)s", "%(num)s", Count(1234)) == "1,234"
        assert ngettext("one", "%(num)s", Count(1)) == "one"
