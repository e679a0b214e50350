"""What is read of outreach channels."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.errors import NotFound
from surveys.waves.outreach.models import Channel


def channels(session: Session, wave_id: int) -> list[Channel]:
    """Return the channels of a wave by the partner's name."""
    return list(
        session.scalars(
            select(Channel)
            .where(Channel.wave_id == wave_id)
            .order_by(Channel.partner, Channel.id)
        )
    )


def channel(session: Session, code: str) -> Channel:
    """Return a channel with its wave.

    Raises:
        NotFound: no channel has this code.
    """
    found = session.scalar(
        select(Channel).where(Channel.code == code).options(joinedload(Channel.wave))
    )
    if found is None:
        raise NotFound("channel.unknown")
    return found


def is_channel(session: Session, wave_id: int, code: str) -> bool:
    """Tell whether a wave has a channel of this code."""
    known = select(Channel.id).where(Channel.wave_id == wave_id, Channel.code == code)
    return session.scalar(known) is not None
