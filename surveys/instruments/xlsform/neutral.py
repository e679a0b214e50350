"""Words for what a file from elsewhere does not say: a consent with blanks, "other"."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from surveys.instruments.options import Label
from surveys.instruments.questionnaire import Consent

FALLBACK = "en"


@cache
def _all() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("neutral.toml").read_text("utf-8"))


def neutral(word: str, languages: Sequence[str]) -> Label:
    """Return one of the words by language; the first language always has some."""
    return {
        language: _all().get(language, _all()[FALLBACK])[word]
        for language in languages
        if language in _all() or language == languages[0]
    }


def blank_consent(languages: Sequence[str]) -> Consent:
    """Return a consent with blanks; the first language always has one."""
    lines: Mapping[str, Any] = neutral("lines", languages)
    return Consent(
        version=1,
        lines={language: tuple(texts) for language, texts in lines.items()},
        agree=neutral("agree", languages),
    )
