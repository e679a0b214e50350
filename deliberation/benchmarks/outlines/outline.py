"""A benchmark on its way from one place to another: all but what is the place's own.

No baseline, no target with its reason, no day, no measure and no motion: the figures
are about the people of one place. Neither why it matters there, which rests on what
they said and is often a quote, nor the owner and what follows if the target is missed,
which are the bodies of that place and their promises.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from deliberation.benchmarks.indicator import Denominator
from deliberation.benchmarks.rights import RightServed
from deliberation.benchmarks.specification import BenchmarkKind, Words
from deliberation.benchmarks.targets import TargetMethod

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]{0,79}")
LONGEST = 4_000
MOST_OPTIONS = 200


@dataclass(frozen=True)
class Outline:
    """What a benchmark counts and which way is better, without figures.

    ``instrument`` and ``question`` name the item; ``numerator``, ``breakdown`` and the
    groups are keys of its tables. ``target_method`` is how the target was chosen
    there, not what it is.
    """

    title: Words
    right_served: RightServed
    kind: BenchmarkKind
    instrument: str
    question: str
    question_version: int
    numerator: tuple[str, ...]
    denominator: Denominator
    higher_is_better: bool
    harm_to_watch: Words
    breakdown: str = ""
    reference_group: str = ""
    compared_group: str = ""
    target_method: TargetMethod | None = None


def outline_of(body: Mapping[str, Any]) -> Outline:
    """Return the outline that a document keeps."""
    method = body.get("target_method")
    parts = {
        "right_served": RightServed(body["right_served"]),
        "kind": BenchmarkKind(body["kind"]),
        "numerator": tuple(body["numerator"]),
        "denominator": Denominator(body["denominator"]),
        "target_method": None if method is None else TargetMethod(method),
    }
    return Outline(**{**body, **parts})


def outline_faults(outline: Outline) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an outline from elsewhere, by key."""
    if outline.kind is BenchmarkKind.HOW_MUCH:
        yield "kind", "How much was done does not say whether anybody is better off."
    if not 0 < len(outline.numerator) <= MOST_OPTIONS:
        yield "numerator", f"A benchmark counts 1 to {MOST_OPTIONS} answers."
    gap = (outline.breakdown, outline.reference_group, outline.compared_group)
    if any(gap) and not all(gap):
        yield "breakdown", "A gap has a breakdown and two groups."
    for key in (outline.question, *outline.numerator, *filter(None, gap)):
        if not KEY.fullmatch(key):
            yield "question", "This is no key of a question, an answer or a group."
    yield from _word_faults(outline)


def _word_faults(outline: Outline) -> Iterator[tuple[str, str]]:
    for name in ("title", "harm_to_watch"):
        words = getattr(outline, name)
        if not any(text.strip() for text in words.values()):
            yield name, "There are no words."
        if any(len(text) > LONGEST for text in words.values()):
            yield name, f"These words are longer than {LONGEST} characters."
