from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select

from surveys.instruments.body import checksum
from surveys.instruments.offers.models import Offer, OfferKind
from surveys.instruments.offers.queries import offer_about, offers_about, offers_of
from surveys.instruments.offers.service import keep_offer

BOOK, MARK = OfferKind.CODEBOOK, OfferKind.BENCHMARK
WISH = ("small", "wish")


@dataclass(frozen=True)
class Words:
    """A matter as rooms above have them: a question, and what is said about it."""

    instrument: str
    question: str
    words: tuple[str, ...] = ()


COST = Words(*WISH, ("cost",))


def test_the_same_from_the_same_place_is_kept_once(session):
    assert keep_offer(session, BOOK, COST, "Larkmoor")
    assert not keep_offer(session, BOOK, COST, "Larkmoor")
    assert keep_offer(session, BOOK, COST, "Elsewhere")
    assert keep_offer(session, BOOK, replace(COST, words=("wait",)), "Larkmoor")
    found = [(each.origin, each.body["words"]) for each in offers_of(session, BOOK)]
    assert found == [
        ("Larkmoor", ["cost"]),
        ("Elsewhere", ["cost"]),
        ("Larkmoor", ["wait"]),
    ]


def test_two_kinds_about_one_question_are_two_offers(session):
    assert keep_offer(session, BOOK, COST, "Larkmoor")
    assert keep_offer(session, MARK, COST, "Larkmoor")
    (book,), (mark,) = offers_about(session, BOOK, WISH), offers_of(session, MARK)
    assert (book.kind, mark.kind) == ("codebook", "benchmark")
    assert offer_about(session, BOOK, WISH, book.id) is book
    assert offer_about(session, BOOK, WISH, mark.id) is None


@pytest.mark.parametrize("about", [("small", "age"), ("other", "wish")])
def test_an_offer_is_for_its_own_question_only(session, about):
    keep_offer(session, BOOK, Words(*about), "Larkmoor")
    (kept,) = offers_of(session, BOOK)
    assert offers_about(session, BOOK, WISH) == []
    assert offer_about(session, BOOK, WISH, kept.id) is None
    assert offer_about(session, BOOK, about, kept.id) is kept


def test_what_was_kept_before_there_was_one_table_counts_as_the_same(session):
    """The checksum names the kind as it did when each had a table of its own."""
    keep_offer(session, BOOK, COST, "Larkmoor")
    said = {"instrument": "small", "question": "wish", "words": ["cost"]}
    earlier = checksum({"origin": "Larkmoor", "codebook": said})
    assert session.scalar(select(Offer.checksum)) == earlier
