"""Reads the expressions of cases, as the engine and the tests of the phone do."""

import json
import math
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree

from surveys.instruments.expressions import values
from surveys.instruments.expressions.evaluate import Scope, evaluate
from surveys.instruments.expressions.grammar import parse
from surveys.instruments.expressions.tree import Tree
from surveys.instruments.expressions.values import Value

Case = dict[str, Any]
CASES: list[Case] = json.loads(Path(__file__).with_name("cases.json").read_text())
RECORDED = Path(__file__).parents[4].parent / "shared/data/xpath/cases.json"
"""Cases that the OpenRosa evaluator was recorded with; not part of the project."""

RECORDED_ZONE = -420
RECORDED_TODAY = 20_780
# Recorded before its document was filled in: the answer "second" is there, and the
# case before it, on the same document, expects it.
RECORDED_WRONG = {'coalesce(/simple/xpath/to/node, "SECOND")'}


def tree_of(case: Case) -> Tree:
    """Return the tree of one of our own cases."""
    rounds, attributes = case.get("rounds", {}), case.get("attributes", {})

    def resolve(name: str) -> Tree:
        if name in attributes:
            return ["attr", name]
        return ["every" if name in rounds else "item", name]

    return parse(case["expr"], resolve)


def scope_of(case: Case) -> Scope:
    """Return what the expression of one of our own cases sees."""
    seen = ("answers", "rounds", "own", "attributes", "today", "zone")
    return Scope(**{name: case[name] for name in seen if name in case})


def recorded_cases() -> list[Case]:
    """Return the recorded cases; none where they are not beside the project."""
    return json.loads(RECORDED.read_text()) if RECORDED.exists() else []


def recorded_tree(case: Case) -> tuple[Tree, Scope]:
    """Return the tree of a recorded case, and the answers in its document.

    Raises:
        ExpressionRefused: it asks for what is refused by name.
    """
    answers: dict[str, str] = {}
    rounds: dict[str, list[str]] = {}

    def resolve(path: str) -> Tree | None:
        found = _texts(case["xml"], path)
        if found is None:
            return None
        if len(found) == 1:
            answers[path] = found[0]
            return ["item", path]
        rounds[path] = [f"{path} {number}" for number in range(len(found))]
        answers.update(zip(rounds[path], found, strict=True))
        return ["every", path]

    tree = parse(case["expr"], resolve)
    return tree, Scope(answers, rounds, today=RECORDED_TODAY, zone=RECORDED_ZONE)


def agrees(value: Value, expected: object, zone: int) -> bool:
    """Tell whether a value is what a case expects: a truth, a number or a text."""
    if isinstance(expected, bool):
        return values.truth(value) is expected
    if expected == "NaN":
        return math.isnan(values.number(value, zone))
    if isinstance(expected, int | float):
        return math.isclose(values.number(value, zone), expected, abs_tol=1e-12)
    return values.text(value, zone) == expected


def recorded_agrees(case: Case, tree: Tree, scope: Scope) -> bool:
    """Tell whether a recorded case comes to what was recorded."""
    value, expected = evaluate(tree, scope), case["exp"]
    if case["kind"] == "num" and expected is None:
        return math.isinf(values.number(value, scope.zone))
    if case["kind"] == "num" and expected != "NaN":
        expected = float(expected)
    return agrees(
        value, str(expected) if case["kind"] == "str" else expected, scope.zone
    )


def _texts(xml: str | None, path: str) -> list[str] | None:
    """Return the texts at a path of plain names; None where there is none."""
    try:
        root = ElementTree.fromstring((xml or "").strip() or "<empty/>")
    except ParseError:
        return None
    first, *names = path.strip("/").split("/")
    if not path.startswith("/") or first != root.tag:
        return None
    found = [root]
    for name in names:
        found = [inner for node in found for inner in node if inner.tag == name]
    return ["".join(node.itertext()) for node in found] or None
