"""A proposal's own texts: which there are, and how one language is changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from deliberation.proposals.figures import Fragment, fragments

Words = Mapping[str, str]

# In the order in which a brief prints them: causes come before advice.
TEXTS = (
    "title",
    "messages",
    "problem",
    "history_and_context",
    "system_causes",
    "options",
    "equity",
)


def said(words: Words | None, language: str, text: str) -> dict[str, str]:
    """Return words with one language changed; a blank text takes it away."""
    others = {code: word for code, word in (words or {}).items() if code != language}
    return {**others, language: text.strip()} if text.strip() else others


def filled(words: Words | None) -> bool:
    """Tell whether there are words in any language."""
    return any(text.strip() for text in (words or {}).values())


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text that say something, one message each."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


@dataclass(frozen=True)
class Passage:
    """Words in one language, line by line, with the places for figures apart."""

    language: str
    lines: tuple[tuple[Fragment, ...], ...]


def passage(
    words: Words | None, language: str, *, default: str = "en"
) -> Passage | None:
    """Return words in the wanted language, else in the default one, else in any.

    ``None`` where nothing is said in any language.
    """
    spoken = {code: text for code, text in (words or {}).items() if text.strip()}
    for code in (language, default, *spoken):
        if code in spoken:
            return Passage(code, tuple(map(fragments, lines(spoken[code]))))
    return None
