"""What is read of the offers of other places.

``About`` is a question: the slug of its set of questions, and its key.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.instruments.offers.models import Offer, OfferKind

About = tuple[str, str]


def offers_of(session: Session, kind: OfferKind) -> list[Offer]:
    """Return all offers of a kind, in the order they came: 1 SELECT."""
    found = session.scalars(select(Offer).where(Offer.kind == kind).order_by(Offer.id))
    return list(found)


def offers_about(session: Session, kind: OfferKind, about: About) -> list[Offer]:
    """Return the offers of a kind for one question, in their order: 1 SELECT."""
    slug, key = about
    found = session.scalars(
        select(Offer)
        .where(
            Offer.kind == kind,
            Offer.instrument_slug == slug,
            Offer.item_key == key,
        )
        .order_by(Offer.id)
    )
    return list(found)


def offer_about(
    session: Session, kind: OfferKind, about: About, offer_id: int
) -> Offer | None:
    """Return one of the offers of a kind for a question, if it is one: 1 SELECT."""
    found = offers_about(session, kind, about)
    return next((each for each in found if each.id == offer_id), None)
