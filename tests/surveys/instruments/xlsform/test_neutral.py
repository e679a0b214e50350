from core.settings import LANGUAGES
from surveys.instruments.blanks import BLANK
from surveys.instruments.xlsform.neutral import blank_consent, neutral

EACH = ("agree", "other", "specify", "another", "yes", "no", "female", "male")


def test_the_words_are_there_in_every_language_of_the_pages():
    for word in (*EACH, "lines"):
        assert neutral(word, list(LANGUAGES)).keys() == LANGUAGES.keys()


def test_the_consent_has_the_same_blanks_in_every_language():
    consent = blank_consent([*LANGUAGES, "de"])
    counts = {
        tuple(len(BLANK.findall(line)) for line in lines)
        for lines in consent.lines.values()
    }
    assert counts == {(1, 1, 0, 1)}


def test_a_language_without_words_gets_english_ones_only_where_it_is_the_first():
    assert neutral("yes", ["zh", "fr", "ja"]) == {"zh": "Yes", "fr": "Oui"}
    assert blank_consent(["zh"]).lines["zh"] == blank_consent(["en"]).lines["en"]
