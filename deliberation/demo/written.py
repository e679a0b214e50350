"""What people of Larkmoor wrote in their own words, and how two coders read it."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from deliberation.demo.population import Voice

FILE = Path(__file__).with_name("written.toml")
CONSENT = "quote_consent"


@dataclass(frozen=True)
class Text:
    """One open answer: codes by each coder, and what they made of it together.

    ``together`` is None where both read it alike, or where two readings stand side
    by side; then ``reason`` says why.
    """

    words: str
    language: str
    may_quote: bool
    first: tuple[str, ...]
    second: tuple[str, ...]
    together: tuple[str, ...] | None = None
    reason: str = ""


@dataclass(frozen=True)
class Quoted:
    """Words of one text to be shown beside a theme."""

    theme: str
    of: str
    words: str
    translation: str = ""


@dataclass(frozen=True)
class Written:
    """All open answers to one question, and what is quoted of them."""

    item: str
    texts: tuple[Text, ...]
    quotes: tuple[Quoted, ...]

    @property
    def by_words(self) -> Mapping[str, Text]:
        """Each text by what it says."""
        return {text.words: text for text in self.texts}


def read_written() -> Written:
    """Return the answers as they stand in the file."""
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    texts = tuple(
        Text(
            words=each["say"],
            language=each["language"],
            may_quote=each.get("quote", False),
            first=tuple(each["codes"]),
            second=tuple(each.get("also", each["codes"])),
            together=tuple(each["both"]) if "both" in each else None,
            reason=each.get("why", ""),
        )
        for each in raw["answers"]
    )
    return Written(raw["item"], texts, tuple(Quoted(**each) for each in raw["quotes"]))


def with_words(people: Sequence[Voice], written: Written) -> list[Voice]:
    """Return the same people, of whom as many as there are texts wrote one.

    The first in a language write what there is in it; whatever else they answered,
    and everybody's place, stay.
    """
    waiting: dict[str, list[Text]] = {}
    for text in written.texts:
        waiting.setdefault(text.language, []).append(text)
    return [
        _writes(person, written.item, mine.pop(0))
        if (mine := waiting.get(person.language))
        else person
        for person in people
    ]


def _writes(person: Voice, item: str, text: Text) -> Voice:
    said = {item: text.words, CONSENT: "yes" if text.may_quote else "no"}
    return replace(person, answers={**person.answers, **said})
