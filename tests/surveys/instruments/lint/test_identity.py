from dataclasses import replace

import pytest

from surveys.instruments.kinds import Kind
from surveys.instruments.lint.checks import lint
from surveys.instruments.lint.identity import asks_who, identifying
from surveys.instruments.lint.remark import Code
from surveys.instruments.shipped import templates
from tests.surveys.instruments.every_kind import EVERY_KIND


@pytest.mark.parametrize(
    ("language", "words", "found"),
    [
        ("en", "What is your name?", "your name"),
        ("en", "Please leave your e-mail here.", "e-mail"),
        ("en", "Date of birth", "Date of birth"),
        ("de", "Wie heißt der Verein? Vereinsname", "Vereinsname"),
        ("de", "Telefonnummer", "Telefonnummer"),
        ("fr", "Votre nom", "Votre nom"),
        ("es", "Número de teléfono", "Número de teléfono"),
        ("pl", "Imię i nazwisko", "Imię"),
        ("uk", "Ваше ім’я", "Ваше ім’я"),
        ("ar", "ما رقم الهاتف؟", "رقم الهاتف"),
    ],
)
def test_a_question_for_who_somebody_is_is_seen(language, words, found):
    assert identifying(words, language) == found


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "How old are you?"),
        ("en", "Could you name a place that helped?"),
        ("de", "Was hat geholfen?"),
        ("fr", "Avez-vous un téléphone à vous ?"),
        ("ar", "ما الذي يساعدك؟"),
        ("xx", "What is your name?"),
    ],
)
def test_other_questions_are_let_through(language, words):
    assert identifying(words, language) is None


def remarks(instrument):
    found = lint(instrument, {})
    return [(each.place, each.code) for each in found if each.code is Code.IDENTITY]


def test_only_what_is_typed_can_tell_who_somebody_is():
    items = tuple(
        replace(item, label={"en": "What is your name?"}) for item in EVERY_KIND.items
    )
    places = {place for place, _code in remarks(replace(EVERY_KIND, items=items))}
    typed = {Kind.TEXT, Kind.INTEGER, Kind.DATE, Kind.DECIMAL}
    assert places == {item.key for item in items if item.kind in typed}


def test_the_first_language_that_asks_it_is_named():
    wish = next(item for item in EVERY_KIND.items if item.kind is Kind.TEXT)
    asked = replace(wish, label={"en": "Anything else?", "fr": "Votre nom"})
    assert asks_who(asked, ("en", "fr")) == ("fr", "Votre nom")
    assert asks_who(asked, ("en",)) is None


def test_nothing_that_ships_asks_who_somebody_is():
    assert [remarks(each) for each in templates()] == [[] for _ in templates()]
