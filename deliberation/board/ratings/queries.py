"""What the rating pages read."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from core.errors import NotFound
from deliberation.board.models import (
    PriorityItem,
    Rating,
    RatingExercise,
    RatingRound,
    Recusal,
    RoundParticipation,
    RoundState,
)
from deliberation.board.queries import recusals
from surveys.findings.models import FrozenResult, Release
from surveys.findings.queries import is_public


def exercises(session: Session, board_id: int) -> list[RatingExercise]:
    """Return a board's rating exercises with their rounds, newest first."""
    return list(
        session.scalars(
            select(RatingExercise)
            .where(RatingExercise.board_id == board_id)
            .options(selectinload(RatingExercise.rounds))
            .order_by(RatingExercise.id.desc())
        )
    )


def exercise(session: Session, board_id: int, slug: str) -> RatingExercise:
    """Return one exercise with its items, what they rest on, and its rounds.

    Raises:
        NotFound: this board has no such exercise.
    """
    found = session.scalar(
        select(RatingExercise)
        .where(RatingExercise.board_id == board_id, RatingExercise.slug == slug)
        .options(
            selectinload(RatingExercise.priority_items).joinedload(
                PriorityItem.frozen_result
            ),
            selectinload(RatingExercise.rounds),
        )
    )
    if found is None:
        raise NotFound("board.unknown_exercise", slug=slug)
    return found


def open_round(exercise: RatingExercise) -> RatingRound | None:
    """Return the round that takes ratings now, if any."""
    return next((r for r in exercise.rounds if r.state == RoundState.OPEN), None)


def own_ratings(session: Session, round_id: int, member_id: int) -> dict[int, int]:
    """Return what a member rated in an open round, by item id."""
    rows = session.execute(
        select(Rating.priority_item_id, Rating.value).where(
            Rating.round_id == round_id, Rating.member_id == member_id
        )
    )
    return {row.priority_item_id: row.value for row in rows}


def item_recusals(session: Session, item_ids: Collection[int]) -> list[Recusal]:
    """Return who stepped aside for which of these items, and why."""
    return recusals(session, Recusal.priority_item_id.in_(item_ids))


def participants(session: Session, round_ids: Collection[int]) -> dict[int, int]:
    """Return how many members took part in each round."""
    rows = session.execute(
        select(RoundParticipation.round_id, func.count())
        .where(RoundParticipation.round_id.in_(round_ids))
        .group_by(RoundParticipation.round_id)
    )
    return {round_id: count for round_id, count in rows}  # noqa: C416 - typed rows


def cited(session: Session, wave_slug: str, item_key: str) -> int | None:
    """Return the id of everybody's published table of a question, if there is one."""
    if not wave_slug:
        return None
    return session.scalar(
        select(FrozenResult.id)
        .join(FrozenResult.release)
        .where(
            Release.wave.has(slug=wave_slug),
            is_public(),
            FrozenResult.item_key == item_key,
            FrozenResult.breakdown == "",
        )
        .order_by(Release.number.desc())
        .limit(1)
    )
