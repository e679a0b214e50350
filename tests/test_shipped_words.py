"""No text that ships hurts or blames: every word of the pages, in every language."""

import tomllib
from pathlib import Path

import pytest

from core.settings import LANGUAGES
from surveys.instruments.lint.house_words import house_words, hurting
from tests.test_translations import forms, messages

DEMO = Path(__file__).parents[1] / "deliberation" / "demo"


def said_in(raw):
    """Every text of a TOML document."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict):
        for inner in raw.values():
            yield from said_in(inner)
    elif isinstance(raw, list):
        for inner in raw:
            yield from said_in(inner)


def hits(texts, language):
    words = house_words()[language]
    return [(said, text) for text in texts for said, _ in hurting(text, words)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_pages_hurts(language):
    if language == "en":
        texts = [form for message in messages("pl") for form in forms(message.id)]
    else:
        texts = [
            form for message in messages(language) for form in forms(message.string)
        ]
    assert len(texts) > 500
    assert hits(texts, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_demo_hurts(language):
    end = ".toml" if language == "en" else f".{language}.toml"
    texts = []
    for name in ("story", "larkmoor"):
        texts += said_in(tomllib.loads((DEMO / f"{name}{end}").read_text("utf-8")))
    assert len(texts) > 100
    assert hits(texts, language) == []
