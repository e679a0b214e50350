"""What is published, as equations: sizes of groups, tables, shares and ranges.

Sums, differences, means, medians, gaps, weighted figures, sentences and drawings are
functions of these numbers: whoever has the numbers has them too, so they add nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surveys.findings.audit.equations import Form, System, moved, plus
from surveys.findings.audit.layout import Layout
from surveys.findings.audit.seen import Seen
from surveys.findings.audit.survey import Question
from surveys.findings.frozen_body import Body
from surveys.findings.intervals import wilson

HALF_A_DIGIT = 0.5e-6
"""Shares and ranges are published with six digits."""


@dataclass(frozen=True)
class Published:
    """All that was ever published of one release: its summary and its tables."""

    summary: Mapping[str, Any]
    bodies: Sequence[Body]


@dataclass(frozen=True)
class Before:
    """What was told of a wave before a release: earlier ones, and sizes at the desk."""

    releases: Sequence[Published] = ()
    seen: Seen | None = None


@dataclass(frozen=True)
class Reader:
    """Reads one release into a system; its unknowns begin ``offset`` places later."""

    system: System
    layout: Layout
    offset: int = 0

    def read(self, published: Published) -> None:
        """Learn every number of a release."""
        self._learn(self.layout.people({}), published.summary["people"])
        for key, sizes in published.summary["groups"].items():
            if key in self.layout.survey.groups:
                self._read_sizes(key, sizes)
        for body in published.bodies:
            self._read_table(body)

    def read_seen(self, seen: Seen, people: int) -> None:
        """Learn what was shown before the wave closed, when fewer people had come.

        Args:
            seen: the sizes that were shown.
            people: how many there are in the end.
        """
        for size in seen.sizes:
            form = self.layout.people({size.breakdown: size.groups})
            most = size.people + max(0, people - seen.people)
            self.system.between(moved(form, self.offset), size.people, most)

    def _read_sizes(self, breakdown: str, sizes: Mapping[str, Any]) -> None:
        columns = sizes["columns"]
        for column, people in zip(columns, sizes["counts"], strict=True):
            self._learn(self.layout.people({breakdown: column["members"]}), people)
        if columns:
            for code in _absent(self.layout.survey.groups[breakdown], columns):
                self._learn(self.layout.people({breakdown: (code,)}), 0)

    def _read_table(self, body: Body) -> None:
        question = self.layout.survey.questions[body["item"]["key"]]
        columns = body["columns"]
        for row, by, codes in rows_of(body):
            self._learn(asked_in(self.layout, question, by, codes), row["base"])
            for place, column in enumerate(columns):
                form = answers_in(self.layout, question, column["members"], by, codes)
                self._read_cell(form, row, place)
        for code in _absent(question.codes, columns) if columns else ():
            self._learn(self.layout.answers(question, (code,), {}), 0)

    def _read_cell(self, form: Form, row: Mapping[str, Any], place: int) -> None:
        """Learn a number of people; or what its share, or the range of it, tells."""
        people, base = row["counts"][place], row["base"]
        self._learn(form, people)
        if people is not None or base is None:
            return
        share, span = row["shares"][place], row["ranges"][place]
        if share is not None:
            low, high = (share - HALF_A_DIGIT) * base, (share + HALF_A_DIGIT) * base
            self.system.between(moved(form, self.offset), max(0, low), high)
        if span is not None:
            fitting = _fitting(span, base)
            self.system.between(moved(form, self.offset), fitting[0], fitting[-1])

    def _learn(self, form: Form, people: int | None) -> None:
        if people is not None:
            self.system.fix(moved(form, self.offset), people)


def rows_of(body: Body) -> Iterator[tuple[Mapping[str, Any], str, tuple[str, ...]]]:
    """Return the rows of a table, each with the groups whose people it counts.

    Everybody's row has no breakdown and no groups.
    """
    known = {row["key"]: tuple(row["members"]) for row in body["rows"]}
    for row in body["rows"]:
        # What is left over names rows, whose members may be several groups.
        codes = tuple(
            code
            for member in row["members"]
            for code in (known.get(member) or (member,))
        )
        yield row, body["breakdown"]["key"] if row["key"] else "", codes


def asked_in(
    layout: Layout, question: Question, by: str, codes: Collection[str]
) -> Form:
    """Return how many people of some groups of a breakdown were asked."""
    return plus(*(layout.asked(question, each) for each in layout.wheres(by, codes)))


def answers_in(
    layout: Layout,
    question: Question,
    answers: Collection[str],
    by: str,
    codes: Collection[str],
) -> Form:
    """Return how many people of some groups of a breakdown gave some answers."""
    places = layout.wheres(by, codes)
    return plus(*(layout.answers(question, answers, each) for each in places))


def parts_of(layout: Layout, body: Body) -> Iterator[tuple[Form, int | None]]:
    """Return every form that a table has a place for, with its number if shown."""
    question = layout.survey.questions[body["item"]["key"]]
    for row, by, codes in rows_of(body):
        yield asked_in(layout, question, by, codes), row["base"]
        for column, people in zip(body["columns"], row["counts"], strict=True):
            members = column["members"]
            yield answers_in(layout, question, members, by, codes), people


def _absent(codes: Iterable[str], columns: Sequence[Mapping[str, Any]]) -> list[str]:
    """Name the answers that stand in no column: nobody gave them."""
    present = {code for column in columns for code in column["members"]}
    return [code for code in codes if code not in present]


def _fitting(span: Sequence[float], base: int) -> list[int]:
    """Return the numbers of people who would have such a range; all, if none would."""
    found = [
        people
        for people in range(base + 1)
        if max(abs(a - b) for a, b in zip(wilson(people, base), span, strict=True))
        <= 2 * HALF_A_DIGIT
    ]
    return found or [0, base]
