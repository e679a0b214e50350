"""Passes the tables of one wave through disclosure control, each once."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_

from core import disclosure
from core.disclosure import DisclosureRule, ProtectedTable
from core.disclosure_options import (
    Ticking,
    Ticks,
    protect_options,
    protect_options_by_group,
)
from core.protected import nothing_but
from core.secondary import has_solver
from core.suppression import Line, is_safe
from surveys.findings.tabulate import (
    NO_ANSWER,
    Bitmap,
    Tabulation,
    cross,
    missing_codes,
    sizes,
)
from surveys.instruments.options import Merge
from surveys.instruments.questionnaire import Item, Kind
from surveys.instruments.rules.rule import Rule
from surveys.waves.plan import (
    CROSSING_FROM,
    Breakdown,
    Plan,
    Thresholds,
    is_sensitive,
)


def levels_of(merges: Sequence[Sequence[Merge]]) -> list[dict[str, str]]:
    """Return declared merging as the gate reads it: code to merged key, by level."""
    return [
        {code: merge.key for merge in level for code in merge.members}
        for level in merges
    ]


def rule_of(thresholds: Thresholds, *, sensitive: bool) -> DisclosureRule:
    """Return the gate's rule for thresholds of a plan."""
    return DisclosureRule(
        base=thresholds.group_base,
        cell=thresholds.cell,
        concentration=thresholds.concentration,
        hide_zero=sensitive,
    )


def ticking_of(item: Item) -> Ticking:
    """Return how many options of a select multiple a person may tick."""
    return Ticking(item.alone | {NO_ANSWER}, item.at_most)


class Gate:
    """The tables that a plan declares, protected in view of each other.

    Who was asked a question may follow from the answers to an earlier one. Then
    the number asked is itself a figure about those answers: it is shown only
    where it splits no published part of them into a small one and the rest.
    """

    def __init__(
        self, tabulation: Tabulation, plan: Plan, *, by_cell: bool | None = None
    ) -> None:
        """Take the bitmaps of a wave and its plan.

        ``by_cell`` lets single cells be hidden; unless said, if there is a solver.
        """
        self.tabulation = tabulation
        self.plan = plan
        self.by_cell = has_solver() if by_cell is None else by_cell
        self._planned = {
            (t.item.key, t.breakdown and t.breakdown.key) for t in plan.tables
        }
        self._groups: dict[str, ProtectedTable] = {}
        self._questions: dict[str, ProtectedTable] = {}
        self._tables: dict[tuple[str, str], ProtectedTable] = {}

    def groups(self, breakdown: Breakdown) -> ProtectedTable:
        """Protect the sizes of a breakdown's groups."""
        if breakdown.key not in self._groups:
            found = sizes(self.tabulation.groups(breakdown))
            self._groups[breakdown.key] = disclosure.protect_groups(
                {code: n for code, n in found.items() if n or breakdown.design},
                rule=self._rule_of_groups(breakdown),
                levels=levels_of(breakdown.merges),
            )
        return self._groups[breakdown.key]

    def _is_even(self, first: Breakdown, second: Breakdown) -> bool:
        """Tell whether each group of one breakdown is safely spread over the other."""
        one, other = self.tabulation.groups(first), self.tabulation.groups(second)
        counts = cross(one, other)
        lines = [Line(tuple(row.values())) for row in counts.values()]
        lines += [Line(tuple(row[key] for row in counts.values())) for key in other]
        return all(is_safe(line, self._ordinary) for line in lines if line.base)

    def _rule_of_groups(self, breakdown: Breakdown) -> DisclosureRule:
        """Return the rule for the sizes of groups."""
        source = breakdown.source
        return self._rule(source) if isinstance(source, Item) else self._ordinary

    def question(self, item: Item) -> ProtectedTable:
        """Protect a question by itself; one that makes groups, as groups."""
        if item.key not in self._questions:
            self._questions[item.key] = self._question(item)
        return self._questions[item.key]

    def ranks(self, item: Item) -> tuple[tuple[int, ...], ...] | None:
        """Count who gave which place to which option of a rank, option by option.

        All places of all options, in the order of both, or ``None``: these numbers
        have so many sums in common that one that is hidden would need much company.
        """
        places = self.tabulation.places(item)
        question, rule = self.question(item), self._rule(item)
        if not places or any(len(c.members) > 1 for c in question.columns):
            return None
        ranked = [code for code in item.option_keys if code not in item.alone]
        counts = [tuple(p[code].bit_count() for p in places) for code in ranked]
        people = sum(row[0] for row in counts)
        # Nobody is left without a place where everybody gave one to each option.
        some = len(places) < len(ranked) or any(sum(row) < people for row in counts)
        lines = [Line((*row, people - sum(row)) if some else row) for row in counts]
        lines += [Line(row) for row in zip(*counts, strict=True)]
        safe = question.columns and all(is_safe(line, rule) for line in lines)
        return tuple(counts) if safe else None

    def by_group(self, item: Item, breakdown: Breakdown) -> ProtectedTable:
        """Protect a question by the groups of one breakdown."""
        place = (item.key, breakdown.key)
        if place not in self._tables:
            ticked = item.kind is Kind.SELECT_MULTIPLE
            make = self._options_by_group if ticked else self._answers_by_group
            made = make(item, breakdown)
            if isinstance(breakdown.source, tuple):
                made = self._whole(item, made, breakdown.source)
            self._tables[place] = made
        return self._tables[place]

    def _whole(
        self, item: Item, crossed: ProtectedTable, pair: tuple[Breakdown, Breakdown]
    ) -> ProtectedTable:
        """Return a table by two breakdowns at once where none of it is hidden.

        It adds up to the tables by each: what one of them hides could be worked out
        from the others, so that nothing may be small in any, nor merged in this one.
        """
        question = self.question(item)
        rows = [question.total, *crossed.rows]
        whole = (
            self.tabulation.people >= CROSSING_FROM
            and crossed.columns == question.columns
            and not any(None in (row.base, *row.counts) for row in rows)
            and self._is_even(*pair)
        )
        return (
            crossed if whole else ProtectedTable((), nothing_but(question.total.base))
        )

    def _question(self, item: Item) -> ProtectedTable:
        own, rule = self._own(item), self._rule(item)
        if own is not None:
            return self.groups(own)
        asked = self.tabulation.asked(item)
        apart = [(self.tabulation.everyone & ~asked).bit_count()]
        for condition in self._rules(item):
            apart += self._split(self.tabulation.everyone, asked, condition)
        counts = sizes(self.tabulation.answers(item))
        if item.kind is Kind.SELECT_MULTIPLE:
            people, ticking = asked.bit_count(), ticking_of(item)
            return protect_options(
                counts, people, rule=rule, ticking=ticking, apart=apart
            )
        levels = levels_of(item.merges)
        return disclosure.protect(counts, rule=rule, levels=levels, apart=apart)

    def _answers_by_group(self, item: Item, breakdown: Breakdown) -> ProtectedTable:
        own = self._own(item)
        answers, asked = self.tabulation.answers(item), self.tabulation.asked(item)
        if own is not None:
            answers, asked = self.tabulation.groups(own), self.tabulation.everyone
        groups = self.tabulation.groups(breakdown)
        return disclosure.protect_by_group(
            self.question(item),
            self.groups(breakdown),
            disclosure.Breakdown(
                table=cross(groups, answers),
                skipped=sizes(groups, among=self.tabulation.everyone & ~asked),
                hidden_before=self._hidden_before(item, breakdown, asked),
            ),
            rule=self._rule(item, breakdown),
            levels=levels_of(item.merges),
            missing=disclosure.Missing(
                missing_codes(item), self._like_silence(item, answers)
            ),
        )

    def _options_by_group(self, item: Item, breakdown: Breakdown) -> ProtectedTable:
        groups, asked = self.tabulation.groups(breakdown), self.tabulation.asked(item)
        ticks = Ticks(
            chosen=cross(groups, self.tabulation.answers(item)),
            asked=sizes(groups, among=asked),
            skipped=sizes(groups, among=self.tabulation.everyone & ~asked),
            hidden_before=self._hidden_before(item, breakdown, asked),
        )
        return protect_options_by_group(
            self.question(item),
            self.groups(breakdown),
            ticks,
            rule=self._rule(item, breakdown),
            ticking=ticking_of(item),
        )

    def _own(self, item: Item) -> Breakdown | None:
        """Return the breakdown that an item makes, if any."""
        return next((b for b in self.plan.breakdowns if b.source == item), None)

    def _rules(self, item: Item) -> tuple[Rule, ...]:
        """Return the answers to earlier questions that decide who is asked this one."""
        return self.tabulation.instrument.led[item.key].rules

    def _like_silence(self, item: Item, answers: Iterable[str]) -> frozenset[str]:
        """Name the answers that lead to the same further questions as giving none."""
        led = self.tabulation.instrument.led.values()
        rules = [rule for each in led for rule in each.rules if rule.item == item.key]
        return frozenset(
            code
            for code in answers
            if all(rule.leads([code]) == rule.unless for rule in rules)
        )

    def _hidden_before(
        self, item: Item, breakdown: Breakdown, asked: Bitmap
    ) -> frozenset[str]:
        """Name the groups in which the number asked would say too much."""
        groups = self.tabulation.groups(breakdown)
        hidden: set[str] = set()
        for condition in self._rules(item) if self._own(item) is None else ():
            earlier = self._earlier(condition, breakdown)
            if earlier is None:
                continue
            for row in earlier.rows:
                people = reduce(or_, (groups.get(code, 0) for code in row.members), 0)
                split = self._split(people, asked, condition, earlier)
                if None in row.counts or disclosure.is_apart(split, self._ordinary):
                    hidden.add(row.key)
        return frozenset(hidden)

    def _earlier(
        self, condition: Rule, breakdown: Breakdown | None
    ) -> ProtectedTable | None:
        """Return what is published of the question that a condition is about."""
        earlier = self.tabulation.instrument.by_key[condition.item]
        if breakdown is None:
            known = any(key == earlier.key for key, _ in self._planned)
            return self.question(earlier) if known or self._own(earlier) else None
        if (earlier.key, breakdown.key) not in self._planned:
            return None
        return self.by_group(earlier, breakdown)

    def _split(
        self,
        people: Bitmap,
        asked: Bitmap,
        condition: Rule,
        earlier: ProtectedTable | None = None,
    ) -> list[int]:
        """Count who was asked and who not, in each published part that was split by it.

        An option of a select multiple that is hidden counts as one person.
        """
        earlier = earlier or self._earlier(condition, None)
        if earlier is None:
            return []
        item = self.tabulation.instrument.by_key[condition.item]
        if item.kind is Kind.RANK:  # it is led on by any place, and shown by the first
            return [1]
        if item.kind is Kind.SELECT_MULTIPLE:
            hidden = {column.key for column in earlier.columns if column.reason}
            if hidden & condition.options:
                return [1]
            # Of several options it is not shown how many gave one of them.
            alone = earlier.columns and len(condition.options) == 1
            parts = [self.tabulation.meeting(condition)] if alone else []
        else:
            parts = self._parts(item, earlier)
        return [
            side.bit_count()
            for part in (people & each for each in parts)
            # A part that was asked as a whole, or not at all, says nothing new.
            if part & asked and part & ~asked
            for side in (part & asked, part & ~asked)
        ]

    def _parts(self, item: Item, shown: ProtectedTable) -> list[Bitmap]:
        """Return who is in which part of a question that is published."""
        own = self._own(item)
        answers = self.tabulation.groups(own) if own else self.tabulation.answers(item)
        parts = [
            reduce(or_, (answers.get(code, 0) for code in column.members), 0)
            for column in shown.columns
        ]
        # Whoever was not asked before may be asked further all the same.
        others = self.tabulation.everyone & ~self.tabulation.asked(item)
        return [*parts, 0 if own else others]

    @property
    def _ordinary(self) -> DisclosureRule:
        return rule_of(self.plan.ordinary, sensitive=False)

    def _rule(self, item: Item, breakdown: Breakdown | None = None) -> DisclosureRule:
        thresholds = self.plan.thresholds(item, breakdown)
        rule = rule_of(thresholds, sensitive=is_sensitive(item, breakdown))
        return replace(rule, by_cell=self.by_cell)
