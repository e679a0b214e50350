"""What all patterns of an instrument may have to do together, when it is read."""

from collections.abc import Iterator

from surveys.instruments.expressions.work import Lengths, work
from surveys.instruments.item_structure import Fault
from surveys.instruments.items import Item
from surveys.instruments.questionnaire import Instrument

MOST_WORK = 250_000
"""Steps of all patterns for one page: a tenth of a second on a server, a fifth on a
slow phone (``bench/patterns.py``); a page asks for a few such rounds at most."""


def pattern_faults(instrument: Instrument) -> Iterator[Fault]:
    """Yield the question at which the patterns before it and its own are too many."""
    total = 0
    for item in instrument.unrolled:
        for part, steps in _work_of(instrument, item):
            total += steps
            if total > MOST_WORK:
                yield (
                    f"items.{item.key}.{part}",
                    "The patterns up to here take too long: give the texts a maximum.",
                )
                return


def _work_of(instrument: Instrument, item: Item) -> Iterator[tuple[str, int]]:
    """Yield what the patterns of each of its expressions have to do, at the most."""
    said = [len(str(v)) for o in item.options for v in (o.key, *o.attributes.values())]
    lengths = Lengths(
        instrument.longest,
        instrument.rounds,
        own=instrument.longest[item.key],
        attribute=max(said, default=0),
    )
    yield "when", work(item.when, lengths)
    yield "calculation", work(item.calculation, lengths)
    yield "constraint", work(item.constraint, lengths)
    # A filter looks at each option for itself, for the page and for the answer.
    yield "choice_filter", len(item.options) * work(item.choice_filter, lengths)
