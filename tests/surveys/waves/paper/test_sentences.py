"""What stands on the screen and on paper alike speaks of no button and no phone."""

import re
from pathlib import Path

import pytest

from surveys.instruments.definition import load
from surveys.instruments.shipped import templates
from surveys.waves.asking.forms import way
from tests.surveys.instruments.small import SMALL
from tests.surveys.waves.factories import make_open

ROOT = Path(__file__).parents[4]
SCREEN = {
    "en": r"\b([Pp]ress|Send|[Tt]ap|[Cc]lick|[Bb]utton|[Ss]creen|your phone)\b",
    "ar": "الضغط|إرسال|الشاشة|هاتفك",
    "es": r"[Pp]ulse|\bEnviar\b|pantalla|su teléfono",
    "fr": r"[Aa]ppuy|« Envoyer »|écran|votre téléphone",
    "pl": r"[Nn]aciśn|Wyślij|ekran|twoim telefonie",
    "uk": r"[Нн]атисн|Надіслати|екран|ваш телефон",
}
OURS = [
    *templates(),
    load(ROOT / "deliberation/demo/larkmoor.toml"),
    load(ROOT / "docs/examples/osmi-2014/osmi-2014.toml"),
]


def sentences(instrument, language):
    """Everything of an instrument that is printed."""
    yield from instrument.consent.lines.get(language, ())
    yield instrument.consent.agree.get(language, "")
    yield (instrument.notice or {}).get(language, "")
    for item in instrument.items:
        yield item.label.get(language, "")
        yield (item.hint or {}).get(language, "")


@pytest.mark.parametrize("language", SCREEN)
@pytest.mark.parametrize("instrument", OURS, ids=lambda each: each.slug)
def test_no_sentence_that_is_printed_speaks_of_a_screen(instrument, language):
    speak = re.compile(SCREEN[language])
    assert [
        said for said in sentences(instrument, language) if speak.search(said)
    ] == []


@pytest.mark.parametrize("language", SCREEN)
def test_nor_does_the_paper_itself(pages, session, language):
    make_open(session)
    page = pages.get(f"/s/library/paper?lang={language}").partition("<h1")[2]
    printed = page.partition("</main>")[0]
    assert printed
    assert not re.search(SCREEN[language], printed)


def test_a_hint_that_says_how_to_answer_is_not_said_twice(app):
    item = SMALL.by_key["barriers"]
    free = item.__class__(item.key, item.kind, item.label, options=item.options)
    told = item.__class__(
        item.key, item.kind, item.label, hint={"en": "Any."}, options=item.options
    )
    with app.test_request_context("/?lang=en"):
        assert way(free) == "You can tick more than one."
        assert way(told) == ""
