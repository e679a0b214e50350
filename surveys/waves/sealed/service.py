"""Makes, uses and throws away the key of a wave."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.errors import Invalid
from surveys.waves.sealed import box
from surveys.waves.sealed.models import WaveKey


def make_key(session: Session, wave_id: int) -> None:
    """Let answers to this wave be locked on a phone."""
    public_key, private_key = box.make_pair()
    session.add(
        WaveKey(wave_id=wave_id, public_key=public_key, private_key=private_key)
    )


def drop_key(session: Session, wave_id: int) -> None:
    """Let nobody, this site included, ever read what still waits on a phone."""
    session.execute(delete(WaveKey).where(WaveKey.wave_id == wave_id))


def opened(
    session: Session, wave_id: int, half: str, sealed: str
) -> list[tuple[str, str]]:
    """Return the fields of a form that waited on a phone.

    Raises:
        Invalid: they were not locked with this wave's key.
    """
    private_key = session.scalar(
        select(WaveKey.private_key).where(WaveKey.wave_id == wave_id)
    )
    if private_key is None:
        raise Invalid("response.unreadable")
    try:
        return box.opened(private_key, half, sealed)
    except box.Unreadable as error:
        raise Invalid("response.unreadable") from error
