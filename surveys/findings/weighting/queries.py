"""What a release keeps of population figures: later ones change no published share."""

from sqlalchemy.orm import Session

from surveys.waves.reach.queries import population

Rows = list[list[str | int]]
"""Breakdown, group, people and source, one list a figure: as JSON keeps them."""


def population_rows(session: Session, wave_id: int) -> Rows:
    """Return a wave's population figures as its release keeps them: 1 SELECT."""
    return [
        [each.breakdown, each.group_key, each.people, each.source]
        for each in population(session, wave_id)
    ]
