"""The numbers of questions: on paper, on the screen and to read, the same."""

from collections.abc import Mapping

from surveys.instruments.items import Item
from surveys.instruments.kinds import SILENT
from surveys.instruments.questionnaire import Instrument


def numbered(instrument: Instrument) -> dict[str, int]:
    """Return the number of each question by key, the same on every way in."""
    asking = (item.key for item in instrument.unrolled if item.kind not in SILENT)
    return {key: number for number, key in enumerate(asking, 1)}


def first_number(
    instrument: Instrument, item: Item, numbers: Mapping[str, int]
) -> int | None:
    """Return the number of an item as it was written: in a repeat, of its first round.

    None where it asks nothing.
    """
    first, *_later = instrument.rounds.get(item.key, (item.key,))
    return numbers.get(first)
