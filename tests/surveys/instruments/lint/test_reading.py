import pytest

from surveys.instruments.lint.reading import grade, syllables

COUNTED = {
    1: "help times closed used helped whole please friend quick the months 12",
    2: "service people wanted table tables being trying places because social lion",
    3: "services area languages medicine idea anything disagree usual video",
    4: "information community conversation experience",
    5: "opportunities",
}


@pytest.mark.parametrize(
    ("word", "count"),
    [(word, count) for count, words in COUNTED.items() for word in words.split()],
)
def test_syllables_are_counted_as_they_are_said(word, count):
    assert syllables(word) == count


def test_the_grade_is_that_of_flesch_and_kincaid():
    # 6 words of one syllable in one sentence: 0.39 * 6 + 11.8 - 15.59
    assert grade("The cat sat on the mat.") == pytest.approx(-1.45)
    # 12 words in 2 sentences are as easy as 6 in one.
    twice = "The cat sat on the mat. The dog lay on the rug."
    assert grade(twice) == pytest.approx(-1.45)


def test_longer_sentences_and_longer_words_ask_for_more_school():
    plain = "Did you get the help that you asked for?"
    stiff = (
        "To what extent did institutional accessibility considerations "
        "negatively influence your utilisation of psychological services?"
    )
    assert grade(plain) < 3
    assert grade(stiff) > 16


@pytest.mark.parametrize("text", ["", "...", "هل طلبت المساعدة؟"])
def test_what_is_not_english_has_no_grade(text):
    assert grade(text) == 0
