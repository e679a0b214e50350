"""What can be counted or looked up in the words of a question: length, grade, time."""

import re
from collections.abc import Iterator

from surveys.instruments.lint.reading import WORD, grade
from surveys.instruments.lint.remark import Code, Remark
from surveys.instruments.questionnaire import SELECTS, Item, Kind

MOST_WORDS_ASKED = 25
MOST_WORDS_OFFERED = 15
HIGHEST_GRADE = 8
# The formula says little of a short sentence with one long word in it.
FEWEST_WORDS_TO_GRADE = 8

COUNTED = re.compile(r"\w[\w'’-]*")
HAPPENED = re.compile(
    r"\b(?:did|have|has|had|were|was) (?:you|your|any\w*|some\w*|they|people)\b",
    re.IGNORECASE,
)
PERIOD = re.compile(
    r"\b(?:last|past|since|ago|yesterday|today|this|these|ever|when|during|while)\b"
    r"|\b\d{4}\b",
    re.IGNORECASE,
)


def lengths(item: Item, language: str) -> Iterator[Remark]:
    """Remark on a question or an answer with many words; a note may be long."""
    count = _words(item.label.get(language, ""))
    if item.kind is not Kind.NOTE and count > MOST_WORDS_ASKED:
        facts: dict[str, str | int] = {"count": count, "most": MOST_WORDS_ASKED}
        yield Remark(item.key, language, Code.LONG_QUESTION, facts)
    for option in item.options:
        label = option.label.get(language, "")
        count = _words(label)
        if count > MOST_WORDS_OFFERED:
            facts = {"count": count, "most": MOST_WORDS_OFFERED, "words": label}
            yield Remark(item.key, language, Code.LONG_OPTION, facts)


def english(item: Item) -> Iterator[Remark]:
    """Remark on what is known for English only: reading level, and a time asked for."""
    label, hint = item.label.get("en", ""), (item.hint or {}).get("en", "")
    reached = round(grade(label), 1)
    if len(WORD.findall(label)) >= FEWEST_WORDS_TO_GRADE and reached > HIGHEST_GRADE:
        facts = {"grade": reached, "most": HIGHEST_GRADE}
        yield Remark(item.key, "en", Code.HARD_TO_READ, facts)
    # What follows from an answer is about the time that was asked for before.
    if item.kind in {*SELECTS, Kind.INTEGER} and not item.relevant:
        said = f"{label} {hint}"
        if HAPPENED.search(said) and not PERIOD.search(said):
            yield Remark(item.key, "en", Code.NO_PERIOD, minor=True)


def _words(text: str) -> int:
    return len(COUNTED.findall(text))
