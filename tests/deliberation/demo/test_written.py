"""What people of Larkmoor wrote: who writes, what may be quoted, and what is left."""

from collections import Counter

import pytest

from deliberation.demo.population import voices
from deliberation.demo.quotas import WAVES
from deliberation.demo.story import read_story
from deliberation.demo.written import CONSENT, read_written, with_words
from surveys.findings.coding.agreement import agreements, failing
from surveys.findings.coding.codebook.starter import starter
from surveys.findings.stories.quotes.redaction import fault_of_wording
from surveys.instruments.lint.house_words import house_words, hurting
from tests.surveys.findings.test_attack import larkmoor

WRITTEN = read_written()
PEOPLE = voices(WAVES["spring"], seed=2026)
CODES = {each.key for each in starter()}


@pytest.fixture(scope="module")
def crowd():
    return with_words(PEOPLE, WRITTEN)


def test_sixty_people_write_in_six_languages_and_each_in_their_own(crowd):
    texts = {text.words: text for text in WRITTEN.texts}
    writers = [each for each in crowd if WRITTEN.item in each.answers]

    assert len(writers) == len(texts) == 60
    assert Counter(each.language for each in writers) == {
        "en": 34, "ar": 8, "uk": 8, "es": 5, "fr": 3, "pl": 2,
    }  # fmt: skip
    for each in writers:
        text = texts[each.answers[WRITTEN.item]]
        assert text.language == each.language
        assert each.answers[CONSENT] == ("yes" if text.may_quote else "no")


def test_whatever_else_people_answered_stays(crowd):
    added = {WRITTEN.item, CONSENT}

    assert [
        {key: said for key, said in each.answers.items() if key not in added}
        for each in crowd
    ] == [each.answers for each in PEOPLE]
    assert not any(added & set(each.answers) for each in PEOPLE)


def test_what_they_write_can_be_sent(crowd):
    questions, _plan = larkmoor()

    assert not [fault for each in crowd for fault in questions.check(each.answers)]


def test_both_coders_go_by_the_starter_and_agree_enough():
    for text in WRITTEN.texts:
        assert {*text.first, *text.second, *(text.together or ())} <= CODES
        differs = set(text.first) != set(text.second)
        assert differs == (text.together is not None or bool(text.reason))
    read = [(text.first, text.second) for text in WRITTEN.texts]
    assert failing(agreements(read, CODES)) == ()


def test_each_code_of_a_theme_is_in_one_theme_only():
    codes = [c for each in read_story().tables["themes"] for c in each["codes"]]

    assert len(set(codes)) == len(codes)
    assert set(codes) <= CODES


def test_a_quote_is_the_text_with_marks_and_its_writer_said_yes():
    themes = {each["key"] for each in read_story().tables["themes"]}

    for quote in WRITTEN.quotes:
        text = WRITTEN.by_words[quote.of]
        assert text.may_quote
        assert quote.theme in themes
        assert fault_of_wording(text.words, quote.words) is None


def test_no_text_hurts():
    for text in WRITTEN.texts:
        assert not list(hurting(text.words, house_words()[text.language])), text
