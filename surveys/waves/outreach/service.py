"""What is done with outreach channels."""

from sqlalchemy.orm import Session

from core.constraints import flush_or
from core.errors import Conflict, Invalid
from surveys.waves.models import Wave, WaveState
from surveys.waves.outreach.codes import new_code
from surveys.waves.outreach.models import Channel

LONGEST_NAME = 120


def add_channel(session: Session, wave: Wave, partner: str) -> Channel:
    """Give a partner or a place a short address of its own for a wave.

    Raises:
        Conflict: the wave has closed, or the code drawn by chance was taken.
        Invalid: there is no name, or a very long one.
    """
    if wave.state not in {WaveState.DRAFT, WaveState.OPEN}:
        raise Conflict(f"wave.is_{wave.state}", slug=wave.slug)
    name = " ".join(partner.split())
    if not name or len(name) > LONGEST_NAME:
        raise Invalid("channel.name")
    made = Channel(wave_id=wave.id, code=new_code(), partner=name)
    session.add(made)
    flush_or(session, Conflict("channel.again"))
    return made
