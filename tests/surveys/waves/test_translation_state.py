"""A reader is told how far the translation is that they see."""

from dataclasses import replace

from surveys.instruments.translating.forms import reader_words
from surveys.instruments.translating.states import CHANGED, State
from surveys.instruments.translating.strings import sources, translated, untranslated
from tests.surveys.instruments.small import SMALL
from tests.surveys.waves.factories import make_open

WHOLE = translated(untranslated(SMALL), {"ar": dict.fromkeys(sources(SMALL), "كلمة")})


def stated(*states):
    """The small instrument in Arabic, with these states given in turn."""
    found = {
        key: state
        for number, key in enumerate(sources(SMALL))
        if (state := states[number % len(states)])
    }
    return replace(WHOLE, translation_states={"ar": found})


def test_the_first_page_of_a_survey_says_how_far_its_translation_is(
    app, pages, session
):
    make_open(session)
    with app.test_request_context("/?lang=ar"):
        said = reader_words(SMALL, "ar")
    assert said
    assert said in pages.get("/s/library?lang=ar")
    assert "Translation:" not in pages.get("/s/library?lang=en")


def test_a_translation_is_as_far_as_its_least_text(app):
    with app.test_request_context("/?lang=en"):
        assert "draft" in reader_words(WHOLE, "ar")
        assert "draft" in reader_words(stated(State.PRETESTED, None), "ar")
        assert "reviewed" in reader_words(stated(State.PRETESTED, State.REVIEWED), "ar")
        assert "agreed" in reader_words(stated(State.AGREED), "ar")
        assert "tried out" in reader_words(stated(State.PRETESTED), "ar")


def test_words_that_changed_since_are_counted_and_make_it_a_draft(app):
    with app.test_request_context("/?lang=en"):
        said = reader_words(stated(State.AGREED, State.AGREED, CHANGED), "ar")
        one = reader_words(
            replace(WHOLE, translation_states={"ar": {"title": CHANGED}}), "ar"
        )
    assert said == (
        "Translation: a draft. 8 texts changed in English after they were translated."
    )
    assert "1 text changed in English after it was translated." in one


def test_a_survey_and_its_questions_say_that_the_words_changed_since(pages, session):
    stale = {"ar": dict.fromkeys(["title", "consent.agree"], CHANGED)}
    make_open(session, of=replace(WHOLE, translation_states=stale))
    for address in ("/s/library", "/questions/small/1"):
        page = pages.get(f"{address}?lang=ar")
        assert "تغيّر نصّان باللغة English بعد ترجمتهما." in page, address


def test_what_is_not_translated_is_counted_and_its_language_named(app):
    with app.test_request_context("/?lang=en"):
        said = reader_words(SMALL, "ar")
        assert said.endswith("16 texts are not translated and stand in English.")
        assert reader_words(SMALL, "en") == ""
        assert reader_words(SMALL, "fr") == ""


def test_a_language_in_which_nothing_is_there_yet_says_so(app):
    bare = replace(untranslated(SMALL), languages=("en", "ar"))
    with app.test_request_context("/?lang=en"):
        said = reader_words(bare, "ar")
    assert said == "26 texts are not translated and stand in English."
