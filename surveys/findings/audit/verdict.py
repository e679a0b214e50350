"""Whether everything that is published leaves the protected numbers in doubt."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from surveys.findings.audit.bounds import Fulfilment, Watch, Wish, can_be_whole, fulfil
from surveys.findings.audit.equations import System, value_of
from surveys.findings.audit.layout import Layout
from surveys.findings.audit.protected import Protection, Table, Target
from surveys.findings.audit.published import Published, Reader
from surveys.findings.audit.reduction import Reduced, reduced
from surveys.findings.audit.releases import changes_given_away, joint_system
from surveys.findings.audit.seen import Seen
from surveys.findings.audit.structure import add_structure
from surveys.waves.plan import Thresholds

Asked = tuple[Table, frozenset[tuple[int, int]], int, bool]
"""A target as it can be found again."""

AMPLE = 2
"""A number that can be so many more than it must does not pass narrowly."""


@dataclass(frozen=True)
class Verdict:
    """What one look at everything found: how much there was, and what follows.

    ``given_away`` are the protected numbers that do not stay in doubt; ``in_doubt``
    the others, of which nobody needs to ask again once less is shown.
    """

    unknowns: int
    equations: int
    targets: int
    given_away: tuple[Target, ...]
    in_doubt: frozenset[Asked] = frozenset()


def system_of(layout: Layout, published: Published, seen: Seen | None = None) -> System:
    """Return all that is known of a wave once a release is public.

    With ``seen``, to those at the desk who were shown that before.
    """
    system = System(len(layout.places))
    add_structure(system, layout)
    reader = Reader(system, layout)
    reader.read(published)
    if seen:
        reader.read_seen(seen, published.summary["people"])
    return system


def by_table(published: Published) -> dict[Table, Mapping[str, Any]]:
    """Return the tables of a release by question and breakdown."""
    return {table_of(body): body for body in published.bodies}


def table_of(body: Mapping[str, Any]) -> Table:
    """Return the question and the breakdown of a table."""
    by = body["breakdown"]
    return body["item"]["key"], by["key"] if by else ""


def judge(  # noqa: PLR0913  # what a verdict depends on
    layout: Layout,
    published: Published,
    truth: Sequence[int],
    earlier: Sequence[Published] = (),
    watch: Watch = lambda _done, _of: None,
    *,
    seen: Seen | None = None,
    in_doubt: AbstractSet[Asked] = frozenset(),
) -> Verdict:
    """Hold a release, beside earlier ones, against what its numbers really are.

    What the answers themselves break, such as more ticks than allowed, is left out:
    who believes it concludes what is not so. ``in_doubt`` are numbers that a release
    leaves open which shows all that this one does, and more: so does this one.
    """
    system = system_of(layout, published, seen)
    true = [each for each in system.equations if each.holds(truth)]
    known = System(system.unknowns, true)
    targets = list(Protection(layout, truth, by_table(published)).targets())
    left, late = targets, list[Target]()
    if earlier:
        known = joint_system(layout, published, earlier, seen)
        late = list(
            changes_given_away(
                layout, published, earlier, known, thresholds_of(layout, published)
            )
        )
    else:
        left = [
            target
            for near, some in _by_nearness(targets, layout).items()
            for asked in [[each for each in some if _asked(each) not in in_doubt]]
            for target in _not_nearby(known, layout, truth, near, asked)
        ]
    found = given_away(known, left, watch, whole=len(layout.survey.groups) > 1)
    closed = [_asked(target) for target in found]
    left_open = frozenset(map(_asked, targets)).difference(closed)
    sizes = known.unknowns, len(system.equations), len(targets)
    return Verdict(*sizes, (*late, *found), left_open)


def _asked(target: Target) -> Asked:
    form = frozenset(target.form.items())
    return target.table, form, target.most, target.may_be_none


def thresholds_of(layout: Layout, published: Published) -> dict[Table, Thresholds]:
    """Return from how many people on each table, or size of a group, shows."""
    sizes = {("", key): rule for key, rule in layout.survey.thresholds.items()}
    return sizes | {
        table: layout.survey.strictest(*table).thresholds
        for table in by_table(published)
    }


Near = tuple[str, frozenset[str]]
"""A question; or none, and two breakdowns."""


def _by_nearness(targets: Sequence[Target], layout: Layout) -> dict[Near, list[Target]]:
    """Part targets by the question, or breakdowns, that alone may leave them open.

    Who is in which group by two breakdowns is not the answers to one question alone:
    whoever is somewhere else has answered all questions there.
    """
    found: dict[Near, list[Target]] = {}
    questions, crossed = layout.survey.questions, layout.survey.crossed
    for target in targets:
        key, by = target.table
        near: Near = (key, frozenset())
        if key and by and questions[key].own and not layout.is_whole:
            near = ("", frozenset({questions[key].own, *crossed.get(by, (by,))}))
        found.setdefault(near, []).append(target)
    return found


def _unknowns_near(layout: Layout, near: Near) -> set[int]:
    """Return the unknowns of a question; or those that tell some breakdowns apart."""
    key, together = near
    if not together:
        return {
            place for each, place in layout.places.items() if key and each[2] == key
        }
    own = {each.key: {each.own} for each in layout.survey.questions.values()}
    return {
        place
        for (family, _stratum, asked, _code), place in layout.places.items()
        if together <= own.get(asked, set()).union(family)
    }


def _not_nearby(
    system: System,
    layout: Layout,
    truth: Sequence[int],
    near: Near,
    targets: list[Target],
) -> list[Target]:
    """Return the targets that a few unknowns alone do not put in doubt.

    All other numbers stay what they are: what is possible then is possible at all,
    and is found in a system that is many times smaller.
    """
    own = _unknowns_near(layout, near) if targets else set[int]()
    free = [target for target in targets if own and target.form.keys() <= own]
    closed = given_away(
        nearby(system, truth, own), free, lambda _done, _of: None, whole=True
    )
    return [target for target in targets if target in closed or target not in free]


def nearby(system: System, truth: Sequence[int], free: AbstractSet[int]) -> System:
    """Return a system in which all unknowns but some are what they really are."""
    found = System(system.unknowns)
    for equation in system.equations:
        form = {place: n for place, n in equation.form.items() if place in free}
        held = {p: n for p, n in equation.form.items() if p not in free}
        known = value_of(held, truth)
        found.between(form, equation.low - known, equation.high - known)
    return found


def given_away(
    system: System, targets: Sequence[Target], watch: Watch, *, whole: bool
) -> list[Target]:
    """Return the numbers that cannot be none, or cannot be as many as they must.

    With ``whole``, a number that passes narrowly, in fractions of people only, is
    asked for again in whole people.
    """
    wishes, rest = [_wishes(target) for target in targets], reduced(system)
    found = iter(fulfil(rest, [each for some in wishes for each in some], watch))
    return [
        target
        for target, some in zip(targets, wishes, strict=True)
        for shown in [[next(found) for _wish in some]]
        if not _stays_open(rest, some, shown, whole=whole)
    ]


def _wishes(target: Target) -> list[Wish]:
    """Return what a target must be able to be; last, what would be ample."""
    more = {place: -times for place, times in target.form.items()}
    none = [Wish(target.form, 0)] if target.may_be_none else []
    return [*none, Wish(more, -target.most), Wish(more, -target.most - AMPLE)]


def _stays_open(
    rest: Reduced, wishes: Sequence[Wish], found: Sequence[Fulfilment], *, whole: bool
) -> bool:
    """Tell whether all wishes but the last are fulfilled; by whole people, if near."""
    *needed, ample = found
    if not all(shown.fulfilled for shown in needed):
        return False
    return (
        ample.fulfilled
        or not whole
        or all(
            shown.whole or can_be_whole(rest, wish)
            for wish, shown in zip(wishes, needed, strict=False)
        )
    )
