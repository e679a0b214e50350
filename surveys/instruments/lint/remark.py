"""A remark on wording. It has a code and facts; the edge has the words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Code(StrEnum):
    """What may be wrong with the words of a question."""

    IDENTITY = "identity"
    DOUBLE = "double"
    LEADING = "leading"
    LONG_QUESTION = "long_question"
    LONG_OPTION = "long_option"
    HARD_TO_READ = "hard_to_read"
    HOUSE_WORD = "house_word"
    NO_PERIOD = "no_period"
    NO_WAY_OUT = "no_way_out"
    MANY_POINTS = "many_points"
    UNBALANCED = "unbalanced"
    UNTRANSLATED = "untranslated"
    SAME_WORDS = "same_words"
    UNPRETESTED = "unpretested"


@dataclass(frozen=True)
class Remark:
    """One thing to look at, where, in which language.

    ``place`` is the key of a question, or ``title``, ``notice``, ``consent`` or
    ``groups``. ``minor`` says that it is often right as it is.
    """

    place: str
    language: str
    code: Code
    facts: Mapping[str, str | int | float] = field(default_factory=dict)
    minor: bool = False
