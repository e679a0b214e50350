"""What one row of a frozen body offers a statistic: answers, and who gave none.

A statistic that needs a number which is hidden, or shown only together with others, is
not given; ``NotGiven`` says why, and the page has the words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from surveys.findings.frozen_body import EVERYBODY, REST, Body


class WhyNot(StrEnum):
    """Why a statistic is not given."""

    HIDDEN = "hidden"
    """A number that it needs is not shown."""
    MERGED = "merged"
    """Answers that it needs apart are shown together only."""
    MIXED = "mixed"
    """Answers are shown together with missing ones."""
    NOBODY = "nobody"
    """Nobody answered."""
    ONE_PERSON = "one_person"
    """One answer says nothing of how answers vary."""
    NO_POINTS = "no_points"
    """The answers are no points of a scale."""
    NO_BANDS = "no_bands"
    """The answers are no bands of numbers."""
    SEVERAL = "several"
    """People could tick several answers, so they cannot be added up."""
    NO_GROUP = "no_group"
    """The table has no such group."""


@dataclass(frozen=True)
class NotGiven:
    """A statistic that is not given, and why."""

    why: WhyNot


@dataclass(frozen=True)
class Answer:
    """One column that is an answer: its key, the codes in it, and people."""

    key: str
    members: tuple[str, ...]
    people: int


@dataclass(frozen=True)
class Given:
    """A row whose numbers are all shown.

    ``answers`` in the order of the columns; ``base`` is the people asked, of whom
    ``missing`` gave no answer or one that is none ("does not apply").
    """

    answers: tuple[Answer, ...]
    base: int
    missing: int

    @property
    def people(self) -> int:
        """How many answered."""
        return self.base - self.missing


def row_of(body: Body, group: str = EVERYBODY) -> Mapping[str, Any] | None:
    """Return the row of a group, or of everybody; None where the table has none."""
    return next((row for row in body["rows"] if row["key"] == group), None)


def groups_of(body: Body) -> tuple[str, ...]:
    """Return the groups that have a row of their own, in order, shown or not."""
    return tuple(
        row["key"] for row in body["rows"] if row["key"] not in {EVERYBODY, REST}
    )


def given(body: Body, group: str = EVERYBODY) -> Given | NotGiven:
    """Return who answered what in one row, where each person gave one answer."""
    if body["item"]["kind"] == "select_multiple":
        return NotGiven(WhyNot.SEVERAL)
    row = row_of(body, group)
    if row is None:
        return NotGiven(WhyNot.NO_GROUP)
    columns = body["columns"]
    if row["base"] is None or len(row["counts"]) < len(columns) or not columns:
        return NotGiven(WhyNot.HIDDEN)
    if any(count is None for count in row["counts"]):
        return NotGiven(WhyNot.HIDDEN)
    if any(column["missing"] is None for column in columns):
        return NotGiven(WhyNot.MIXED)
    return _given(columns, row)


def _given(
    columns: Sequence[Mapping[str, Any]], row: Mapping[str, Any]
) -> Given | NotGiven:
    pairs = list(zip(columns, row["counts"], strict=True))
    answers = tuple(
        Answer(column["key"], tuple(column["members"]), people)
        for column, people in pairs
        if not column["missing"]
    )
    if not any(answer.people for answer in answers):
        return NotGiven(WhyNot.NOBODY)
    missing = sum(people for column, people in pairs if column["missing"])
    return Given(answers, row["base"], missing)
