"""Two numbers of which one is surely part of the other: their difference is people.

Whoever was asked one question was asked another, by the rules of both; whoever is in
the highest band of a score gave a high answer to each of its questions. What is left
over of the larger number has no place in a table, and is known all the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.findings.audit.equations import Form
from surveys.findings.audit.layout import Layout, Where
from surveys.findings.audit.scores import Relation
from surveys.findings.audit.survey import Question, Survey
from surveys.instruments.rules.rule import Rule

Table = tuple[str, str]


@dataclass(frozen=True)
class Nested:
    """A number and a part of it, and how few may be left over unless nobody is."""

    table: Table
    whole: Form
    part: Form
    least: int


def nested_in(layout: Layout) -> Iterator[Nested]:
    """Yield every two numbers of which one is part of the other."""
    yield from _askings(layout)
    yield from _conditions(layout)
    yield from _bands(layout)


def _askings(layout: Layout) -> Iterator[Nested]:
    """Yield who was asked a question, and who of them was asked another one."""
    survey = layout.survey
    for wider, narrower in _pairs(survey):
        led = [survey.questions[rule.item] for rule in narrower.conditions]
        for by in ("", *(by for by in narrower.by if by in wider.by)):
            # As many as an answer needs, where those left over are told as an answer.
            told = len(led) == 1 and led[0].in_plan and by in survey.seen_by(led[0])
            least = narrower.thresholds
            for where in _wheres(layout, by):
                yield Nested(
                    (narrower.key, by),
                    layout.asked(wider, where),
                    layout.asked(narrower, where),
                    least.cell if told else least.group_base,
                )


def _conditions(layout: Layout) -> Iterator[Nested]:
    """Yield who met one of several conditions, and who of them met all."""
    for question in layout.survey.questions.values():
        several = question.in_plan and len(question.conditions) > 1
        for rule in question.conditions if several else ():
            earlier = layout.survey.questions[rule.item]
            if rule.unless or earlier.several or earlier.ranked:
                continue
            for by in ("", *question.by):
                for where in _wheres(layout, by):
                    yield Nested(
                        (question.key, by),
                        layout.answers(earlier, rule.options, where),
                        layout.asked(question, where),
                        question.thresholds.group_base,
                    )


def _pairs(survey: Survey) -> Iterator[tuple[Question, Question]]:
    led = [
        each for each in survey.questions.values() if each.in_plan and each.conditions
    ]
    for wider in led:
        for narrower in led:
            if set(wider.conditions) != set(narrower.conditions) and all(
                any(_implies(survey, one, other) for one in narrower.conditions)
                for other in wider.conditions
            ):
                yield wider, narrower


def _implies(survey: Survey, one: Rule, other: Rule) -> bool:
    """Tell whether everybody who meets one rule meets the other."""
    if one.item != other.item:
        return False
    if one.unless == other.unless:
        more, fewer = (one, other) if one.unless else (other, one)
        return fewer.options <= more.options
    earlier = survey.questions[one.item]
    single = not (earlier.several or earlier.ranked)
    return other.unless and single and one.options.isdisjoint(other.options)


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
