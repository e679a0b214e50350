"""Which numbers are to stay in doubt, and how much.

A number is protected because of what it really is: few people in a group, few who gave
an answer, few who did not give the commonest one, few whom a condition kept apart.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveys.findings.audit.equations import Form, minus, value_of
from surveys.findings.audit.layout import Layout, Where
from surveys.findings.audit.nested import nested_in
from surveys.findings.audit.published import rows_of
from surveys.findings.audit.survey import Question
from surveys.findings.frozen_body import Body

Table = tuple[str, str]
"""Question and breakdown; an empty question stands for the sizes of the groups."""


@dataclass(frozen=True)
class Target:
    """A number that nobody may narrow down: it could be none, and it could be ``most``.

    ``may_be_none`` is not asked where a number only must not be known to be small.
    """

    table: Table
    form: Form
    most: int
    may_be_none: bool = True


@dataclass(frozen=True)
class Protection:
    """Finds the targets of one release from what its unknowns really are."""

    layout: Layout
    truth: Sequence[int]
    bodies: Mapping[Table, Body]

    def targets(self) -> Iterator[Target]:
        """Yield every protected number: sizes of groups, then question by question."""
        people = self._true(self.layout.people({}))
        for breakdown, codes in self.layout.survey.groups.items():
            least = self.layout.survey.thresholds[breakdown].group_base
            for code in codes:
                form = self.layout.people({breakdown: (code,)})
                if 0 < self._true(form) < least:
                    yield Target(("", breakdown), form, min(least, people))
        for question in self.layout.survey.questions.values():
            if question.in_plan:
                yield from self._of_question(question)
            elif not question.own:
                yield from self._of_untold(question)
        yield from self._left_over()

    def _of_untold(self, question: Question) -> Iterator[Target]:
        """Yield rare answers to a question without a table, that leads to others.

        How many were asked those others are sums of its answers.
        """
        for by in self.layout.survey.seen_by(question):
            for groups in self.layout.survey.groups_by(by).values():
                where = {key: (code,) for key, code in groups.items()}
                answers = {
                    code: self.layout.answers(question, (code,), where)
                    for code in self._possible(question)
                }
                base = self.layout.asked(question, where)
                yield from self._cells(question, (question.key, by), answers, base)

    def _left_over(self) -> Iterator[Target]:
        """Yield the few by whom a number is larger than one that is part of it."""
        for each in nested_in(self.layout):
            form = minus(each.whole, each.part)
            if 0 < self._true(form) < each.least:
                most = min(each.least, self._true(each.whole))
                yield Target(each.table, form, most)

    def _of_question(self, question: Question) -> Iterator[Target]:
        if not question.own:  # its answers by themselves are groups, seen above
            yield from self._of_row(question, "", {})
        for breakdown in question.by:
            for groups in self.layout.survey.groups_by(breakdown).values():
                where = {key: (code,) for key, code in groups.items()}
                yield from self._of_row(question, breakdown, where)
        yield from self._places(question)

    def _places(self, question: Question) -> Iterator[Target]:
        """Yield what a rank shows of few: a place, or the lack of any, of an option.

        Further places are tied to no other number: what is not shown does not follow.
        """
        shown = self.bodies.get((question.key, ""), {}).get("ranks")
        if shown is None:
            return
        for counts in shown["counts"]:
            for people in (*counts, shown["people"] - sum(counts)):
                if 0 < people < question.thresholds.cell:
                    yield Target((question.key, ""), {}, people)

    def _of_row(
        self, question: Question, breakdown: str, where: Where
    ) -> Iterator[Target]:
        table, base = (question.key, breakdown), self.layout.asked(question, where)
        people = self._true(base)
        if not people:
            return
        yield from self._kept_apart(question, breakdown, where)
        answers = {
            code: self.layout.answers(question, (code,), where)
            for code in self._possible(question)
        }
        yield from self._cells(question, table, answers, base)
        thresholds = self.layout.survey.strictest(question.key, breakdown).thresholds
        least = thresholds.concentration
        if people >= thresholds.group_base:
            for form in self._commonest(question, answers):
                others = minus(base, form)
                if self._true(others) < least:
                    yield Target(table, others, min(least, people), may_be_none=False)

    def _cells(
        self,
        question: Question,
        table: Table,
        answers: Mapping[str, Form],
        base: Form,
    ) -> Iterator[Target]:
        """Yield rare answers; where several can be given, also rare refusals of one."""
        rules = self.layout.survey.strictest(*table)
        fewest, least = 0 if rules.sensitive else 1, rules.thresholds.cell
        forms = list(answers.values())
        if question.several:
            forms += [minus(base, form) for form in answers.values()]
        for form in forms:
            if fewest <= self._true(form) < least:
                yield Target(table, form, min(least, self._true(base)))

    def _commonest(
        self, question: Question, answers: Mapping[str, Form]
    ) -> Iterator[Form]:
        """Yield the answers that nearly all may have given."""
        if question.several:
            yield from answers.values()
        else:
            yield max(answers.values(), key=self._true)

    def _possible(self, question: Question) -> list[str]:
        """Return the answers; that of giving none only where somebody gave none."""
        silent = question.codes[-1]
        given = self._true(self.layout.answers(question, (silent,), {}))
        return [code for code in question.codes if code != silent or given]

    def _kept_apart(
        self, question: Question, breakdown: str, where: Where
    ) -> Iterator[Target]:
        """Yield those asked, and those not, where a condition left few of a group.

        Less those whom the earlier question shows for itself: they are large enough.
        Nobody can think of more than are kept apart over all.
        """
        if not question.conditions:
            return
        rule, fewest = question.conditions[0], self._fewest_apart(question, breakdown)
        earlier = self.layout.survey.questions[rule.item]
        shown = self._shown_before(question, breakdown, where)
        met = {members: {rule.leads([each]) for each in members} for members in shown}
        inside = [members for members in shown if met[members] == {True}]
        outside = [members for members in shown if met[members] == {False}]
        sides = zip(
            self._sides(question, where), self._sides(question, {}), strict=True
        )
        for (form, over_all), parts in zip(sides, (inside, outside), strict=True):
            if not 0 < self._true(form) < fewest:
                continue
            least, left = min(fewest, self._true(over_all)), form
            for members in parts:
                part = self.layout.answers(earlier, members, where)
                left, least = minus(left, part), least - self._true(part)
            if self._true(left) > 0:
                yield Target((question.key, breakdown), left, least)

    def _fewest_apart(self, question: Question, breakdown: str) -> int:
        """Return how many must be apart: a group's worth of people.

        Where the earlier question has a table by the same groups, those apart are
        people who gave some answer to it, which is shown from fewer people on.
        """
        earlier = self.layout.survey.questions[question.conditions[0].item]
        if (earlier.key, breakdown) in self.bodies and len(question.conditions) == 1:
            return max(earlier.thresholds.cell, question.thresholds.cell)
        return question.thresholds.group_base

    def _sides(self, question: Question, where: Where) -> tuple[Form, Form]:
        """Return those who were asked and those who were not."""
        asked = self.layout.asked(question, where)
        return asked, minus(self.layout.people(where), asked)

    def _shown_before(
        self, question: Question, breakdown: str, where: Where
    ) -> list[frozenset[str]]:
        """Return the answers to the question before that are shown of a group."""
        rule = question.conditions[0]
        body = self.bodies.get((rule.item, breakdown))
        earlier = self.layout.survey.questions[rule.item]
        if body is None or len(question.conditions) > 1:
            return []
        if earlier.several or earlier.ranked:
            return []
        return [
            frozenset(column["members"])
            for row, by, codes in rows_of(body)
            if self.layout.wheres(by, codes) == [where]
            for column, people in zip(body["columns"], row["counts"], strict=True)
            if people is not None
        ]

    def _true(self, form: Form) -> int:
        return int(value_of(form, self.truth))
