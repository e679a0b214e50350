"""Questions and a plan that a wave without answers can count."""

from dataclasses import replace

from tests.surveys.instruments.small import SMALL

COUNTABLE = replace(
    SMALL,
    slug="countable",
    items=tuple(
        replace(item, relevant=()) for item in SMALL.items if item.key != "travel_how"
    ),
)
PLAN = {
    "title": {"en": "A few questions"},
    "tables": [{"item": "asked", "by": ["age"]}, {"item": "barriers", "by": ["age"]}],
    "breakdowns": [{"key": "age", "label": "Age", "item": "age"}],
    "method": {"sponsor": "The library"},
}
