from dataclasses import replace

import pytest

from surveys.findings.coding.codebook.entry import Entry
from surveys.findings.coding.codebook.starter import starter
from surveys.findings.coding.offers.offer import (
    Codebook,
    codebook_faults,
    entries_of,
    to_travel,
)
from surveys.instruments.body import plain

COST = Entry(
    key="cost",
    name={"en": "Cost", "ar": "التكلفة"},
    definition={"en": "Money was in the way."},
    include={"en": "Fares"},
    example={"en": "The bus is dear."},
    parent={"en": "Barriers"},
)
BOOK = Codebook("small", "wish", (replace(COST, example={}),))


def test_an_entry_travels_with_all_its_parts_but_the_example():
    assert to_travel(vars(COST), "cost") == BOOK.entries[0]


def test_what_is_kept_gives_the_entries_back():
    assert entries_of(plain(BOOK)) == BOOK.entries


def test_the_codebook_that_ships_could_travel():
    entries = tuple(to_travel(vars(each), each.key) for each in starter())
    assert len(entries) > 20
    assert list(codebook_faults(Codebook("reaching-help", "A8", entries))) == []


def with_entry(**parts):
    return {"entries": (replace(BOOK.entries[0], **parts),)}


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"entries": ()}, "1 to 500 entries"),
        ({"entries": BOOK.entries * 501}, "1 to 500 entries"),
        ({"entries": BOOK.entries * 2}, "twice"),
        ({"question": "../wish"}, "no key of a question"),
        (with_entry(key="a b"), "A key is a letter"),
        (with_entry(name={}), "needs a name and a definition"),
        (with_entry(definition={}), "needs a name and a definition"),
        (with_entry(example={"en": "I was told to wait."}), "without examples"),
        (with_entry(name={"en": "x" * 121}), "name of an entry is too long"),
        (with_entry(exclude={"en": "x" * 1001}), "exclude of an entry is too long"),
    ],
)
def test_what_is_wrong_with_a_strangers_codebook_is_said(parts, said):
    found = list(codebook_faults(replace(BOOK, **parts)))
    assert any(said in reason for _key, reason in found), found
