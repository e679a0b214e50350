"""Scales: answers in an order, such as from agree to disagree or from 0 to 10."""

import re
from dataclasses import dataclass
from itertools import pairwise

from surveys.instruments.items import Item
from surveys.instruments.kinds import SEVERAL, Kind

MOST_POINTS = 7


@dataclass(frozen=True)
class _Agreeing:
    """How a language says yes, no and neither to a sentence."""

    neither: str
    against: str
    agree: str


AGREEING = {
    "en": _Agreeing(
        r"neither|neutral|unsure|not sure",
        r"disagree|dissatisf|do not agree",
        r"agree|satisfied",
    ),
    "es": _Agreeing(r"^ni\b|neutral", r"desacuerdo|insatisf", r"de acuerdo|satisf"),
    "fr": _Agreeing(
        r"^ni\b|neutre",
        r"pas .*d['’]accord|pas d['’]accord|désaccord|insatisf",
        r"d['’]accord|satisf",
    ),
    "pl": _Agreeing(r"^ani\b|trudno", r"nie zgadzam|niezadowol", r"zgadzam|zadowol"),
    "uk": _Agreeing(
        r"^(?:і|ні) .*(?:і|ні) |важко",
        r"не погодж|не згод|незадовол",
        r"погодж|згод|задовол",
    ),
    "ar": _Agreeing(r"بين|محايد", r"لا أوافق|غير راض", r"أوافق|راض"),
}


def sides(item: Item, language: str) -> tuple[int, int]:
    """Return how many answers agree and how many disagree; both 0 is no such scale."""
    ways = AGREEING.get(language)
    if ways is None or item.kind in SEVERAL:
        return 0, 0
    labels = [
        option.label.get(language, "").casefold()
        for option in item.options
        if not option.missing
    ]
    taking = [label for label in labels if not re.search(ways.neither, label)]
    against = [label for label in taking if re.search(ways.against, label)]
    rest = [label for label in taking if label not in against]
    return len([each for each in rest if re.search(ways.agree, each)]), len(against)


def points(item: Item, language: str) -> int:
    """Return how many points a scale has, or 0 where the item is none.

    A scale is what has answers on both sides, or answers that start with numbers
    that follow on each other.
    """
    if item.kind in SEVERAL:
        return 0
    offered = [option for option in item.options if not option.missing]
    if item.kind is Kind.SCALE or all(sides(item, language)):
        return len(offered)
    return len(offered) if _counts_on(offered_labels(item, language)) else 0


def offered_labels(item: Item, language: str) -> list[str]:
    """Return the answers of an item that say something, in one language."""
    return [
        option.label.get(language, "") for option in item.options if not option.missing
    ]


def _counts_on(labels: list[str]) -> bool:
    found = [re.match(r"(\d+)(?!\s*(?:to|-|–|\d))", label) for label in labels]
    numbers = [int(each[1]) for each in found if each]
    return len(numbers) == len(labels) > 2 and all(
        second - first == 1 for first, second in pairwise(numbers)
    )
