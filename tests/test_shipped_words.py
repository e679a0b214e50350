"""No text that ships hurts or blames: every word of the pages, in every language."""

import re
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


ROOT = Path(__file__).parents[1]
MARGIN = re.compile(r"margins?\s+of\s+(sampling\s+)?error", re.IGNORECASE)
PROMOTERS = re.compile(
    r"\bnps\b|net.?promoter|\bpromoters?\b|\bdetractors?\b", re.IGNORECASE
)


def test_no_page_and_no_message_speaks_of_a_margin_of_error():
    """Those who chose to answer were not drawn by chance."""
    pages = [file.read_text("utf-8") for file in (ROOT / "templates").rglob("*.html")]
    said = [form for message in messages("pl") for form in forms(message.id)]
    assert pages
    assert said
    assert [text for text in (*pages, *said) if MARGIN.search(text)] == []


def test_nobody_is_sorted_into_promoters():
    """Eleven answers thrown together to three say less than their shares."""
    files = [*(ROOT / "surveys").rglob("*.py"), *(ROOT / "templates").rglob("*.html")]
    assert len(files) > 500
    assert [file for file in files if PROMOTERS.search(file.read_text("utf-8"))] == []
