"""What holds in every wave: who is asked, how people tick, how families agree."""

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
        for stratum in layout.strata(family):
            where = {key: (code,) for key, code in zip(family, stratum, strict=True)}
            for key in keys:
                question = layout.survey.questions[key]
                _add_asked(system, layout, question, where)
                if question.several:
                    _add_ticking(system, layout, question, where)
    if not layout.is_whole:
        _add_margins(system, layout)


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
    earlier = layout.survey.questions[rule.item]
    gave = minus(layout.people(where), asked) if rule.unless else asked
    if _is_exact(earlier, rule):
        system.fix(minus(gave, _given(layout, rule, where)), 0)
        return
    # One of several answers, or one in any place, is enough.
    if not earlier.ranked:
        system.between(minus(_given(layout, rule, where), gave))
    others = [code for code in earlier.codes if code in earlier.alone - rule.options]
    none_of_them = layout.answers(earlier, others, where)
    system.between(minus(minus(layout.asked(earlier, where), none_of_them), gave))
    for option in rule.options:
        system.between(minus(gave, layout.answers(earlier, (option,), where)))


def _add_led_twice(
    system: System, layout: Layout, question: Question, where: Where
) -> None:
    """Add what is known of those who meet several conditions at once."""
    asked, people = layout.asked(question, where), layout.people(where)
    left_out, is_known = list[Form](), True
    for rule in question.conditions:
        earlier = layout.survey.questions[rule.item]
        given, exact = _given(layout, rule, where), _is_exact(earlier, rule)
        if rule.unless:
            left_out.append(given)
            for one in [given] if exact else _one_by_one(layout, rule, where):
                system.between(minus(minus(people, one), asked))
        elif not earlier.ranked:
            left_out.append(minus(people, given))
            system.between(minus(given, asked))
        is_known = is_known and (exact or (rule.unless and not earlier.ranked))
    if is_known:
        system.between(plus(minus(asked, people), *left_out))


def _is_exact(earlier: Question, rule: Rule) -> bool:
    """Tell whether each who meets a rule is counted once among the answers to it."""
    return not earlier.ranked and (len(rule.options) == 1 or not earlier.several)


def _one_by_one(layout: Layout, rule: Rule, where: Where) -> list[Form]:
    earlier = layout.survey.questions[rule.item]
    return [layout.answers(earlier, (option,), where) for option in rule.options]


def _given(layout: Layout, rule: Rule, where: Where) -> Form:
    """Return the answers that a rule is about, each as often as it was given."""
    earlier = layout.survey.questions[rule.item]
    options = [code for code in earlier.codes if code in rule.options]
    return layout.answers(earlier, options, where)


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
    """Add that one question by the groups of another is the other by its answers."""
    owner = layout.survey.owners[breakdown]
    for other, second in layout.survey.owners.items():
        pair = (second in layout.families[(breakdown,)]) and (
            owner in layout.families[(other,)]
        )
        for group in layout.survey.groups[other] if pair else ():
            one: Stratum = (code,)
            here = layout.places[(breakdown,), one, second, group]
            there = layout.places[(other,), (group,), owner, code]
            system.fix({here: 1, there: -1}, 0)
