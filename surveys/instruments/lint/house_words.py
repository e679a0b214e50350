"""Words that hurt or blame, by language: why, and what to say instead.

One TOML file a language, for a community to edit::

    [[words]]
    say = ["commit* suicide"]      # whole words; * stands for any ending
    reason = "..."                 # in the language of the file
    instead = "died by suicide"
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from surveys.instruments.strict_toml import Place, parsed, rows, table, texts

FOLDER = Path(__file__).with_name("words")
# Arabic writes "and", "in", "for" and "the" onto the word that follows.
ARABIC_BEFORE = "(?:[وف]?(?:ال|بال|كال|لل|[بلك])?)"
SAME_LETTER = str.maketrans({"ى": "ي", "ة": "ه", "’": "'", "ـ": None})


@dataclass(frozen=True)
class HouseWord:
    """Words not to use, why, and what to use instead."""

    say: re.Pattern[str]
    reason: str
    instead: str


HouseWords = Mapping[str, Sequence[HouseWord]]
"""The house words by language."""


def folded(text: str) -> str:
    """Return a text without case, accents and vowel signs."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in spread if not unicodedata.combining(sign))
    return bare.translate(SAME_LETTER)


def read_words(name: str, text: str, language: str) -> tuple[HouseWord, ...]:
    """Return the house words of one language's file.

    Raises:
        FileRefused: something in it does not hold.
    """
    place = Place(name)
    main = table(place, parsed(name, text), {"words": list}, {})
    needs = {"say": list, "reason": str, "instead": str}
    return tuple(
        HouseWord(
            _pattern(texts(spot.at("say"), row["say"]), language),
            row["reason"],
            row["instead"],
        )
        for spot, inner in rows(place.at("words"), main["words"])
        for row in [table(spot, inner, needs, {})]
    )


@cache
def house_words() -> HouseWords:
    """Return the lists that ship."""
    return {
        file.stem: read_words(file.name, file.read_text(encoding="utf-8"), file.stem)
        for file in sorted(FOLDER.glob("*.toml"))
    }


def hurting(text: str, words: Sequence[HouseWord]) -> Iterator[tuple[str, HouseWord]]:
    """Yield each house word that a text has, as it stands there without accents."""
    bare = folded(text)
    for word in words:
        found = word.say.search(bare)
        if found:
            yield found[0], word


def _pattern(terms: Sequence[str], language: str) -> re.Pattern[str]:
    before = ARABIC_BEFORE if language == "ar" else ""
    ways = "|".join(
        r"\s+".join(
            before + re.escape(part).replace(r"\*", r"\w*")
            for part in folded(term).split()
        )
        for term in terms
    )
    return re.compile(rf"(?<!\w)(?:{ways})(?!\w)")
