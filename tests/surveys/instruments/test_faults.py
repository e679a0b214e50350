"""Every reason that the checks of an instrument can give has words on the desk."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from surveys.instruments import (
    expression_structure,
    item_structure,
    pattern_structure,
    score_structure,
    size_structure,
    structure,
)
from surveys.instruments.expressions import checks
from surveys.instruments.faults.forms import REASONS, reason_in_words

CHECKS = (
    *(structure, item_structure, score_structure, expression_structure, checks),
    *(pattern_structure, size_structure),
)


def reasons() -> Iterator[str]:
    """Each sentence that a check yields, with a word where it puts in a fact."""
    for module in CHECKS:
        source = Path(module.__file__ or "").read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Yield) and node.value is not None:
                value = node.value
                said = value.elts[-1] if isinstance(value, ast.Tuple) else value
                if isinstance(said, ast.Constant | ast.JoinedStr):
                    yield sentence(said)


def sentence(node: ast.Constant | ast.JoinedStr) -> str:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "fact" for part in parts
    )


@pytest.mark.parametrize("reason", sorted(set(reasons())))
def test_a_reason_has_words(app, reason):
    with app.test_request_context("/?lang=en"):
        assert reason_in_words(reason) == reason


def test_no_words_are_left_over():
    assert len(REASONS) == len(set(reasons()))


def test_the_facts_of_a_reason_stand_in_its_words(app):
    with app.test_request_context("/?lang=en"):
        said = "a.b has no option it's."
        assert reason_in_words(said) == said
        assert reason_in_words("Something else altogether") == ""
