"""How much a set of questions asks of people: for whoever chooses one."""

from math import ceil

from surveys.instruments.items import Item
from surveys.instruments.kinds import SILENT, Kind
from surveys.instruments.questionnaire import Instrument

WORDS_A_MINUTE = 150
SECONDS_TO_CHOOSE = 4
SECONDS_TO_WRITE = 40


def questions(instrument: Instrument) -> list[Item]:
    """Return the items that ask something; some people are asked fewer."""
    return [item for item in instrument.items if item.kind not in SILENT]


def minutes(instrument: Instrument) -> int:
    """Return about how many minutes every question takes together, at least one."""
    language = instrument.default_language
    seconds = sum(_seconds(item, language) for item in instrument.items)
    return max(1, ceil(seconds / 60))


def _seconds(item: Item, language: str) -> float:
    labels = [item.label, item.hint or {}, *(option.label for option in item.options)]
    words = sum(len(label.get(language, "").split()) for label in labels)
    return words * 60 / WORDS_A_MINUTE + _thinking(item.kind)


def _thinking(kind: Kind) -> int:
    if kind in SILENT:
        return 0
    return SECONDS_TO_WRITE if kind is Kind.TEXT else SECONDS_TO_CHOOSE
