"""The parts of a story, and what has to hold before anybody else reads it.

Most Significant Change (Davies and Dart 2005): what changed, for whom, and why that
matters; around it what was hard and what helped, so that a story is about the way out.
"""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum

from surveys.findings.stories.quotes.redaction import fault_of_wording

PARTS = ("hard", "helped", "changed", "for_whom", "why")
"""What a story is made of, in the order in which it is told."""

NEEDED = ("changed", "for_whom", "why")
LONGEST = 2_000
LONGEST_FOR_WHOM = 200
LONGEST_REASON, SHORTEST_REASON = 1_000, 20
LEAST_VOTES = 2
"""Members of the panel who choose a story before it can be made ready."""


class Check(StrEnum):
    """One thing that both who publish a story have looked for."""

    NO_METHOD = "no_method"
    NO_NAMES = "no_names"
    NO_DRAMA = "no_drama"
    TELLERS_WORDS = "tellers_words"


def cleaned(typed: str) -> str:
    """Return a text as it is kept: without controls and broken halves of letters."""
    whole = typed.replace("\r\n", "\n").encode("utf-8", "ignore").decode()
    return "".join(
        letter
        for letter in whole
        if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cs"}
    ).strip()


def faults_of(told: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with a story, by part: ``missing`` or ``too_long``."""
    found = {}
    for part in PARTS:
        words = told.get(part, "")
        if part in NEEDED and not words:
            found[part] = "missing"
        elif len(words) > (LONGEST_FOR_WHOM if part == "for_whom" else LONGEST):
            found[part] = "too_long"
    return found


def fault_of_shown(told: Mapping[str, str], shown: Mapping[str, str]) -> str | None:
    """Return the part whose words are no longer the teller's, if there is one.

    A part may be left out, except for what a story needs.
    """
    for part in PARTS:
        words = shown.get(part, "")
        if not words and part not in NEEDED:
            continue
        longest = 2 * LONGEST  # marks may make a text longer
        if fault_of_wording(told.get(part, ""), words, longest=longest):
            return part
    return None


def is_checked(ticked: frozenset[str]) -> bool:
    """Tell whether everything was looked for."""
    return ticked >= set(Check)
