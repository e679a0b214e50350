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
from surveys.findings.audit.releases import changes_given_away, joint_system
from surveys.findings.audit.seen import Seen
from surveys.findings.audit.structure import add_structure
from surveys.waves.plan import Thresholds

AMPLE = 2
"""A number that can be so many more than it must does not pass narrowly."""


@dataclass(frozen=True)
class Verdict:
    """What one look at everything found: how much there was, and what follows.

    ``given_away`` are the protected numbers that do not stay in doubt.
    """

    unknowns: int
    equations: int
    targets: int
    given_away: tuple[Target, ...]


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


def judge(
    layout: Layout,
    published: Published,
    truth: Sequence[int],
    earlier: Sequence[Published] = (),
    watch: Watch = lambda _done, _of: None,
    *,
    seen: Seen | None = None,
) -> Verdict:
    """Hold a release, beside earlier ones, against what its numbers really are.

    What the answers themselves break, such as more ticks than allowed, is left out:
    who believes it concludes what is not so.
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
            for key, some in _by_question(targets).items()
            for target in _not_nearby(known, layout, truth, key, some)
        ]
    found = given_away(known, left, watch, whole=len(layout.survey.groups) > 1)
    return Verdict(known.unknowns, len(system.equations), len(targets), (*late, *found))


def thresholds_of(layout: Layout, published: Published) -> dict[Table, Thresholds]:
    """Return from how many people on each table, or size of a group, shows."""
    sizes = {("", key): rule for key, rule in layout.survey.thresholds.items()}
    return sizes | {
        table: layout.survey.strictest(*table).thresholds
        for table in by_table(published)
    }


def _by_question(targets: Sequence[Target]) -> dict[str, list[Target]]:
    found: dict[str, list[Target]] = {}
    for target in targets:
        found.setdefault(target.table[0], []).append(target)
    return found


def _not_nearby(
    system: System,
    layout: Layout,
    truth: Sequence[int],
    key: str,
    targets: list[Target],
) -> list[Target]:
    """Return the targets that other answers to one question alone do not put in doubt.

    All other numbers stay what they are: what is possible then is possible at all,
    and is found in a system that is many times smaller.
    """
    own = {place for each, place in layout.places.items() if each[2] == key and key}
    free = [target for target in targets if own and target.form.keys() <= own]
    near = nearby(system, truth, own)
    closed = given_away(near, free, lambda _done, _of: None, whole=True)
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
    wishes = [_wishes(target) for target in targets]
    found = iter(fulfil(system, [each for some in wishes for each in some], watch))
    return [
        target
        for target, some in zip(targets, wishes, strict=True)
        for shown in [[next(found) for _wish in some]]
        if not _stays_open(system, some, shown, whole=whole)
    ]


def _wishes(target: Target) -> list[Wish]:
    """Return what a target must be able to be; last, what would be ample."""
    more = {place: -times for place, times in target.form.items()}
    none = [Wish(target.form, 0)] if target.may_be_none else []
    return [*none, Wish(more, -target.most), Wish(more, -target.most - AMPLE)]


def _stays_open(
    system: System, wishes: Sequence[Wish], found: Sequence[Fulfilment], *, whole: bool
) -> bool:
    """Tell whether all wishes but the last are fulfilled; by whole people, if near."""
    *needed, ample = found
    if not all(shown.fulfilled for shown in needed):
        return False
    return (
        ample.fulfilled
        or not whole
        or all(
            shown.whole or can_be_whole(system, wish)
            for wish, shown in zip(wishes, needed, strict=False)
        )
    )
