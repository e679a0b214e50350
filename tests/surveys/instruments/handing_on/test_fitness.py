from dataclasses import replace

import pytest

from surveys.instruments.handing_on.fitness import MOST_QUESTIONS, unfit
from surveys.instruments.questionnaire import Repeat
from surveys.instruments.shipped import templates
from tests.surveys.instruments.every_kind import EVERY_KIND
from tests.surveys.instruments.piped import PIPED
from tests.surveys.instruments.small import SMALL


@pytest.mark.parametrize("instrument", [*templates(), SMALL, EVERY_KIND, PIPED])
def test_every_instrument_of_ours_is_fit(instrument):
    assert unfit(instrument) == []


def changed(**parts):
    return [f"{key}: {reason}" for key, reason in unfit(replace(SMALL, **parts))]


FIRST = SMALL.items[0]
MANY = tuple(
    replace(SMALL.items[1], key=f"q{number}") for number in range(MOST_QUESTIONS + 1)
)
ENDLESS = Repeat("r", {"en": "Again"}, 10**9)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"slug": "a" * 81}, "slug: A slug has at most 80 characters."),
        ({"slug": "../../etc/passwd"}, "slug: A slug is small letters"),
        ({"slug": ""}, "slug: A slug is small letters"),
        ({"languages": ("en", "../ar")}, "languages: A language is a code"),
        ({"languages": ("ar",)}, "title: There are words in a language"),
        ({"default_language": "pl"}, "title: There are no words in pl."),
        ({"repeats": (ENDLESS,)}, "repeats: A repeat has 1 to 20 rounds."),
        ({"items": MANY}, "items: There are more than 2000 questions."),
        ({"items": (replace(FIRST, version=0),)}, "Versions are counted from 1."),
        ({"items": ()}, "items: There is no question."),
        (
            {"consent": replace(SMALL.consent, version=0)},
            "Versions are counted from 1.",
        ),
        (
            {"consent": replace(SMALL.consent, lines={})},
            "consent.lines: There is no consent text.",
        ),
        (
            {"consent": replace(SMALL.consent, lines={"en": ("a", "b"), "ar": ("a",)})},
            "consent.lines: A language has all lines of the consent or none.",
        ),
        (
            {"consent": replace(SMALL.consent, lines={"en": ("a",), "pl": ("b",)})},
            "consent.lines: There is a language that is not one of its own.",
        ),
        ({"title": {"en": "A", "pl": "B"}}, "title: There are words in a language"),
        ({"title": {"ar": "B"}}, "title: There are no words in en."),
        ({"translation_states": {"pl": {}}}, "translation_states"),
        ({"translation_states": {"en": {}}}, "translation_states"),
        ({"translation_states": {"ar": {"title": "perfect"}}}, "A state says of"),
        ({"translation_states": {"ar": {"nothing": "agreed"}}}, "A state says of"),
        (
            {"items": (replace(FIRST, key="k" * 199),)},
            "This key is too long.",
        ),
        (
            {"items": (replace(FIRST, group="nowhere"), *SMALL.items[1:])},
            "items.welcome.group: There is no group nowhere.",
        ),
    ],
)
def test_what_is_not_fit_says_why(parts, said):
    assert any(said in each for each in changed(**parts)), changed(**parts)


def test_a_repeat_without_end_is_never_written_out():
    items = tuple(replace(each, repeat="r") for each in SMALL.items)
    found = unfit(replace(SMALL, items=items, repeats=(ENDLESS,)))
    assert ("repeats", "A repeat has 1 to 20 rounds.") in found
