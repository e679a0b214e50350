"""Makers of single questions for the checks of wording."""

from typing import Any

from surveys.instruments.lint.checks import lint
from surveys.instruments.lint.house_words import house_words
from surveys.instruments.lint.remark import Remark
from surveys.instruments.options import Label, Option
from surveys.instruments.questionnaire import (
    Consent,
    Instrument,
    Item,
    Kind,
    Licence,
)

AGREE = ("Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree")


def options(*labels: str, language: str = "en") -> tuple[Option, ...]:
    """Answers in one language."""
    return tuple(
        Option(f"o{number}", {language: label}) for number, label in enumerate(labels)
    )


def question(label: Label | str, **parts: Any) -> Item:
    """A question; yes or no unless said."""
    words = {"en": label} if isinstance(label, str) else label
    given = {"kind": Kind.SELECT_ONE, "options": options("Yes", "No"), **parts}
    return Item("q", label=words, **given)


def instrument(*items: Item, languages: tuple[str, ...] = ("en",)) -> Instrument:
    """The smallest instrument around some questions; the first language is default."""
    first = languages[0]
    return Instrument(
        slug="q",
        title={first: "?"},
        default_language=first,
        languages=languages,
        items=items,
        consent=Consent(1, {first: ("?",)}, {first: "?"}),
        licence=Licence("CC0-1.0"),
    )


def remarks(*items: Item, languages: tuple[str, ...] = ("en",)) -> list[Remark]:
    """What is said of some questions, with the lists that ship."""
    return lint(instrument(*items, languages=languages), house_words())


def codes(*items: Item, languages: tuple[str, ...] = ("en",)) -> list[str]:
    """The codes of what is said."""
    return [remark.code.value for remark in remarks(*items, languages=languages)]
