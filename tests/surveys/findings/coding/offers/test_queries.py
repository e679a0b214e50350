from datetime import timedelta

import pytest

from accounts.rules import Role
from core.clock import now, standing_at
from core.errors import NotFound
from surveys.findings.coding.codebook.entry import PARTS
from surveys.findings.coding.models import CodeEntry
from surveys.findings.coding.offers.offer import Codebook
from surveys.findings.coding.offers.queries import (
    codebooks_to_hand_on,
    offer_for,
    offers_for,
)
from surveys.findings.coding.queries import codebook, coding_set
from surveys.findings.coding.themes.service import adopt, open_draft
from surveys.instruments.offers.models import OfferKind
from surveys.instruments.offers.service import keep_offer
from tests.factories import make_member
from tests.surveys.findings.coding.factories import make_set
from tests.surveys.findings.coding.offers.test_offer import BOOK
from tests.surveys.findings.coding.themes.makers import (
    BY,
    add_theme,
    make_adopted,
    make_readable,
)


def test_a_codebook_leaves_once_its_themes_are_adopted_and_not_before(session):
    found = make_readable(session)
    add_theme(session, found)
    assert codebooks_to_hand_on(session) == []
    open_draft(session, found, 14, **BY)
    assert codebooks_to_hand_on(session) == []
    with standing_at(now() + timedelta(days=15)):
        adopt(session, found, **BY)
    (leaving,) = codebooks_to_hand_on(session)
    assert (leaving.instrument, leaving.question) == ("small", "wish")
    assert [entry.key for entry in leaving.entries] == ["cost", "wait"]


def test_what_coders_wrote_as_an_example_stays_here(session):
    found = make_adopted(session)
    empty = {part: {} for part in PARTS}
    words = {"name": {"en": "Fares"}, "definition": {"en": "The bus."}}
    story = {"example": {"en": "My own long story"}}
    session.add(
        CodeEntry(
            coding_set_id=found.id, key="fares", version=9, **empty | words | story
        )
    )
    session.commit()
    (leaving,) = codebooks_to_hand_on(session)
    assert [entry.key for entry in leaving.entries] == ["cost", "wait", "fares"]
    assert leaving.entries[2].definition == {"en": "The bus."}
    assert "My own long story" not in repr(leaving)


def keep(session, book, origin="Larkmoor"):
    return keep_offer(session, OfferKind.CODEBOOK, book, origin)


def test_a_codebook_of_another_place_is_offered_for_its_question(session):
    found = make_set(session)
    keep(session, BOOK)
    keep(session, BOOK, "Elsewhere")
    keep(session, Codebook("small", "age", BOOK.entries))
    keep(session, Codebook("other", "wish", BOOK.entries))
    offers = offers_for(session, coding_set(session, found.id))
    assert [each.origin for each in offers] == ["Larkmoor", "Elsewhere"]


def test_nobody_codes_by_it_before_a_coder_takes_it(pages, session):
    found = make_set(session)
    keep(session, BOOK)
    session.commit()
    assert codebook(session, found.id) == []
    pages.sign_in(make_member(session, Role.CODER))
    address = f"/desk/coding/{found.id}/codebook"
    html = pages.get(address)
    assert "Take the codebook from Larkmoor" in html
    (offer,) = offers_for(session, coding_set(session, found.id))
    assert pages.post(f"{address}/offers/{offer.id}") == address
    session.expire_all()
    (entry,) = codebook(session, found.id)
    assert (entry.key, entry.name) == ("cost", {"en": "Cost", "ar": "التكلفة"})
    assert "Money was in the way." in pages.get(address)


def test_an_offer_for_another_question_cannot_be_taken(session):
    found = make_set(session)
    keep(session, Codebook("other", "wish", BOOK.entries))
    with pytest.raises(NotFound):
        offer_for(session, coding_set(session, found.id), 1)


def test_a_codebook_that_two_go_by_takes_no_offer(pages, session):
    found = make_adopted(session)
    keep(session, BOOK)
    session.commit()
    pages.sign_in(make_member(session, Role.CODER))
    address = f"/desk/coding/{found.id}/codebook"
    assert "Larkmoor" not in pages.get(address)
    pages.post(f"{address}/offers/1", status=409)
