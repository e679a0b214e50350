"""What is read of codebooks to hand them on, and of those that came."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, contains_eager

from core.errors import NotFound
from surveys.findings.coding.codebook.entry import PARTS, Entry
from surveys.findings.coding.models import CodingSet, ThemeReport
from surveys.findings.coding.offers.offer import Codebook, to_travel
from surveys.findings.coding.queries import codebook
from surveys.findings.coding.stages import ReportState
from surveys.instruments.models import InstrumentVersion
from surveys.instruments.offers.models import Offer, OfferKind
from surveys.instruments.offers.queries import About, offer_about, offers_about
from surveys.waves.models import Wave


def codebooks_to_hand_on(session: Session) -> list[Codebook]:
    """Return one codebook a question, by question: that of the newest wave.

    Only where residents saw the themes and they were adopted: a codebook grew out of
    what people wrote, and leaves no sooner than what they may read of it themselves.
    """
    adopted = exists().where(
        ThemeReport.coding_set_id == CodingSet.id,
        ThemeReport.state == ReportState.ADOPTED,
    )
    sets = session.scalars(
        select(CodingSet)
        .join(CodingSet.wave)
        .join(Wave.version)
        .join(InstrumentVersion.instrument)
        .options(
            contains_eager(CodingSet.wave)
            .contains_eager(Wave.version)
            .contains_eager(InstrumentVersion.instrument)
        )
        .where(adopted)
        .order_by(Wave.id)
    )
    newest = {
        (each.wave.version.instrument.slug, each.item_key): each.id for each in sets
    }
    return [
        Codebook(slug, question, entries)
        for (slug, question), set_id in sorted(newest.items())
        if (entries := _entries(session, set_id))
    ]


def _entries(session: Session, set_id: int) -> tuple[Entry, ...]:
    return tuple(
        to_travel({part: getattr(each, part) for part in PARTS}, each.key)
        for each in codebook(session, set_id)
    )


def offers_for(session: Session, found: CodingSet) -> list[Offer]:
    """Return the codebooks of other places for the question of a set: 1 SELECT.

    The set is loaded with its wave and version (``coding.queries.coding_set``).
    """
    return offers_about(session, OfferKind.CODEBOOK, _question(found))


def offer_for(session: Session, found: CodingSet, offer_id: int) -> Offer:
    """Return one of the codebooks that are offered for a set: 1 SELECT.

    Raises:
        NotFound: there is none, or it is for another question.
    """
    offer = offer_about(session, OfferKind.CODEBOOK, _question(found), offer_id)
    if offer is None:
        raise NotFound("codebook.unknown")
    return offer


def _question(found: CodingSet) -> About:
    return found.wave.version.body["slug"], found.item_key
