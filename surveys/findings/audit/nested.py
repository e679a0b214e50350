"""Numbers of which some are surely part of another: their difference is people.

Whoever was asked one question was asked another, by the rules of both; whoever is in
the highest band of a score gave a high answer to each of its questions. What is left
over of the larger number has no place in a table, and is known all the same. Several
numbers that have nobody in common leave less over than each of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from surveys.findings.audit.equations import Form, plus
from surveys.findings.audit.layout import Layout, Where
from surveys.findings.audit.regions import Region, is_part, packings, regions_of
from surveys.findings.audit.scores import Relation
from surveys.findings.audit.survey import Survey

Table = tuple[str, str]

MOST_PACKINGS = 200
"""In how many ways one number is made up of others that are looked at."""


@dataclass(frozen=True)
class Nested:
    """A number and a part of it, and how few may be left over unless nobody is."""

    table: Table
    whole: Form
    part: Form
    least: int


def nested_in(layout: Layout) -> Iterator[Nested]:
    """Yield every number with each other one, or several, that are part of it."""
    survey, regions = layout.survey, regions_of(layout)
    for whole in regions:
        inside = [each for each in regions if is_part(survey, each, whole)]
        for by in whole.by:
            parts = [each for each in inside if by in each.by]
            yield from _left_over(layout, by, whole, parts)
    yield from _bands(layout)


def _left_over(
    layout: Layout, by: str, whole: Region, parts: Sequence[Region]
) -> Iterator[Nested]:
    """Yield a number with each one that is part of it, and with several at once."""
    survey = layout.survey
    single = [(each,) for each in parts if _tells(survey, whole, each)]
    several = islice(packings(survey, parts), MOST_PACKINGS)
    more = (some for some in several if len(some) > 1 and _on_several(whole, some))
    for some in (*single, *more):
        least = _least(survey, by, whole, some)
        blamed = next((each for each in (*some, whole) if _is_led(each)), whole)
        for where in _wheres(layout, by):
            part = plus(*(each.people(where) for each in some))
            yield Nested((blamed.question.key, by), whole.people(where), part, least)


def _tells(survey: Survey, whole: Region, part: Region) -> bool:
    """Tell whether what one part leaves over is more than an answer, or not asked.

    Those are protected as what they are.
    """
    if not whole.rules or not (whole.is_base or part.is_base):
        return False
    items = {rule.item for rule in part.rules}
    led = [survey.questions[item] for item in items]
    return part.is_base or len(led) > 1 or led[0].several or led[0].ranked


def _on_several(whole: Region, parts: Sequence[Region]) -> bool:
    """Tell whether it hangs on more than the answers to one question."""
    rules = whole.rules.union(*(each.rules for each in parts))
    return len({rule.item for rule in rules}) > 1


def _is_led(region: Region) -> bool:
    return region.is_base and bool(region.rules)


def _least(survey: Survey, by: str, whole: Region, parts: Sequence[Region]) -> int:
    """Return as many as an answer needs, where those left over are told as one."""
    rules = frozenset[object]().union(*(each.rules for each in parts))
    questions = [each.question for each in (*parts, whole)]
    if len(rules) == 1:
        [item] = {rule.item for each in parts for rule in each.rules}
        led = survey.questions[item]
        if led.in_plan and by in survey.seen_by(led):
            return max(each.thresholds.cell for each in questions)
    return max(each.thresholds.group_base for each in questions)


def _bands(layout: Layout) -> Iterator[Nested]:
    """Yield answers and the bands of a score that surely have them, or surely lack."""
    survey = layout.survey
    for key, score in survey.scores.items():
        question = survey.questions[key]
        single = [each for each in score.relations if len(each.questions) == 1]
        for by in survey.seen_by(question):
            for where in _wheres(layout, by):
                for relation in single:
                    yield from _of_one(layout, (key, by), relation, where)


def _of_one(
    layout: Layout, table: Table, relation: Relation, where: Where
) -> Iterator[Nested]:
    """Yield the bands that answers to one question must hold, and those around them."""
    survey, (key,) = layout.survey, relation.questions
    score, of = survey.questions[table[0]], survey.questions[key]
    least = max(score.thresholds.cell, of.thresholds.cell)
    pairs = zip(survey.scores[score.key].points, relation.weights, strict=True)
    answers = layout.answers(of, [code for code, weight in pairs if weight], where)
    must = [band for band, (low, _high) in relation.extremes.items() if low]
    may = [band for band, (_low, high) in relation.extremes.items() if high]
    if must:
        yield Nested(table, answers, layout.answers(score, must, where), least)
    if len(may) < len(relation.extremes):
        yield Nested(table, layout.answers(score, may, where), answers, least)


def _wheres(layout: Layout, by: str) -> Iterator[Where]:
    for groups in layout.survey.groups_by(by).values():
        yield {key: (code,) for key, code in groups.items()}
