"""Waves in which people wrote something, at each step of its coding."""

from typing import Any

from sqlalchemy.orm import Session

from surveys.instruments.definition import read_definition
from surveys.waves.models import Wave
from tests.surveys.findings.factories import make_answered, person
from tests.surveys.instruments.small import ARABIC, MAIN

MORE = """
[[items]]
key = "quote_consent"
kind = "select_one"
label = "May we quote your words?"
options = [{key = "yes", label = "Yes"}, {key = "no", label = "No"}]

[[items]]
key = "wish_again"
kind = "calculate"
label = "The same again."
calculation = "concat('x', ${wish})"

[[items]]
key = "wish_twice"
kind = "calculate"
label = "And again."
calculation = "string-length(${wish_again})"

[[items]]
key = "older"
kind = "calculate"
label = "A year on."
calculation = "${age} + 1"
"""

WRITING = read_definition("small.toml", MAIN + MORE, {"small.ar.toml": ARABIC})
"""The small instrument with a question whether one may be quoted."""

Person = tuple[dict[str, Any], str]


def writer(number: int, *, quote: bool = False, language: str = "en") -> Person:
    """Somebody who wrote, with an age that nobody else has."""
    answers = person("yes", number, wish=f"wish {number} " + "x" * number)
    worked = {"wish_again": f"xwish {number}", "wish_twice": 9, "older": number + 1}
    said = {"quote_consent": "yes" if quote else "no"}
    return answers | said | worked, language


def writers(count: int, **each: Any) -> list[Person]:
    """So many people who wrote, the youngest first."""
    return [writer(number, **each) for number in range(count)]


def make_written(session: Session, people: list[Person], slug: str = "library") -> Wave:
    """An open wave with these answers."""
    return make_answered(session, slug, people=people, instrument=WRITING)
