"""Published numbers of people, beside which it tells how many wrote something.

Whoever wrote was asked, and whoever was asked met the rules. So a number of those who
met some of these rules is no smaller than that of the answers; by what it is larger are
people who wrote nothing, or did not meet the rest. A number of those who met more rules
says how many at least wrote without meeting these.
"""

from collections.abc import Iterable, Iterator

from surveys.findings.coding.themes.theme_gate import led_on
from surveys.findings.frozen_body import Body
from surveys.instruments.items import Item
from surveys.instruments.kinds import SEVERAL, Kind
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.rules.rule import Rule


def bases_of(
    instrument: Instrument, item: Item, people: int, bodies: Iterable[Body]
) -> Iterator[int]:
    """Yield every published number that the answers to a question stand beside.

    Args:
        instrument: the questions of the wave.
        item: what was answered in people's own words.
        people: how many took part.
        bodies: the published tables of everybody.
    """
    yield people
    for body in bodies:
        asked, base = instrument.by_key[body["item"]["key"]], body["rows"][0]["base"]
        if base is not None and _is_beside(instrument, item, asked):
            yield base
        for rule in instrument.led[item.key].rules:
            found = met(rule, asked, body, people)
            if found is not None:
                yield found


def met(rule: Rule, earlier: Item, body: Body, people: int) -> int | None:
    """Return how many met a rule, if the table of the question before says so."""
    if rule.item != earlier.key:
        return None
    several = earlier.kind in SEVERAL and len(rule.options) > 1
    if several or earlier.kind is Kind.RANK:
        return None
    gave = led_on(body, rule.options)
    return people - gave if rule.unless and gave is not None else gave


def _is_beside(instrument: Instrument, item: Item, asked: Item) -> bool:
    """Tell whether who was asked one question was asked the other, or the reverse."""
    if asked.condition == item.condition:
        return True
    written, counted = instrument.led[item.key], instrument.led[asked.key]
    return (counted.whole and _meet(instrument, written.rules, counted.rules)) or (
        written.whole and _meet(instrument, counted.rules, written.rules)
    )


def _meet(instrument: Instrument, some: Iterable[Rule], others: Iterable[Rule]) -> bool:
    """Tell whether all who meet some rules meet the others."""
    several = {key: each.kind in SEVERAL for key, each in instrument.by_key.items()}
    return all(
        any(one.implies(other, several=several[one.item]) for one in some)
        for other in others
    )
