"""How many people each unknown really is, from the bitmaps of the freeze."""

from collections.abc import Mapping

from surveys.findings.audit.layout import ASKED, PEOPLE, Layout, Stratum, Unknown
from surveys.findings.tabulate import Bitmap, Tabulation
from surveys.instruments.questionnaire import Item
from surveys.waves.plan import Plan


def truth_of(layout: Layout, tabulation: Tabulation, plan: Plan) -> list[int]:
    """Return the value of every unknown of a layout, in their order."""
    groups = {each.key: tabulation.groups(each) for each in plan.breakdowns}
    answers = _answers(tabulation, plan, layout)
    people: dict[tuple[tuple[str, ...], Stratum], Bitmap] = {}
    for family in layout.families:
        for stratum in layout.strata(family):
            found = tabulation.everyone
            for key, code in zip(family, stratum, strict=True):
                found &= groups[key].get(code, 0)
            people[family, stratum] = found
    return [_value(each, people[each[:2]], answers) for each in layout.places]


def _value(
    unknown: Unknown, people: Bitmap, answers: Mapping[str, Mapping[str, Bitmap]]
) -> int:
    _family, _stratum, key, code = unknown
    if key == PEOPLE or not people:
        return people.bit_count()
    return (people & answers[key].get(code, 0)).bit_count()


def _answers(
    tabulation: Tabulation, plan: Plan, layout: Layout
) -> dict[str, dict[str, Bitmap]]:
    """Return who gave which answer to each question; groups where it makes some."""
    own = {b.source.key: b for b in plan.breakdowns if isinstance(b.source, Item)}
    found: dict[str, dict[str, Bitmap]] = {}
    for key in layout.survey.questions:
        item = tabulation.instrument.by_key[key]
        if key in own:
            found[key] = tabulation.groups(own[key])
        else:
            found[key] = tabulation.answers(item) | {ASKED: tabulation.asked(item)}
    return found
