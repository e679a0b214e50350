"""What is done with benchmarks of other places. Functions add and flush."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberation.benchmarks.outlines.models import BenchmarkOutline
from deliberation.benchmarks.outlines.outline import Outline, outlined
from surveys.instruments.body import checksum


def keep_outline(session: Session, outline: Outline, origin: str) -> bool:
    """Keep a benchmark of another place, to be suggested here; tell if it is new.

    The same one from the same place is kept once. It is in force nowhere: a member
    suggests it with a baseline of this place, and the board decides by a motion.
    """
    body = outlined(outline)
    digest = checksum({"origin": origin, "benchmark": body})
    known = select(BenchmarkOutline.id).where(BenchmarkOutline.checksum == digest)
    if session.scalar(known) is not None:
        return False
    session.add(
        BenchmarkOutline(
            checksum=digest,
            origin=origin,
            instrument_slug=outline.instrument,
            item_key=outline.question,
            body=body,
        )
    )
    session.flush()
    return True
