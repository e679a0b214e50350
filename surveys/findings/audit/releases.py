"""Two releases of one wave: who was added or taken away must not show in between.

What the numbers of the earlier release really were is no longer known, so a change is
judged by its bounds alone: a part of a table may not be known to have changed by a few
people. Where a release as a whole differs by fewer people than make a group, no number
may stand in both.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations

from surveys.findings.audit.bounds import Wish, fits_together, fulfil
from surveys.findings.audit.equations import Form, System, minus, moved, plus
from surveys.findings.audit.layout import Layout
from surveys.findings.audit.protected import Table, Target
from surveys.findings.audit.published import Published, Reader, parts_of
from surveys.findings.audit.seen import Seen
from surveys.findings.audit.structure import add_structure
from surveys.findings.frozen_body import Body
from surveys.waves.plan import Thresholds

MOST_TOGETHER = 8
"""Of more answers in a row each is looked at by itself, and whoever gave another."""


def joint_system(
    layout: Layout,
    published: Published,
    earlier: Sequence[Published],
    seen: Seen | None = None,
) -> System:
    """Return all that is known once a release stands beside earlier ones.

    Its own unknowns come first, then those of the earlier ones. Whoever sees that
    people are fewer may guess that some were taken out and none came, and whoever was
    at the desk that nobody left before the first release; where that does not fit the
    numbers, nobody can keep believing it.
    """
    for shown in dict.fromkeys([seen, None]):
        guess = _joint(layout, published, earlier, shown, linked=True)
        if fits_together(guess):
            return guess
    return _joint(layout, published, earlier, None, linked=False)


def changes_given_away(
    layout: Layout,
    published: Published,
    earlier: Sequence[Published],
    system: System,
    thresholds: Mapping[Table, Thresholds],
) -> Iterator[Target]:
    """Yield a number of each table that tells something about few changed people."""
    for number, other in enumerate(earlier, 1):
        offset = number * len(layout.places)
        changed = abs(published.summary["people"] - other.summary["people"])
        known = {
            (table, tuple(sorted(form.items()))): people
            for table, form, people in _numbers(layout, other)
        }
        for table, form, people in _numbers(layout, published):
            before = known.get((table, tuple(sorted(form.items()))))
            if before is None:
                continue
            rule = thresholds[table]
            few = 0 < changed < rule.group_base
            least = rule.cell if table[0] else rule.group_base
            if few or 0 < abs(people - before) < least:
                yield Target(table, form, 0)
        yield from _hidden_changes(layout, published, offset, system, thresholds)


def _joint(
    layout: Layout,
    published: Published,
    earlier: Sequence[Published],
    seen: Seen | None,
    *,
    linked: bool,
) -> System:
    size = len(layout.places)
    system = System(size * (1 + len(earlier)))
    own = System(size)
    add_structure(own, layout)
    for number, each in enumerate([published, *earlier]):
        offset = number * size
        for rule in own.equations:
            system.between(moved(rule.form, offset), rule.low, rule.high)
        reader = Reader(system, layout, offset)
        reader.read(each)
        if seen and number == 1:  # the first of all
            reader.read_seen(seen, each.summary["people"])
        fewer = published.summary["people"] - each.summary["people"]
        for place in range(size) if linked and fewer else ():
            sign = 1 if fewer < 0 else -1
            system.between({offset + place: sign, place: -sign})
    return system


def _numbers(layout: Layout, published: Published) -> Iterator[tuple[Table, Form, int]]:
    """Yield every number that stands in a table, and every size of groups."""
    for key, sizes in published.summary["groups"].items():
        if key in layout.survey.groups:
            for column, people in zip(sizes["columns"], sizes["counts"], strict=True):
                if people is not None:
                    yield ("", key), layout.people({key: column["members"]}), people
    for body in published.bodies:
        by = body["breakdown"]
        table = body["item"]["key"], by["key"] if by else ""
        for form, people in parts_of(layout, body):
            if people is not None:
                yield table, form, people
        yield from ((table, *each) for each in _sums(layout, body))


def _sums(layout: Layout, body: Body) -> Iterator[tuple[Form, int]]:
    """Yield several answers of a row together, and whoever gave none of some.

    One answer that changed by eight of twelve people tells that four gave others.
    """
    if layout.survey.questions[body["item"]["key"]].several:
        return
    width = 1 + len(body["columns"])
    parts = list(parts_of(layout, body))
    for base, *cells in (parts[n : n + width] for n in range(0, len(parts), width)):
        shown = [(form, people) for form, people in cells if people is not None]
        sizes = len(shown) if len(shown) <= MOST_TOGETHER else 1
        for some in chain.from_iterable(
            combinations(shown, size) for size in range(1, sizes + 1)
        ):
            form, people = plus(*(f for f, _n in some)), sum(n for _f, n in some)
            if len(some) > 1:
                yield form, people
            if base[1] is not None:
                yield _without_none(minus(base[0], form)), base[1] - people


def _without_none(form: Form) -> Form:
    return {place: times for place, times in form.items() if times}


def _hidden_changes(
    layout: Layout,
    published: Published,
    offset: int,
    system: System,
    thresholds: Mapping[Table, Thresholds],
) -> Iterator[Target]:
    """Yield the single answers that surely changed, and surely by few."""
    cells = list(_cells(layout, published))
    moves = [minus(form, moved(form, offset)) for _table, form in cells]
    wishes = []
    for (table, _form), move in zip(cells, moves, strict=True):
        back, least = {p: -n for p, n in move.items()}, thresholds[table].cell
        wishes += [Wish(move, 0), Wish(back, 0), Wish(move, -least), Wish(back, -least)]
    found = [shown.fulfilled for shown in fulfil(system, wishes)]
    for number, (table, form) in enumerate(cells):
        not_more, not_less, many_less, many_more = found[4 * number : 4 * number + 4]
        if not ((not_more and not_less) or many_less or many_more):
            yield Target(table, form, 0)


def _cells(layout: Layout, published: Published) -> Iterator[tuple[Table, Form]]:
    """Yield every single answer of each table that has columns."""
    for body in published.bodies:
        question = layout.survey.questions[body["item"]["key"]]
        by = body["breakdown"]["key"] if body["breakdown"] else ""
        if body["columns"]:
            for groups in layout.survey.groups_by(by).values():
                where = {key: (group,) for key, group in groups.items()}
                for code in question.codes:
                    yield (
                        (question.key, by),
                        layout.answers(question, (code,), where),
                    )
