"""Which answers leave a response together with what somebody wrote."""

from surveys.findings.tabulate import items_counted
from surveys.instruments.own_words import QUOTE_CONSENT, may_ask_to_quote, text_keys
from surveys.instruments.questionnaire import Instrument
from surveys.waves.plan import Plan


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
