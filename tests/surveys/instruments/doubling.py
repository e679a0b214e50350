"""Sixty calculations, each of which says twice what the one before says."""

from dataclasses import replace

from surveys.instruments.items import Item
from surveys.instruments.kinds import Kind
from tests.surveys.instruments.small import SMALL

DOUBLING = replace(
    SMALL,
    items=(
        Item("c0", Kind.TEXT, {"en": "?"}),
        *(
            Item(
                f"c{number}",
                Kind.CALCULATE,
                {"en": ""},
                calculation=["concat", *[["item", f"c{number - 1}"]] * 2],
            )
            for number in range(1, 60)
        ),
    ),
)
