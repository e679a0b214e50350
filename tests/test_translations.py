"""Six languages, each complete, each marked as a draft until a speaker reviewed it."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

from core.settings import LANGUAGES
from tests.test_house import ROOMS

ROOT = Path(__file__).parent.parent
TRANSLATED = [code for code in LANGUAGES if code != "en"]
EXTRACT = Path(sys.executable).with_name("pybabel")
PLACES = ["app.py", "templates", *ROOMS]
PLURAL_FORMS = {"ar": 6, "uk": 3, "es": 2, "fr": 2, "pl": 3}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")
TAG = re.compile(r"</?[a-z][^>]*>")

each_language = pytest.mark.parametrize("language", TRANSLATED)


@cache
def catalogue(language: str) -> Catalog:
    file = ROOT / "translations" / language / "LC_MESSAGES" / "messages.po"
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


@pytest.fixture(scope="module")
def extracted(tmp_path_factory) -> Catalog:
    """What the code and the templates say today."""
    file = tmp_path_factory.mktemp("messages") / "messages.pot"
    words = ["-k", "_l", "-k", "lazy_gettext", "-o", str(file)]
    subprocess.run(
        [EXTRACT, "-q", "extract", "-F", "pyproject.toml", *words, *PLACES],
        cwd=ROOT,
        check=True,
    )
    with file.open("rb") as stream:
        return read_po(stream)


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def forms(said: str | tuple[str, ...] | list[str]) -> list[str]:
    return [said] if isinstance(said, str) else list(said)


def key(message: Message) -> str:
    return forms(message.id)[0]


@each_language
def test_every_string_of_today_is_there_and_no_other(language, extracted):
    wanted = {key(message) for message in extracted if message.id}
    there = {key(message) for message in messages(language)}

    assert wanted - there == set()
    assert there - wanted == set()
    assert not catalogue(language).obsolete


@each_language
def test_nothing_is_empty_or_guessed(language):
    poor = [
        key(message)
        for message in messages(language)
        if message.fuzzy or not all(form.strip() for form in forms(message.string))
    ]

    assert not poor
    assert not catalogue(language).fuzzy


@each_language
def test_plurals_have_every_form_of_the_language(language):
    assert catalogue(language).num_plurals == PLURAL_FORMS[language]
    wrong = [
        key(message)
        for message in messages(language)
        if len(forms(message.string))
        != (PLURAL_FORMS[language] if message.pluralizable else 1)
    ]

    assert not wrong


@each_language
@pytest.mark.parametrize("pattern", [PLACEHOLDER, TAG], ids=["placeholders", "tags"])
def test_what_is_filled_in_stays(language, pattern):
    """A form for one may leave the number out: "one person" needs no 1."""
    wrong = []
    for message in messages(language):
        wanted = set(pattern.findall(forms(message.id)[-1]))
        for form in forms(message.string):
            there = set(pattern.findall(form))
            optional = {"%(num)s", "%(num)d"} if message.pluralizable else set()
            if not wanted - optional <= there <= wanted:
                wrong.append((key(message), form))

    assert not wrong


@each_language
def test_space_around_a_string_stays(language):
    wrong = [
        key(message)
        for message in messages(language)
        for form in forms(message.string)
        if form.strip() == form and key(message).strip() != key(message)
    ]

    assert not wrong


@each_language
def test_a_catalogue_says_that_it_is_a_draft(language):
    said = catalogue(language).header_comment.lower()

    assert "draft" in said
    assert "review" in said


@each_language
def test_most_strings_are_not_english(language):
    same = [m for m in messages(language) if forms(m.string)[0] == key(m)]

    assert len(same) < 0.1 * len(messages(language))


def test_a_plural_string_in_english_names_its_number(extracted):
    wrong = [
        key(message)
        for message in extracted
        if message.id and message.pluralizable and "%(num)" not in message.id[1]
    ]

    assert not wrong


def test_no_string_is_put_together_from_nameless_parts(extracted):
    """Word order differs between languages: every part that is filled in has a name."""
    nameless = re.compile(r"(?<!%)%[sd]|\{\}")
    wrong = [
        form
        for message in extracted
        if message.id
        for form in forms(message.id)
        if nameless.search(form)
    ]

    assert not wrong
