import pytest

from surveys.instruments.xlsform.words import referring, without_marks
from tests.surveys.instruments.xlsform.books import instrument, taken


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("**Bold** and __strong__", "Bold and strong"),
        ("[Our page](https://a.example/b)", "Our page (https://a.example/b)"),
        ('<a href="https://a.example">Here</a>.', "Here (https://a.example)."),
        ("# Heading\ntext", "Heading\ntext"),
        ("One<br/>two<br>three", "One\ntwo\nthree"),
        ('<span style="color:red">Red</span>', "Red"),
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("Migrant\\*innen", "Migrant*innen"),
        ("2 &lt; 3 &amp; 4", "2 < 3 & 4"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a < b and c > d", "a < b and c > d"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("[x] tick", "[x] tick"),
    ],
)
def test_marks_of_a_text_editor_are_left_out(written, plain):
    assert without_marks(written) == plain


def test_names_become_keys_and_names_of_nothing_are_told():
    label = {"en": "Dear ${_1}, ${today} is /", "de": "${/data/_1}"}
    found, lost = referring(label, {"_1": "q_1"})
    assert found == {"en": "Dear ${q_1},  is /", "de": "${q_1}"}
    assert lost == {"today"}


@pytest.mark.parametrize(
    ("headers", "settings", "languages"),
    [
        ("label", "", ("en",)),
        ("label::Deutsch (de)", "", ("de",)),
        ("label::French", "", ("fr",)),
        ("label", "Arabic (ar)", ("ar",)),
    ],
)
def test_the_default_language_is_what_is_said_or_what_there_is(
    headers, settings, languages
):
    setting = f"| default_language |\n| {settings} |" if settings else ""
    made = instrument(f"| type | name | {headers} |\n| text | a | A? |", "", setting)
    assert made.languages == languages
    assert made.default_language == languages[0]


def test_a_header_that_names_its_language_goes_before_one_that_does_not():
    made = instrument(
        """
        | type | name | label  | label::English (en) | label::Chinese |
        | text | a    | Plain  | Named               | 问             |
        """
    )
    assert made.items[0].label == {"en": "Named", "zh": "问"}
    assert made.languages == ("en", "zh")


def test_words_that_are_missing_in_the_default_language_are_borrowed_and_said():
    found = taken(
        """
        | type | name | label::English (en) | label::Deutsch (de) |
        | text | a    |                     | Was?                |
        """
    )
    assert found.instrument.items[0].label == {"en": "Was?", "de": "Was?"}
    assert found.warnings[0].facts == {"language": "English (en)", "words": "Was?"}
