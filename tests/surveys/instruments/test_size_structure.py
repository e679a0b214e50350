"""The longest answers that an instrument allows can be sent, or it is refused."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest

from core.sizes import MOST_BYTES_READ
from surveys.instruments.items import Item
from surveys.instruments.kinds import SILENT, Kind
from surveys.instruments.shipped import templates
from surveys.instruments.size_structure import bytes_of, size_faults
from surveys.instruments.structure import faults
from surveys.waves.sheet import SEEN, carried, part_name
from tests.surveys.instruments.every_kind import EVERY_KIND
from tests.surveys.instruments.small import SMALL
from tests.surveys.waves.asking.kinds import KINDS

WORDS = {"en": "?"}
WIDE = "語"


def many(count, **parts):
    items = (Item(f"t{n}", Kind.TEXT, WORDS, **parts) for n in range(count))
    return replace(SMALL, items=tuple(items))


def brimful(instrument, item):
    """Return the fields of an item with the most that can be answered."""
    answer = WIDE * instrument.longest[item.key]
    if item.kind is not Kind.TEXT:
        answer = list(item.option_keys) or "2026-12-31"
    fields = carried({item.key: answer})
    if item.kind is Kind.RANK:
        fields = [(part_name(item.key, key), "999") for key in item.option_keys]
    if item.kind is Kind.DATE:
        fields = [(part_name(item.key, part), "9" * 9) for part in ("day", "month")]
    return [*fields, (SEEN, item.key)]


@pytest.mark.parametrize("instrument", [EVERY_KIND, KINDS, SMALL, *templates()])
def test_no_answer_takes_more_than_was_reckoned(instrument):
    for item in instrument.unrolled:
        if item.kind not in SILENT:
            sent = urlencode(brimful(instrument, item))
            assert len(sent) < bytes_of(instrument, item)
        else:
            assert bytes_of(instrument, item) == 0


@pytest.mark.parametrize("instrument", templates())
def test_what_ships_can_be_sent_many_times_over(instrument):
    assert 10 * sum(bytes_of(instrument, i) for i in instrument.unrolled) < (
        MOST_BYTES_READ
    )


def test_so_many_long_texts_are_refused_at_the_one_that_is_too_much():
    assert faults(many(200)) == []
    ((place, reason),) = faults(many(300))
    sizes = bytes_of(many(300), many(300).items[0])
    assert place == f"items.t{MOST_BYTES_READ // sizes - 1}.maximum"
    assert reason.startswith("The answers up to here can be too long")
    assert faults(many(300, maximum=500)) == []


def test_one_text_without_end_is_refused():
    ((place, _reason),) = size_faults(many(1, maximum=1_000_000))
    assert place == "items.t0.maximum"
