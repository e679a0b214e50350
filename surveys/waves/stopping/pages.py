"""Where somebody can be in a questionnaire, and which of two places is further on.

Each person who agreed is counted at the furthest page they came to: going back, or
coming back to change an answer, moves nobody.
"""

from surveys.instruments.kinds import Kind
from surveys.instruments.questionnaire import Instrument
from surveys.waves.sheet import CHECK, WHOLE

BEGINNING, SENT = "-", "+"
"""Before the first page, and after Send; no item has such a key."""


def pages_of(instrument: Instrument) -> list[str]:
    """Return all places in order: items, the page of all, the check, and Send."""
    items = instrument.by_key.items()
    shown = (key for key, item in items if item.kind is not Kind.CALCULATE)
    return [*shown, WHOLE, CHECK, SENT]


def is_further(instrument: Instrument, at: str, furthest: str) -> bool:
    """Tell whether a page lies beyond the furthest so far; both are places."""
    places = [BEGINNING, *pages_of(instrument)]
    return places.index(at) > places.index(furthest)
