"""One sentence for each result: which figure to say first; the page has the words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Message:
    """The figure that a sentence is about.

    ``column`` is the place of the answer in the body's columns; ``share`` from 0 to
    1; ``base`` the people it is a share of.
    """

    column: int
    count: int
    share: float
    base: int


def message_of(body: Mapping[str, Any]) -> Message | None:
    """Return what to say of everybody together: the answer most people gave.

    Missing answers are not what people said, and a column of left-over answers is
    no answer; None where nothing else is shown. Of equals the first counts.
    """
    if not body["rows"]:
        return None
    row = body["rows"][0]
    said = [
        place
        for place, column in enumerate(body["columns"])
        if column["missing"] is not True
        and not column["reason"]
        and row["counts"][place] is not None
        and row["shares"][place] is not None
    ]
    if not said:
        return None
    place = max(said, key=lambda each: row["counts"][each])
    base = row["answered"] if body["share_of"] == "answered" else row["base"]
    return Message(place, row["counts"][place], row["shares"][place], base)
