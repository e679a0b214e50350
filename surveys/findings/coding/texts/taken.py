"""Which answers leave a response together with what somebody wrote."""

from surveys.findings.tabulate import items_counted
from surveys.instruments.questionnaire import Instrument, Kind
from surveys.waves.plan import Plan

QUOTE_CONSENT = "quote_consent"
"""The key of the question whether one's own words may be quoted."""

CONSENTS = frozenset({"yes", "OK"})
"""The answers to it that say yes: of a choice, and of a box to tick."""


def text_keys(instrument: Instrument) -> tuple[str, ...]:
    """Return the keys of the questions that people answer in their own words."""
    return tuple(each.key for each in instrument.unrolled if each.kind is Kind.TEXT)


def may_ask_to_quote(instrument: Instrument) -> bool:
    """Tell whether the instrument asks if one's own words may be quoted.

    Anything but a choice or a box to tick under that key is no consent.
    """
    asked = instrument.by_key.get(QUOTE_CONSENT)
    return asked is not None and asked.kind in {Kind.SELECT_ONE, Kind.ACKNOWLEDGE}


def keys_taken(instrument: Instrument, plan: Plan) -> tuple[str, ...]:
    """Return all that leaves a response: texts, and whatever repeats them.

    What is worked out from a text goes too, and the consent to quote, unless the
    plan counts it: beside the answers it would tell who wrote what may be quoted.
    """
    taken = set(text_keys(instrument))
    for item in instrument.in_order_of_need:
        if item.calculation is not None and not taken.isdisjoint(
            instrument.needs(item)
        ):
            taken.add(item.key)
    counted = {item.key for item in items_counted(instrument, plan)}
    if may_ask_to_quote(instrument):
        taken.add(QUOTE_CONSENT)
    return tuple(
        each.key for each in instrument.unrolled if each.key in taken - counted
    )
