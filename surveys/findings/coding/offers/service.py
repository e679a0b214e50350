"""What is done with codebooks of other places. Functions add and flush."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.findings.coding.offers.models import CodebookOffer
from surveys.findings.coding.offers.offer import Codebook, offered
from surveys.instruments.body import checksum


def keep_codebook(session: Session, codebook: Codebook, origin: str) -> bool:
    """Keep a codebook of another place, to be taken by a coder; tell if it is new.

    The same one from the same place is kept once.
    """
    body = offered(codebook)
    digest = checksum({"origin": origin, "codebook": body})
    known = select(CodebookOffer.id).where(CodebookOffer.checksum == digest)
    if session.scalar(known) is not None:
        return False
    session.add(
        CodebookOffer(
            checksum=digest,
            origin=origin,
            instrument_slug=codebook.instrument,
            item_key=codebook.question,
            body=body,
        )
    )
    session.flush()
    return True
