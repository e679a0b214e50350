"""The expressions of a sheet as trees that name questions by their keys."""

from collections.abc import Sequence
from typing import Any

from surveys.instruments.expressions.grammar import REFERENCE, parse
from surveys.instruments.expressions.tree import (
    LEAVES,
    ExpressionRefused,
    Tree,
    all_of,
    replaced,
)
from surveys.instruments.kinds import SELECTS, SINGLE, Kind
from surveys.instruments.options import Relevant
from surveys.instruments.relevance import parted
from surveys.instruments.xlsform.choices import Choices
from surveys.instruments.xlsform.remarks import Reason, Report
from surveys.instruments.xlsform.settled import Settled

_ASKS_FOR = frozenset({"selected", "=", "!="})


class Expressions:
    """Reads expressions, each as the question sees it that it stands beside."""

    def __init__(
        self, kept: Sequence[Settled], choices: Choices, report: Report
    ) -> None:
        """Learn which questions there are."""
        self.choices, self.report = choices, report
        self.kinds = {each.key: each.kind for each in kept}
        self.repeats = {each.key: each.asked.repeat for each in kept}
        self.names = {
            each.row.get("name"): each.key for each in kept if not each.only_if
        }
        self.names |= {each.key: each.key for each in kept}
        self.options = {
            each.key: {option.key for option in each.options}
            for each in kept
            if each.kind in SELECTS
        }
        self.places = {each.key: number for number, each in enumerate(kept)}
        self.single = frozenset(
            key for key, kind in self.kinds.items() if kind in SINGLE
        )

    def tree(
        self,
        text: str,
        place: str,
        repeat: str | None,
        attributes: frozenset[str] | None = None,
    ) -> Tree | None:
        """Return the tree of a cell; None where it is empty, or refused and reported.

        ``attributes`` are what a choice says of itself; None: not a choice filter.
        """

        def resolve(name: str) -> Tree | None:
            if attributes is not None and name in {*attributes, "name"}:
                return ["attr", name]
            key = self.names.get(name.rpartition("/")[2])
            if key is None or self.kinds[key] is Kind.NOTE:
                return None
            other = self.repeats[key] not in (None, repeat)
            return ["every" if other else "item", key]

        if not text:
            return None
        if attributes is not None:
            # Often a choice and a question have the same word: "land = ${land}".
            text = REFERENCE.sub(r"/\1 ", text)
        try:
            return self._with_new_names(parse(text, resolve))
        except ExpressionRefused as refusal:
            self.report.refuse(place, Reason.SAID, said=str(refusal))
            return None

    def condition(self, each: Settled) -> tuple[tuple[Relevant, ...], Tree | None]:
        """Return when a question is asked: by its own cell and its groups'."""
        rows = [*(frame.row for frame in each.asked.frames)]
        rows += [] if each.only_if else [each.row]
        repeat = each.asked.repeat
        trees = [
            self._possible(self.tree(row.get("relevant"), row.place, repeat), row.place)
            for row in rows
        ]
        rules, rest = parted(all_of(*trees), self.single)
        kept = [rule for rule in rules if self._is_before(rule.item, each)]
        late = [rule.tree for rule in rules if rule not in kept]
        own = (each.only_if,) if each.only_if else ()
        return (*kept, *own), all_of(*late, rest)

    def _is_before(self, key: str, each: Settled) -> bool:
        """Tell whether a question with options comes earlier, as a rule needs it."""
        before = each.only_if.item if each.only_if else each.key
        return self.kinds[key] in SELECTS and self.places[key] < self.places[before]

    def _possible(self, tree: Tree | None, place: str) -> Tree | None:
        """Return a condition that says plainly where a choice it asks for is not there.

        Questionnaires in use have such conditions; what hangs on them is never asked.
        """

        def change(part: list[Any]) -> Tree | None:
            if part[0] not in _ASKS_FOR or not isinstance(part[2], str):
                return None
            if not isinstance(part[1], list) or part[1][0] != "item":
                return None
            known = self.options.get(part[1][1], {part[2].strip()})
            if part[2].strip() in known or len(part[2].split()) != 1:
                return None
            facts = {"name": part[1][1], "option": part[2]}
            self.report.warn(place, Reason.NEVER, **facts)
            return ["true" if part[0] == "!=" else "false"]

        return None if tree is None else replaced(tree, change)

    def _with_new_names(self, tree: Tree) -> Tree:
        """Return a tree that speaks of choices by the keys that they have here."""
        if isinstance(tree, str):
            return self.choices.renamed.get(tree, tree)
        if not isinstance(tree, list) or tree[0] in LEAVES or tree[0] == "regex":
            return tree
        return [tree[0], *(self._with_new_names(part) for part in tree[1:])]
