"""Where a paper form leads: what an answer skips, in numbers of questions.

A question is left out for sure when an answer that it wants was not given, when one was
given that it does not want, or when it wants one to a question that is left out. What
hangs on other things too is not left out here: its own line says when it is to be
answered.
"""

from collections.abc import Iterable

from surveys.instruments.items import Item
from surveys.instruments.kinds import SILENT, SINGLE
from surveys.instruments.numbering import numbered
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.rules.rule import Rule

END = 0
"""Where an answer leads that no question follows."""


def onward(instrument: Instrument, item: Item) -> dict[str, int]:
    """Return the number of the next question by option, where it is not the next one.

    Only a question with one answer leads anywhere.
    """
    if item.kind not in SINGLE:
        return {}
    numbers = numbered(instrument)
    following = _next(instrument, item, None)
    found = {option.key: _next(instrument, item, option.key) for option in item.options}
    usual = numbers[item.key] + 1 if following is not None else END
    places = {
        key: END if after is None else numbers[after.key]
        for key, after in found.items()
    }
    return {key: place for key, place in places.items() if place != usual}


def _next(instrument: Instrument, item: Item, option: str | None) -> Item | None:
    """Return the first later question that this answer, or none at all, allows."""
    left_out: set[str] = set()
    keys = list(instrument.by_key)
    later = instrument.unrolled[keys.index(item.key) + 1 :]
    for each in later:
        if option is not None and _is_left_out(
            instrument.led[each.key].rules, item.key, option, left_out
        ):
            left_out.add(each.key)
        elif each.kind not in SILENT:
            return each
    return None


def _is_left_out(
    rules: Iterable[Rule], key: str, option: str, left_out: set[str]
) -> bool:
    """Tell whether one rule at least fails with this answer, and none to the others."""
    given: dict[str, tuple[str, ...]] = {key: (option,), **dict.fromkeys(left_out, ())}
    return any(
        rule.item in given and not rule.leads(given[rule.item]) for rule in rules
    )
