"""What a stranger can conclude from what is served, without knowing any answer."""

from collections.abc import Iterator

from surveys.findings.audit.bounds import Contradiction, Wish, fulfil
from surveys.findings.audit.equations import Form
from surveys.findings.audit.layout import Layout
from surveys.findings.audit.published import Published
from surveys.findings.audit.verdict import system_of


def conclusions(layout: Layout, published: Published) -> Iterator[str]:
    """Yield a sentence for each number that is surely small, and surely not none.

    A group of people, or the people of a group who gave one answer: of less the rules
    allow nothing to be known. A number that could be none, or as many as the rule asks,
    is in doubt.
    """
    cells = list(_cells(layout))
    wishes = []
    for _name, form, least in cells:
        more = {place: -times for place, times in form.items()}
        wishes += [Wish(form, 0), Wish(more, -least)]
    try:
        found = fulfil(system_of(layout, published), wishes)
    except Contradiction as error:
        yield str(error)
        return
    for number, (name, _form, least) in enumerate(cells):
        none, many = found[2 * number], found[2 * number + 1]
        if not none.fulfilled and not many.fulfilled:
            low, high = round(none.lowest, 2), round(-many.lowest, 2)
            yield f"{name}: {low:g} to {high:g} people, not none and not {least}"


def _cells(layout: Layout) -> Iterator[tuple[str, Form, int]]:
    """Yield the groups, and the answers of each declared table in each group."""
    survey = layout.survey
    for key, codes in survey.groups.items():
        for code in codes:
            least = survey.thresholds[key].group_base
            yield f"{key} {code}", layout.people({key: (code,)}), least
    for question in survey.questions.values():
        for by in ("", *question.by) if question.in_plan else ():
            for group, pair in survey.groups_by(by).items():
                where = {key: (code,) for key, code in pair.items()}
                for code in question.codes:
                    name = " ".join(filter(None, (question.key, code, by, group)))
                    form = layout.answers(question, (code,), where)
                    yield name, form, question.thresholds.cell
