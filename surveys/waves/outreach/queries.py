"""What is read of outreach channels."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.errors import NotFound
from surveys.waves.models import ChannelCount, WaveState
from surveys.waves.outreach.models import Channel
from surveys.waves.outreach.reached import told


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


def known_channel(session: Session, wave_id: int, code: str) -> str | None:
    """Return a code if it is one of a wave's channels; nothing is asked without one."""
    if not code:
        return None
    known = select(Channel.code).where(Channel.wave_id == wave_id, Channel.code == code)
    return session.scalar(known)


def people_by(session: Session, channel: Channel) -> int | None:
    """Return how many people came by a channel, as it may be told.

    None while the wave takes answers, and where there were fewer than the minimum.
    """
    if channel.wave.state not in {WaveState.CLOSED, WaveState.FROZEN}:
        return None
    counted = select(ChannelCount.people).where(
        ChannelCount.wave_id == channel.wave_id, ChannelCount.channel == channel.code
    )
    return told(session.scalar(counted) or 0)
