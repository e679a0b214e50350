"""What people answer in their own words, and whether these may be quoted."""

from surveys.instruments.expressions.pattern import ENDLESS, longest_match
from surveys.instruments.expressions.tree import Tree
from surveys.instruments.items import Item
from surveys.instruments.kinds import Kind
from surveys.instruments.questionnaire import Instrument

QUOTE_CONSENT = "quote_consent"
"""The key of the question whether one's own words may be quoted."""

CONSENTS = frozenset({"yes", "OK"})
"""The answers to it that say yes: of a choice, and of a box to tick."""

LONGEST_CODE = 20
"""Characters of a postcode or a number: in so few nobody tells of themselves."""


def may_tell(item: Item) -> bool:
    """Tell whether somebody could write of themselves, and wait for help.

    Everywhere in their own words, one line or many, but where a line is held to a few
    signs, by its length or by the pattern that it has to match.
    """
    if item.kind is not Kind.TEXT:
        return False
    most = ENDLESS if item.maximum is None else item.maximum
    return not item.short or min(most, _most(item.constraint)) > LONGEST_CODE


def _most(constraint: Tree | None) -> int:
    """Return how many signs a constraint lets an answer have."""
    if not isinstance(constraint, list):
        return ENDLESS
    if constraint[0] == "and":
        return min(map(_most, constraint[1:]))
    if constraint[0] == "regex" and constraint[1] == ["self"]:
        return longest_match(constraint[2])
    return ENDLESS


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
