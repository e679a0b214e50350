"""Whether weighted answers differ between waves, all answers at once.

The waves are stacked into one sample, each a stratum weighted to its own figures, and
wave by answer is tested as Rao and Scott do.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from surveys.findings.estimation.association import Association, rao_scott
from surveys.findings.estimation.calibration import Margin, post_stratify
from surveys.findings.estimation.design import Design
from surveys.findings.figures.table import NotGiven, WhyNot, given
from surveys.findings.frozen_body import Body
from surveys.findings.weighting.cells import Refusal, Sizes, cells_of
from surveys.findings.weighting.population import Population


@dataclass(frozen=True)
class Wave:
    """A wave's table of one question by groups, the groups' sizes, and the figures."""

    body: Body
    sizes: Sizes
    population: Population


@dataclass(frozen=True)
class _Record:
    wave: int
    group: Hashable
    answer: tuple[str, ...]
    people: int


def stacked_rao_scott(waves: Sequence[Wave]) -> Association | Refusal | NotGiven:
    """Return the test that all waves answered alike, or why there is none.

    Only people who answered are in it. Answers shown together in one wave must be so
    in all. No weight is cut here.
    """
    records: list[_Record] = []
    for number, wave in enumerate(waves):
        found = _records(number, wave)
        if not isinstance(found, list):
            return found
        records += found
    faces = {
        frozenset(r.answer for r in records if r.wave == number)
        for number in range(len(waves))
    }
    answers = {r.answer for r in records if r.people}
    if len(faces) > 1:
        return NotGiven(WhyNot.MERGED)
    if len(waves) < 2 or len(answers) < 2:
        return NotGiven(WhyNot.NOBODY)
    kept = [r for r in records if r.people]
    return rao_scott(
        _design(kept, waves), [r.wave for r in kept], [r.answer for r in kept]
    )


def _records(number: int, wave: Wave) -> list[_Record] | Refusal | NotGiven:
    cells = cells_of(wave.sizes, [wave.population])
    if isinstance(cells, Refusal):
        return cells
    records = []
    for cell in cells:
        found = given(wave.body, cell.key)
        if isinstance(found, NotGiven):
            return found
        records += [
            _Record(number, cell.key, answer.members, answer.people)
            for answer in found.answers
        ]
    return records


def _design(records: Sequence[_Record], waves: Sequence[Wave]) -> Design:
    """Return the waves as strata, each as heavy as the people who answered in it."""
    people = [0] * len(waves)
    for record in records:
        people[record.wave] += record.people
    design = Design(
        (1.0,) * len(records),
        strata=tuple(record.wave for record in records),
        times=tuple(record.people for record in records),
    )
    living: dict[Hashable, float] = {
        (number, group): share * people[number]
        for number, wave in enumerate(waves)
        for group, share in wave.population.shares.items()
    }
    return post_stratify(
        design, Margin(tuple((r.wave, r.group) for r in records), living)
    )
