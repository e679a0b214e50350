"""What changed since the wave before, as lines of a file: those of the explorer."""

from collections.abc import Iterator

from surveys.findings.equity.beside import changed_gaps
from surveys.findings.estimation.distributions import normal_two_sided
from surveys.findings.figures.between_waves import WaveChanges, changes_beside
from surveys.findings.figures.comparisons import Judged
from surveys.findings.figures.side_by_side import Compared, is_same_question
from surveys.findings.frozen_body import Body
from surveys.findings.packages.contents import EarlierWave, PlainRelease

FigureRow = dict[str, object]
"""A line of the file of figures: what it says by column, empty where it is not told."""


def changes(release: PlainRelease, body: Body) -> Iterator[FigureRow]:
    """Yield how a table's shares and gaps changed; nothing of another question."""
    before, earlier = release.before, earlier_of(release, body)
    if not before or not earlier:
        return
    declared = body["item"]["key"] in release.instrument.pinned
    found = changes_beside(earlier, body, is_declared=declared)
    for each in found.compared:
        yield from _change(before, body, found, each)
    yield from _gap_changes(before, earlier, body)


def earlier_of(release: PlainRelease, body: Body) -> Body | None:
    """Return the same table of the wave before; None where there is none to compare."""
    by = body["breakdown"]
    place = body["item"]["key"], by["key"] if by else ""
    found = release.before and release.before.tables.get(place)
    return found if found and is_same_question(found, body) else None


def judged(test: Judged | None) -> FigureRow:
    """Return what a line says of a test among others; nothing where there is none."""
    if test is None:
        return {}
    return {
        "p": test.p,
        "p_adjusted": test.p_adjusted,
        "tests": test.among,
        "standing": test.standing.value,
    }


def _change(
    before: EarlierWave, body: Body, found: WaveChanges, each: Compared
) -> Iterator[FigureRow]:
    if each.apart is None or each.share is None:
        return
    # Of two answers the second has the first one's test, and is no test more.
    test = found.tests.get((each.row, each.column))
    yield {
        "group_key": body["rows"][each.row]["key"],
        "answer_key": body["columns"][each.column]["key"],
        "figure": "change",
        "value": each.apart.change,
        "low": each.apart.low,
        "high": each.apart.high,
        "interval": "newcombe",
        "base": each.share.base,
        "since": before.slug,
        **judged(test),
    }


def _gap_changes(before: EarlierWave, earlier: Body, body: Body) -> Iterator[FigureRow]:
    reference, found = changed_gaps(earlier, body) if body["breakdown"] else ("", ())
    for each in found:
        z = each.change.z
        yield {
            "group_key": each.group,
            "answer_key": body["columns"][each.column]["key"],
            "figure": "gap_change",
            "value": each.change.change,
            "compared_with": reference,
            "since": before.slug,
            "p": None if z is None else normal_two_sided(z),
            "label": each.change.label.value,
        }
