"""Whether all answers of an instrument can be sent at once, filled to the brim.

A page carries them all to the next one and to Send: without scripts, one that is too
large for the server would cost somebody every word.
"""

from collections.abc import Iterator

from core.sizes import MOST_BYTES_READ
from surveys.instruments.item_structure import Fault
from surveys.instruments.items import Item
from surveys.instruments.kinds import SILENT, Kind
from surveys.instruments.questionnaire import Instrument

BYTES_A_LETTER = 9
"""Of a letter of any script in a form that is sent: three bytes, each written %XX."""

BYTES_A_NAME = 30
"""Beside a key, for each of an item's fields: what it is called, its sign, a place."""

BYTES_AROUND = 16 * 1024
"""The token, the code, the language and the like."""


def size_faults(instrument: Instrument) -> Iterator[Fault]:
    """Yield the question up to which all answers are too long to be sent together."""
    total = BYTES_AROUND
    for item in instrument.unrolled:
        total += bytes_of(instrument, item)
        if total > MOST_BYTES_READ:
            yield (
                f"items.{item.key}.maximum",
                "The answers up to here can be too long: give the texts a maximum.",
            )
            return


def bytes_of(instrument: Instrument, item: Item) -> int:
    """Return the most bytes that the fields of an item take in a form."""
    if item.kind in SILENT:
        return 0
    longest = instrument.longest[item.key] * BYTES_A_LETTER
    if item.kind is not Kind.TEXT:
        longest = sum(3 * len(key) for key in item.option_keys)
    # A date has three fields, a choice one for each option, and each may be suggested.
    fields = max(3, len(item.options)) + 1
    return fields * (len(item.key) + BYTES_A_NAME) + longest
