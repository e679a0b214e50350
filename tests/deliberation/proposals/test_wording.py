from hypothesis import given
from hypothesis import strategies as st

from deliberation.proposals.wording import TEXTS, filled, lines, said

WORDS = {"en": "A card at the first visit", "ar": "بطاقة"}

words = st.dictionaries(st.sampled_from(["en", "ar", "uk"]), st.text())


def test_one_language_changes_and_the_others_stay():
    changed = said(WORDS, "en", " A card ")
    assert changed == {"en": "A card", "ar": "بطاقة"}
    assert WORDS["en"] == "A card at the first visit"


def test_a_blank_text_takes_its_language_away():
    assert said(WORDS, "ar", " \n") == {"en": "A card at the first visit"}


def test_words_begin_with_nothing():
    assert said(None, "uk", "Картка") == {"uk": "Картка"}


@given(words, st.sampled_from(["en", "pl"]), st.text())
def test_what_was_said_is_what_stands(before, language, text):
    after = said(before, language, text)
    assert after.get(language, "") == text.strip()
    assert {code: after[code] for code in before if code != language} == {
        code: word for code, word in before.items() if code != language
    }


@given(words)
def test_words_are_filled_when_one_language_says_something(some):
    assert filled(some) == any(word.strip() for word in some.values())
    assert not filled(None)


def test_messages_are_the_lines_that_say_something():
    assert lines(" One.\n\n  \nTwo. ") == ("One.", "Two.")


def test_what_the_system_causes_is_read_before_any_advice():
    assert TEXTS.index("history_and_context") < TEXTS.index("options")
    assert TEXTS.index("system_causes") < TEXTS.index("options")
