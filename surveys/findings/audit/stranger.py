"""What a stranger can conclude from what is served, without knowing any answer."""

from collections.abc import Iterator, Sequence

from surveys.findings.audit.bounds import Contradiction, Wish, fulfil
from surveys.findings.audit.equations import Form, System, minus, moved
from surveys.findings.audit.layout import Layout
from surveys.findings.audit.nested import nested_in
from surveys.findings.audit.published import Published
from surveys.findings.audit.releases import changes_given_away, joint_system
from surveys.findings.audit.verdict import system_of, thresholds_of

NamedForm = tuple[str, Form, int]
"""What it is called, how many people it has, and from how many on it may be known."""


def conclusions(
    layout: Layout, published: Published, earlier: Sequence[Published] = ()
) -> Iterator[str]:
    """Yield a sentence for each number that is surely small, and surely not none.

    A group of people, or the people of a group who gave one answer: of less the rules
    allow nothing to be known. A number that could be none, or as many as the rule asks,
    is in doubt. Earlier releases are read beside the newest one: what follows of any
    of them, and who was taken out or added in between.
    """
    if not earlier:
        yield from _attempted(system_of(layout, published), list(_cells(layout)))
        return
    try:
        system = joint_system(layout, published, earlier)
        yield from _attempted(system, list(_cells_of_all(layout, len(earlier))))
        yield from _changes(layout, published, earlier, system)
    except Contradiction as error:
        yield str(error)


def _attempted(system: System, cells: Sequence[NamedForm]) -> Iterator[str]:
    """Yield a sentence for each cell that is surely few, and surely not none.

    Most could be many: only of the others it is asked whether they could be none.
    """
    more = [
        Wish({place: -times for place, times in form.items()}, -least)
        for _name, form, least in cells
    ]
    try:
        many = fulfil(system, more)
        few = [pair for pair in zip(cells, many, strict=True) if not pair[1].fulfilled]
        none = fulfil(system, [Wish(form, 0) for (_name, form, _least), _most in few])
    except Contradiction as error:
        yield str(error)
        return
    for ((name, _form, least), most), fewest in zip(few, none, strict=True):
        if not fewest.fulfilled:
            low, high = round(fewest.lowest, 2), round(-most.lowest, 2)
            yield f"{name}: {low:g} to {high:g} people, not none and not {least}"


def _changes(
    layout: Layout,
    published: Published,
    earlier: Sequence[Published],
    system: System,
) -> Iterator[str]:
    """Yield a sentence for each table whose change points at few people."""
    known = thresholds_of(layout, published)
    found = changes_given_away(layout, published, earlier, system, known)
    for question, by in dict.fromkeys(target.table for target in found):
        name = " ".join(filter(None, (question, by)))
        yield f"{name}: differs from an earlier release by few people"


def _cells_of_all(layout: Layout, earlier: int) -> Iterator[NamedForm]:
    """Yield the cells of the newest release, then those of the earlier ones."""
    for number in range(earlier + 1):
        before = f"earlier release, {number} back: " if number else ""
        for name, form, least in _cells(layout):
            yield before + name, moved(form, number * len(layout.places)), least


def _cells(layout: Layout) -> Iterator[NamedForm]:
    """Yield the groups, and the answers in each of them that something is told of.

    Also what is left over of a number without one that is part of it.
    """
    survey = layout.survey
    for key, codes in survey.groups.items():
        for code in codes:
            least = survey.thresholds[key].group_base
            yield f"{key} {code}", layout.people({key: (code,)}), least
    for question in survey.questions.values():
        for by in survey.seen_by(question):
            for group, pair in survey.groups_by(by).items():
                where = {key: (code,) for key, code in pair.items()}
                for code in question.codes:
                    name = " ".join(filter(None, (question.key, code, by, group)))
                    form = layout.answers(question, (code,), where)
                    yield name, form, question.thresholds.cell
    for each in nested_in(layout):
        name = " ".join(filter(None, each.table))
        yield f"{name}: left over", minus(each.whole, each.part), each.least
