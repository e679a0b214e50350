"""What holds in every wave: who is asked, how people tick, what scores are made of."""

from collections.abc import Iterator, Sequence
from itertools import permutations

from surveys.findings.audit.equations import Form, System, minus, plus, sum_of
from surveys.findings.audit.layout import (
    PEOPLE,
    Family,
    Layout,
    Stratum,
    Where,
    unknown_codes,
)
from surveys.findings.audit.survey import Question
from surveys.instruments.rules.rule import Rule


def add_structure(system: System, layout: Layout) -> None:
    """Add what follows from the questionnaire alone."""
    for family, keys in layout.families.items():
        for where in _wheres(layout, family):
            for key in keys:
                question = layout.survey.questions[key]
                _add_asked(system, layout, question, where)
                if question.several:
                    _add_ticking(system, layout, question, where)
    _add_scores(system, layout)
    if not layout.is_whole:
        _add_margins(system, layout)


def _wheres(layout: Layout, family: Family) -> Iterator[Where]:
    """Yield each combination of a family's groups as a place."""
    for stratum in layout.strata(family):
        yield {key: (code,) for key, code in zip(family, stratum, strict=True)}


def _add_asked(
    system: System, layout: Layout, question: Question, where: Where
) -> None:
    """Add that those asked are everybody, or those whom earlier answers led there."""
    asked, rules = layout.asked(question, where), question.conditions
    if not rules:
        system.fix(minus(asked, layout.people(where)), 0)
    elif len(rules) == 1:
        _add_led(system, layout, rules[0], asked, where)
    else:
        _add_led_twice(system, layout, question, where)


def _add_led(
    system: System, layout: Layout, rule: Rule, asked: Form, where: Where
) -> None:
    """Add that those asked are exactly those whom their answer led there."""
    met = whoever_meets(layout, rule, where)
    if met is not None:
        system.fix(minus(asked, met), 0)
        return
    most, fewest = _bounds(layout, rule, where)
    for form in most:
        system.between(minus(form, asked))
    for form in fewest:
        system.between(minus(asked, form))


def _add_led_twice(
    system: System, layout: Layout, question: Question, where: Where
) -> None:
    """Add what is known of those who meet several conditions at once."""
    asked, people = layout.asked(question, where), layout.people(where)
    left_out = list[Form]()
    for rule in question.conditions:
        most, fewest = _bounds(layout, rule, where)
        left_out.append(minus(people, fewest[0]))
        for form in most:
            system.between(minus(form, asked))
    system.between(plus(minus(asked, people), *left_out))
    for one, other in permutations(question.conditions, 2):
        if one.item == other.item and other.unless and not one.unless:
            for form in _both(layout, one, other, where):
                system.between(minus(form, asked))


def _bounds(layout: Layout, rule: Rule, where: Where) -> tuple[list[Form], list[Form]]:
    """Return what those who meet a rule are no more than, and no fewer than.

    Both are the same one form where each of them is counted once. What bounds them
    from below for certain comes first.
    """
    most, fewest = _gave(layout, rule, where)
    if rule.unless:
        people = layout.people(where)
        turned = [[minus(people, form) for form in forms] for forms in (fewest, most)]
        most, fewest = turned
    return most, fewest


def whoever_meets(layout: Layout, rule: Rule, where: Where) -> Form | None:
    """Return those who meet a rule, if each of them is counted once."""
    most, fewest = _bounds(layout, rule, where)
    return most[0] if most == fewest else None


def _gave(layout: Layout, rule: Rule, where: Where) -> tuple[list[Form], list[Form]]:
    """Return what bounds those who gave an answer that a rule is about, or several.

    One of several answers, or one in any place of a rank, is enough.
    """
    earlier = layout.survey.questions[rule.item]
    each = {code: layout.answers(earlier, (code,), where) for code in earlier.codes}
    given = plus(*(each[code] for code in earlier.codes if code in rule.options))
    if not earlier.ranked and (len(rule.options) == 1 or not earlier.several):
        return [given], [given]
    answered = _but_alone(layout, rule, where)
    single = [form for code, form in each.items() if code in rule.options]
    if earlier.ranked:
        return [answered], single or [given]
    others = [form for code, form in each.items() if code not in rule.options]
    least = minus(layout.asked(earlier, where), plus(*others))
    return [given, answered], [least, *single]


def _but_alone(layout: Layout, rule: Rule, where: Where) -> Form:
    """Return those asked before but for who gave an answer that leaves no other."""
    earlier = layout.survey.questions[rule.item]
    alone = [code for code in earlier.codes if code in earlier.alone - rule.options]
    return minus(layout.asked(earlier, where), layout.answers(earlier, alone, where))


def _both(layout: Layout, wanted: Rule, unwanted: Rule, where: Where) -> list[Form]:
    """Return what those are no more than who gave a wanted answer, and no unwanted."""
    earlier = layout.survey.questions[wanted.item]
    answered = _but_alone(layout, wanted, where)
    return [
        minus(answered, layout.answers(earlier, (code,), where))
        for code in earlier.codes
        if code in unwanted.options - earlier.alone
    ]


def _add_ticking(
    system: System, layout: Layout, question: Question, where: Where
) -> None:
    """Add that each ticks at least one option, no more than allowed, some alone."""
    alone = layout.answers(
        question, [code for code in question.codes if code in question.alone], where
    )
    left = minus(layout.asked(question, where), alone)
    others = [code for code in question.codes if code not in question.alone]
    for code in others:
        system.between(minus(left, layout.answers(question, (code,), where)))
    ticks = layout.answers(question, others, where)
    system.between(minus(ticks, left))
    most = len(others) if question.at_most is None else question.at_most
    system.between(minus({each: n * most for each, n in left.items()}, ticks))


def _add_scores(system: System, layout: Layout) -> None:
    """Add what scores and their questions say of each other, wherever both are known.

    For everybody it follows from the groups; but where answers were only counted, who
    is in which group is made up, if no table by groups shows it.
    """
    places = [
        (key, where)
        for family, keys in layout.families.items()
        for key in layout.survey.scores
        if key in keys
        for where in _wheres(layout, family)
    ]
    if layout.is_whole:
        alone = (k for k in layout.survey.scores if not layout.survey.questions[k].by)
        places += [(key, {}) for key in alone]
    for key, where in places:
        add_score(system, layout, key, where)


def add_score(system: System, layout: Layout, key: str, where: Where) -> None:
    """Add what a score and its questions say of each other, of some people."""
    question, score = layout.survey.questions[key], layout.survey.scores[key]
    people = {band: layout.answers(question, (band,), where) for band in score.ways}
    answers = {
        each: [
            layout.answers(layout.survey.questions[each], (code,), where)
            for code in score.points
        ]
        for each in score.questions
    }
    for band, ways in score.ways.items():
        if not ways:
            system.fix(people[band], 0)
    for relation in score.relations:
        given = [form for each in relation.questions for form in answers[each]]
        weights = [*relation.weights] * len(relation.questions)
        weighed = _weighed(given, weights)
        for sign, end in ((1, 0), (-1, 1)):
            allowed = [pair[end] for pair in relation.extremes.values()]
            whole = _weighed([people[each] for each in relation.extremes], allowed)
            system.between(_weighed([weighed, whole], [sign, -sign]))


def _weighed(forms: Sequence[Form], weights: Sequence[int]) -> Form:
    """Return a sum of forms, each so many times."""
    return plus(
        *(
            {place: n * weight for place, n in form.items()}
            for form, weight in zip(forms, weights, strict=True)
        )
    )


def _add_margins(system: System, layout: Layout) -> None:
    """Add that each number is the same in every family that has it."""
    for family, keys in layout.families.items():
        for dropped in range(len(family)):
            coarser = (*family[:dropped], *family[dropped + 1 :])
            _add_margin(system, layout, (family, coarser), PEOPLE, "")
            for key in keys:
                for code in unknown_codes(layout.survey.questions[key]):
                    if not coarser or key in layout.families[coarser]:
                        _add_margin(system, layout, (family, coarser), key, code)
    for breakdown, owner in layout.survey.owners.items():
        for code in layout.survey.groups[breakdown]:
            alone = layout.places[(), (), owner, code]
            system.fix(minus(layout.people({breakdown: (code,)}), {alone: 1}), 0)
            _add_turned(system, layout, breakdown, code)
    _add_owned(system, layout)


def _add_margin(
    system: System,
    layout: Layout,
    families: tuple[Family, Family],
    key: str,
    code: str,
) -> None:
    """Add that the strata of a finer family add up to those of a coarser one."""
    finer, coarser = families
    parts: dict[Stratum, list[int]] = {each: [] for each in layout.strata(coarser)}
    for stratum in layout.strata(finer):
        groups = dict(zip(finer, stratum, strict=True))
        place = layout.places[finer, stratum, key, code]
        parts[tuple(groups[each] for each in coarser)].append(place)
    for stratum, places in parts.items():
        whole = {layout.places[coarser, stratum, key, code]: 1}
        system.fix(minus(sum_of(places), whole), 0)


def _add_turned(system: System, layout: Layout, breakdown: str, code: str) -> None:
    """Add that one question by the groups of another is the other by its answers.

    Both are how many people are in a group of the one and in one of the other.
    """
    owner = layout.survey.owners[breakdown]
    for other, second in _others(layout, breakdown):
        for group in layout.survey.groups[other]:
            here, there = {breakdown: (code,)}, {other: (group,)}
            found: list[Form] = []
            if owner in layout.families[(other,)]:
                found.append({layout.places[(other,), (group,), owner, code]: 1})
            if second in layout.families[(breakdown,)]:
                found.append({layout.places[(breakdown,), (code,), second, group]: 1})
            if layout.knows(breakdown, other):
                found.append(layout.people({**here, **there}))
            for form in found[1:]:
                system.fix(minus(form, found[0]), 0)


def _add_owned(system: System, layout: Layout) -> None:
    """Add that who gave an answer in groups of several are people of one more group."""
    for breakdown, owner in layout.survey.owners.items():
        for family, keys in layout.families.items():
            if len(family) < 2 or owner not in keys:
                continue
            if layout.knows(*family, breakdown):
                _add_group_of(system, layout, family, breakdown)


def _add_group_of(
    system: System, layout: Layout, family: Family, breakdown: str
) -> None:
    owner = layout.survey.owners[breakdown]
    for stratum in layout.strata(family):
        where = {key: (code,) for key, code in zip(family, stratum, strict=True)}
        for code in layout.survey.groups[breakdown]:
            gave = layout.places[family, stratum, owner, code]
            people = layout.people({**where, breakdown: (code,)})
            system.fix(minus(people, {gave: 1}), 0)


def _others(layout: Layout, breakdown: str) -> Iterator[tuple[str, str]]:
    """Yield the other breakdowns, each with the question that makes it, if any."""
    for other in layout.survey.groups:
        if other != breakdown:
            yield other, layout.survey.owners.get(other, "")
