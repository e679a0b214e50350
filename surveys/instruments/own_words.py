"""What people answer in their own words, and whether these may be quoted."""

from surveys.instruments.items import Item
from surveys.instruments.kinds import Kind
from surveys.instruments.questionnaire import Instrument

QUOTE_CONSENT = "quote_consent"
"""The key of the question whether one's own words may be quoted."""

CONSENTS = frozenset({"yes", "OK"})
"""The answers to it that say yes: of a choice, and of a box to tick."""


def text_keys(instrument: Instrument) -> tuple[str, ...]:
    """Return the keys of the questions that people answer in their own words."""
    return tuple(each.key for each in instrument.unrolled if each.kind is Kind.TEXT)


def is_consent(item: Item) -> bool:
    """Tell whether a question asks if one's own words may be quoted.

    Anything but a choice or a box to tick under that key is no consent.
    """
    choice = item.kind in {Kind.SELECT_ONE, Kind.ACKNOWLEDGE}
    return item.key == QUOTE_CONSENT and choice


def may_ask_to_quote(instrument: Instrument) -> bool:
    """Tell whether the instrument asks if one's own words may be quoted."""
    return any(map(is_consent, instrument.unrolled))
