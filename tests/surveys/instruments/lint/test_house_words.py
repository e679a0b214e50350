import pytest

from core.settings import LANGUAGES
from surveys.instruments.lint.house_words import (
    folded,
    house_words,
    hurting,
    read_words,
)
from surveys.instruments.strict_toml import FileRefused

LIST = """
[[words]]
say = ["commit* suicide", "addict"]
reason = "It blames."
instead = "died by suicide"
"""


def found(text, language="en"):
    return [said for said, _ in hurting(text, house_words()[language])]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "My brother committed suicide."),
        ("en", "She SUFFERS  from it."),
        ("en", "A place for the disabled"),
        ("en", "Are you an addict?"),
        ("es", "Cometió suicidio."),
        ("es", "Sufre de ansiedad"),
        ("es", "los discapacitados"),
        ("fr", "un suicide réussi"),
        ("fr", "Elle souffre de solitude"),
        ("fr", "les handicapés"),
        ("pl", "Popełnił samobójstwo."),
        ("pl", "cierpi na bezsenność"),
        ("pl", "dla niepełnosprawnych"),
        ("uk", "Скоїв самогубство."),
        ("uk", "страждає на безсоння"),
        ("uk", "для інвалідів"),
        ("ar", "ارتكبَ الانتحار"),
        ("ar", "يعاني من القلق"),
        ("ar", "للمعاقين"),
        ("ar", "والمدمنين"),
    ],
)
def test_words_that_hurt_are_found_in_each_language(language, text):
    assert len(found(text, language)) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He died by suicide. She lives with it."),
        ("en", "It is hard to reach help here, and disabled people say so."),
        ("en", "Addiction is not a word for a person."),
        ("es", "Una enfermedad mental. Usa silla de ruedas."),
        ("es", "Vive con ansiedad; personas con discapacidad"),
        ("fr", "les personnes handicapées, un timbre, une drogue"),
        ("pl", "Psycholog i psychologia; osoba z niepełnosprawnością"),
        ("uk", "Люди з інвалідністю; психічне здоров’я"),
        ("ar", "أشخاص ذوو إعاقة، الصحة النفسية"),
    ],
)
def test_better_words_are_left_alone(language, text):
    assert found(text, language) == []


def test_whole_words_only_and_a_star_for_any_ending():
    words = read_words("x.toml", LIST, "en")
    for text, hits in [
        ("committing suicide", 1),
        ("COMMITS\nSuicide", 1),
        ("addicts", 0),
        ("an addict.", 1),
        ("uncommitted suicide", 0),
    ]:
        assert len(list(hurting(text, words))) == hits, text


def test_a_find_says_why_and_what_instead():
    ((said, word),) = hurting("committed suicide", read_words("x.toml", LIST, "en"))
    assert (said, word.reason, word.instead) == (
        "committed suicide",
        "It blames.",
        "died by suicide",
    )


def test_accents_vowel_signs_and_curls_make_no_difference():
    assert folded("RÉUSSI d’été") == "reussi d'ete"
    assert folded("مُعَاقَة") == folded("معاقه")
    assert folded("إلى") == folded("الي")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_list_that_says_why_and_what_instead(language):
    words = house_words()[language]
    assert len(words) >= 15
    assert all(word.reason.endswith(".") for word in words)
    better = [word.instead for word in words]
    assert not [text for text in better if found(text, language)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[[words]]\nsay = ["x"]\nreason = "y"', "missing"),
        ('[[words]]\nsay = [""]\nreason = "y"\ninstead = "z"', "none of them empty"),
        ("words = 3", "must be a list"),
        ("[[words", "not TOML"),
    ],
)
def test_a_list_that_does_not_hold_is_refused_with_the_reason(text, reason):
    with pytest.raises(FileRefused, match=reason):
        read_words("x.toml", text, "en")
