"""What is done with offers of other places. Functions add and flush."""

from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.instruments.body import checksum, plain
from surveys.instruments.offers.models import Offer, OfferKind


class Matter(Protocol):
    """What can be offered: a frozen dataclass about a question, by slug and key."""

    @property
    def instrument(self) -> str:
        """The slug of the set of questions."""

    @property
    def question(self) -> str:
        """The key of the question."""


def keep_offer(session: Session, kind: OfferKind, matter: Matter, origin: str) -> bool:
    """Keep what another place offers until it is taken up here; tell if it is new.

    The same from the same place is kept once. It is in force nowhere: a coder takes a
    codebook as a draft, and a board decides on a benchmark by a motion.
    """
    body = plain(matter)
    digest = checksum({"origin": origin, str(kind): body})
    known = select(Offer.id).where(Offer.kind == kind, Offer.checksum == digest)
    if session.scalar(known) is not None:
        return False
    session.add(
        Offer(
            kind=kind,
            checksum=digest,
            origin=origin,
            instrument_slug=matter.instrument,
            item_key=matter.question,
            body=body,
        )
    )
    session.flush()
    return True
