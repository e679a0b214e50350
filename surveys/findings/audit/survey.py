"""What everybody knows of a wave beforehand: its questions, its groups, its plan."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from surveys.findings.audit.scores import Score
from surveys.findings.tabulate import NO_ANSWER, codes_of
from surveys.instruments.kinds import Kind
from surveys.instruments.questionnaire import Instrument, Item
from surveys.instruments.rules.rule import Rule
from surveys.instruments.scoring import fewest_answered
from surveys.waves.plan import NO_GROUP, Breakdown, Plan, Thresholds


@dataclass(frozen=True)
class Question:
    """One question as it can be counted.

    ``codes`` are its answers and the code of those who gave none. ``own`` is the
    breakdown that it makes, if any: its answers are then the groups. ``by`` are the
    breakdowns of its declared tables; ``in_plan`` tells whether it has any table. A
    rank is counted by what came first, and led on from by any place.
    """

    key: str
    codes: tuple[str, ...]
    several: bool
    ranked: bool
    alone: frozenset[str]
    at_most: int | None
    conditions: tuple[Rule, ...]
    own: str
    by: tuple[str, ...]
    in_plan: bool
    sensitive: bool
    thresholds: Thresholds


@dataclass(frozen=True)
class Survey:
    """The questions by key, in order, and the codes of the groups by breakdown.

    ``crossed`` are breakdowns by two of those at once, by key: which two. ``owners``
    has the question that makes a breakdown, ``thresholds`` what protects the sizes of
    its groups. ``scores`` are the questions that nobody is asked.
    """

    questions: Mapping[str, Question]
    groups: Mapping[str, tuple[str, ...]]
    crossed: Mapping[str, tuple[str, str]]
    owners: Mapping[str, str]
    thresholds: Mapping[str, Thresholds]
    scores: Mapping[str, Score] = field(default_factory=dict)

    def strictest(self, key: str, breakdown: str) -> Question:
        """Return whose thresholds protect a table of a question by a breakdown.

        The groups of a sensitive question are its answers, whatever they are asked.
        """
        question = self.questions[key]
        owner = self.questions[self.owners.get(breakdown, key)]
        return owner if owner.sensitive else question

    def seen_by(self, question: Question) -> tuple[str, ...]:
        """Return the breakdowns by which something is told of a question's answers.

        Empty for everybody together. Of a question without a table something is told
        by those that it leads to: how many were asked them are sums of its answers.
        """
        if question.in_plan:
            return "", *question.by
        if question.own:
            return ()
        led = (
            each
            for each in self.questions.values()
            if each.in_plan and any(r.item == question.key for r in each.conditions)
        )
        return tuple(dict.fromkeys(by for each in led for by in ("", *each.by)))

    def groups_by(self, breakdown: str) -> dict[str, dict[str, str]]:
        """Return the groups of any breakdown by code: which group of which other one.

        Everybody together, under an empty code, where there is no breakdown.
        """
        if not breakdown:
            return {"": {}}
        if breakdown not in self.crossed:
            return {code: {breakdown: code} for code in self.groups[breakdown]}
        first, second = self.crossed[breakdown]
        return {
            f"{one}.{other}": {first: one, second: other}
            for one in self.groups[first]
            for other in self.groups[second]
        }


def survey_of(plan: Plan, instrument: Instrument) -> Survey:
    """Return what a plan and the questions of a wave tell everybody."""
    owners = {
        each.key: each.source.key
        for each in plan.breakdowns
        if isinstance(each.source, Item)
    }
    wanted = {table.item.key for table in plan.tables} | set(owners.values())
    wanted |= {key for table in plan.tables for key in table.item.score_of}
    wanted |= set(_led_by(wanted, instrument))
    items = [item for item in instrument.unrolled if item.key in wanted]
    return Survey(
        {
            item.key: _question(item, plan, owners, instrument.led[item.key].rules)
            for item in items
        },
        {
            each.key: (*(group.key for group in each.groups), NO_GROUP)
            for each in plan.breakdowns
        },
        _crossed(plan),
        owners,
        {each.key: _thresholds(each, plan) for each in plan.breakdowns},
        {item.key: _score(item) for item in items if item.score_of},
    )


def _score(item: Item) -> Score:
    return Score(
        questions=item.score_of,
        points=item.points,
        fewest=fewest_answered(len(item.score_of)),
        bands={band.key: band.span for band in item.bands},
        without=NO_ANSWER,
    )


def _crossed(plan: Plan) -> dict[str, tuple[str, str]]:
    """Return the breakdowns of tables that group by two others at once."""
    found: dict[str, tuple[str, str]] = {}
    for table in plan.tables:
        source = table.breakdown and table.breakdown.source
        if table.breakdown and isinstance(source, tuple):
            first, second = source
            found[table.breakdown.key] = (first.key, second.key)
    return found


def _led_by(keys: set[str], instrument: Instrument) -> Iterator[str]:
    """Name the questions whose answers decide, one after the other, who is asked."""
    waiting = sorted(keys)
    while waiting:
        for rule in instrument.led[waiting.pop()].rules:
            yield rule.item
            waiting.append(rule.item)


def _question(
    item: Item, plan: Plan, owners: Mapping[str, str], rules: tuple[Rule, ...]
) -> Question:
    own = next((key for key, owner in owners.items() if owner == item.key), "")
    tables = [table for table in plan.tables if table.item.key == item.key]
    return Question(
        key=item.key,
        codes=(*codes_of(item), NO_GROUP if own else NO_ANSWER),
        several=item.kind is Kind.SELECT_MULTIPLE,
        ranked=item.kind is Kind.RANK,
        alone=item.alone | {NO_ANSWER},
        at_most=item.at_most,
        # Whoever was not asked what makes a group is in that of those not known.
        conditions=() if own else rules,
        own=own,
        by=tuple(table.breakdown.key for table in tables if table.breakdown),
        in_plan=bool(tables),
        sensitive=item.sensitive,
        thresholds=plan.thresholds(item),
    )


def _thresholds(breakdown: Breakdown, plan: Plan) -> Thresholds:
    if isinstance(breakdown.source, Item):
        return plan.thresholds(breakdown.source)
    return plan.ordinary
