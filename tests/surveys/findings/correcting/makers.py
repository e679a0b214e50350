"""Corrections as an operator makes them, in one step."""

from typing import Any

from sqlalchemy.orm import Session

from surveys.findings.correcting.service import keep_correction, make_correction
from surveys.findings.models import Release
from surveys.waves.models import Wave


def correct_wave(
    session: Session, wave: Wave, correction: dict[str, Any], *, role: str = "operator"
) -> Release:
    """Make the next release of a wave, and keep it; the caller commits."""
    made = make_correction(session, wave, correction)
    keep_correction(session, wave, made, role=role)
    return made
