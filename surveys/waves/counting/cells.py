"""Which counts one person's answers add to, and which plans can be counted so.

Every question is counted by one grouping of people at the most, and nobody is led
past a question that is counted: then these counts are all that the gate looks at.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.instruments.items import Item
from surveys.instruments.kinds import SILENT, Kind
from surveys.instruments.own_words import is_consent
from surveys.instruments.questionnaire import Answers, Instrument
from surveys.instruments.scoring import band_of, score_of
from surveys.waves.plan import Breakdown, Plan

_KEPT_NOWHERE = SILENT | {Kind.TEXT, Kind.ACKNOWLEDGE}
"""What may be in such a wave without being counted: nothing of it is kept."""

PEOPLE = ""
"""Stands for an item: the cell counts the people of a group."""

NO_ANSWER, NO_GROUP, EVERYBODY = "", "-", ""


@dataclass(frozen=True, order=True)
class Cell:
    """One count: so many people of a group gave this answer to this question."""

    item: str
    answer: str
    group: str


def uncountable(plan: Plan, instrument: Instrument) -> tuple[str, str] | None:
    """Return why a plan cannot be counted at once, as a code and an item; or None."""
    if len(plan.breakdowns) > 1:
        return "counters.breakdowns", plan.breakdowns[1].key
    counted = {item.key for item in counted_items(plan)}
    for item in instrument.items:
        if is_consent(item):
            if item.key in counted:
                return "counters.own_words", item.key
            continue
        if item.key in counted and item.condition is not None:
            return "counters.condition", item.key
        if item.key not in counted and item.kind not in _KEPT_NOWHERE:
            return "counters.not_counted", item.key
    return _apart(plan)


def _apart(plan: Plan) -> tuple[str, str] | None:
    """Name a score that is not counted by the groups that its questions are counted by.

    What a score and its questions tell of each other could not be followed then.
    """
    groups = {item.key: breakdown_of(plan, item) for item in counted_items(plan)}
    for item in counted_items(plan):
        if any(groups.get(key) != groups[item.key] for key in item.score_of):
            return "counters.score", item.key
    return None


def counted_items(plan: Plan) -> list[Item]:
    """Return the items of the tables and of the breakdown, each once."""
    items = [table.item for table in plan.tables]
    items += [b.source for b in plan.breakdowns if isinstance(b.source, Item)]
    return list({item.key: item for item in items}.values())


def breakdown_of(plan: Plan, item: Item) -> Breakdown | None:
    """Return the breakdown that an item is counted by, if any."""
    found = (table.breakdown for table in plan.tables if table.item.key == item.key)
    return next((breakdown for breakdown in found if breakdown is not None), None)


def cells_of(plan: Plan, answers: Answers, attributes: Mapping[str, str]) -> list[Cell]:
    """Return the counts that one person is added to, in one order for everybody."""
    group = EVERYBODY
    for breakdown in plan.breakdowns:
        known = {each.key for each in breakdown.groups}
        found = breakdown.group_of(answers, attributes)
        group = found if found is not None and found in known else NO_GROUP
    cells = [Cell(PEOPLE, NO_ANSWER, group)]
    for item in counted_items(plan):
        of = group if breakdown_of(plan, item) else EVERYBODY
        given = _counted_under(item, answers) or (NO_ANSWER,)
        cells += [Cell(item.key, answer, of) for answer in given]
    return sorted(cells)


def without_own_words(instrument: Instrument) -> tuple[Item, ...]:
    """Return the items that are asked where nothing is kept that cannot be counted.

    Where nobody writes anything nobody is asked whether it may be quoted.
    """
    return tuple(
        item
        for item in instrument.items
        if item.kind is not Kind.TEXT and not is_consent(item)
    )


def _counted_under(item: Item, answers: Answers) -> tuple[str, ...]:
    """Return the codes that a person is counted under for one question or score."""
    if item.score_of:
        band = band_of(item, score_of(item, answers))
        return () if band is None else (band,)
    value = answers.get(item.key)
    given = () if value is None else item.categories(value)
    return given[:1] if item.kind is Kind.RANK else given  # what came first
