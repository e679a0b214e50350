"""People whom the rules of a questionnaire set apart: those asked, those who answered.

Each of these numbers may be published, or follow. From the rules alone it is known
which of them are part of which, and which have nobody in common.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from surveys.findings.audit.equations import Form
from surveys.findings.audit.layout import Layout, Where
from surveys.findings.audit.structure import whoever_meets
from surveys.findings.audit.survey import Question, Survey
from surveys.instruments.rules.rule import Rule

Rules = frozenset[Rule]


@dataclass(frozen=True)
class Region:
    """Those who meet some rules, as a number of people of any place.

    ``question`` is the one whose table has the number, ``by`` the breakdowns that tell
    of it. Not ``whole`` are those who meet the rules and are only some of them, as who
    put an answer first in a rank.
    """

    question: Question
    rules: Rules
    by: tuple[str, ...]
    people: Callable[[Where], Form]
    is_base: bool
    whole: bool = True


def regions_of(layout: Layout) -> list[Region]:
    """Return everybody, those asked each question, and who met what leads to others."""
    survey = layout.survey
    planned = [each for each in survey.questions.values() if each.in_plan]
    rules = [rule for each in planned for rule in each.conditions]
    leading = dict.fromkeys(rule.item for rule in rules)
    led = [each for each in planned if each.conditions]
    return [
        *([_everybody(layout, planned)] if led else ()),
        *(_asked(layout, each) for each in led),
        *(each for rule in dict.fromkeys(rules) for each in _met(layout, rule)),
        *(
            _answered(layout, survey.questions[key], code)
            for key in leading
            if survey.questions[key].in_plan
            for code in survey.questions[key].codes[:-1]
        ),
    ]


def _everybody(layout: Layout, planned: Sequence[Question]) -> Region:
    by = tuple(dict.fromkeys(by for each in planned for by in ("", *each.by)))
    return Region(planned[0], frozenset(), by, layout.people, is_base=True)


def _asked(layout: Layout, question: Question) -> Region:
    def people(where: Where) -> Form:
        return layout.asked(question, where)

    by, rules = ("", *question.by), frozenset(question.conditions)
    return Region(question, rules, by, people, is_base=True)


def _met(layout: Layout, rule: Rule) -> Iterator[Region]:
    """Yield those who met a rule, where each of them is counted once."""
    earlier = layout.survey.questions[rule.item]
    if whoever_meets(layout, rule, {}) is None:
        return

    def people(where: Where) -> Form:
        return whoever_meets(layout, rule, where) or {}

    led = [
        each
        for each in layout.survey.questions.values()
        if each.in_plan and rule in each.conditions
    ]
    by = tuple(dict.fromkeys(by for each in led for by in ("", *each.by)))
    yield Region(earlier, frozenset({rule}), by, people, is_base=False)


def _answered(layout: Layout, question: Question, code: str) -> Region:
    def people(where: Where) -> Form:
        return layout.answers(question, (code,), where)

    rules = frozenset({Rule(question.key, frozenset({code})), *question.conditions})
    whole = not question.ranked
    by = ("", *question.by)
    return Region(question, rules, by, people, is_base=False, whole=whole)


def is_part(survey: Survey, part: Region, whole: Region) -> bool:
    """Tell whether those of one region are surely some of another, or all but few."""
    return (
        whole.whole
        and (part.rules, part.whole) != (whole.rules, whole.whole)
        and all(
            any(_implies(survey, one, other) for one in part.rules)
            for other in whole.rules
        )
    )


def is_apart(survey: Survey, one: Region, other: Region) -> bool:
    """Tell whether nobody can be in both."""
    return any(
        _excludes(survey, rule, another)
        for rule in one.rules
        for another in other.rules
    )


def packings(survey: Survey, parts: Sequence[Region]) -> Iterator[tuple[Region, ...]]:
    """Yield each choice of parts that have nobody in common and leave none out."""
    apart = {
        (one, other): is_apart(survey, parts[one], parts[other])
        for one in range(len(parts))
        for other in range(len(parts))
    }

    def grow(
        chosen: list[int], able: list[int], seen: list[int]
    ) -> Iterator[list[int]]:
        if not able and not seen:
            yield chosen
        while able:
            one = able.pop(0)
            yield from grow(
                [*chosen, one],
                [each for each in able if apart[one, each]],
                [each for each in seen if apart[one, each]],
            )
            seen = [*seen, one]

    for chosen in grow([], list(range(len(parts))), []):
        yield tuple(parts[each] for each in chosen)


def _implies(survey: Survey, one: Rule, other: Rule) -> bool:
    return one.implies(other, several=_several(survey, one))


def _excludes(survey: Survey, one: Rule, other: Rule) -> bool:
    return one.excludes(other, several=_several(survey, one))


def _several(survey: Survey, rule: Rule) -> bool:
    question = survey.questions[rule.item]
    return question.several or question.ranked
