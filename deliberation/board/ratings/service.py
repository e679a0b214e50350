"""What happens to a rating round. Functions add and flush; the view commits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from core.constraints import flush_or
from core.db import Words
from core.errors import Conflict, Invalid, NotAllowed
from deliberation.board.models import (
    Board,
    PriorityItem,
    Rating,
    RatingExercise,
    RatingRound,
    Recusal,
    RoundParticipation,
    RoundState,
    SealedRating,
)
from deliberation.board.queries import require_seat
from deliberation.board.ratings import queries
from deliberation.board.ratings.outcomes import round_outcome
from deliberation.board.ratings.rating_rule import HIGHEST, LOWEST
from deliberation.board.service import (
    add_recusal,
    reason_given,
    record_chair,
    record_member,
)


@dataclass(frozen=True)
class ItemPlan:
    """A possible priority to be rated, and the result that it rests on."""

    key: str
    title: Words
    frozen_result_id: int | None = None


def create_exercise(
    session: Session,
    board: Board,
    slug: str,
    *,
    title: Words,
    items: Iterable[ItemPlan],
    member_id: int,
) -> RatingExercise:
    """Make a rating exercise of two rounds, both still closed to ratings.

    Raises:
        Invalid: there is nothing to rate.
        Conflict: the slug is taken, or two items share a key.
    """
    require_seat(session, board.id, member_id, chair=True)
    plans = list(items)
    if not plans:
        raise Invalid("board.no_items")
    made = RatingExercise(slug=slug, board_id=board.id, title=title)
    made.priority_items = [
        PriorityItem(
            key=plan.key, title=plan.title, frozen_result_id=plan.frozen_result_id
        )
        for plan in plans
    ]
    made.rounds = [RatingRound(number=1), RatingRound(number=2)]
    session.add(made)
    flush_or(session, Conflict("board.slug_taken", slug=slug))
    record_chair(
        session,
        "exercise.create",
        f"exercise:{slug}",
        member_id,
        rule=made.rule,
        items=len(plans),
    )
    return made


def open_round(
    session: Session,
    exercise: RatingExercise,
    number: int,
    *,
    member_id: int,
    closes_on: date | None = None,
) -> RatingRound:
    """Let members rate; the rule is locked from here on.

    Raises:
        Conflict: the round was opened already, or the one before is not closed.
    """
    require_seat(session, exercise.board_id, member_id, chair=True)
    opened = _round(session, exercise, number)
    if opened.state != RoundState.DRAFT:
        raise Conflict("board.round_not_draft")
    if number > 1 and _round(session, exercise, number - 1).state != RoundState.CLOSED:
        raise Conflict("board.round_before_open")
    opened.state, opened.closes_on = RoundState.OPEN, closes_on
    subject = f"round:{exercise.slug}/{number}"
    record_chair(session, "round.open", subject, member_id, rule=exercise.rule)
    return opened


def rate(
    session: Session,
    exercise: RatingExercise,
    *,
    member_id: int,
    values: Mapping[str, int],
) -> None:
    """Keep one member's ratings by item key, in the round that is open.

    An item that is left out keeps what was said of it before. That somebody took
    part is kept for good; what they rated only until the close.

    Raises:
        Conflict: no round is open.
        Invalid: not an item, or not a whole number from 1 to 9.
        NotAllowed: no seat, or the member stepped aside for an item.
    """
    require_seat(session, exercise.board_id, member_id)
    items = _items(session, exercise)
    open_one = _open_round(session, exercise)
    _check_values(values, items)
    aside = _items_stood_aside(session, items, member_id)
    for key, value in values.items():
        if items[key] in aside:
            raise NotAllowed("board.recused", key=key)
        session.merge(
            Rating(
                round_id=open_one.id,
                priority_item_id=items[key],
                member_id=member_id,
                value=value,
            )
        )
    session.merge(RoundParticipation(round_id=open_one.id, member_id=member_id))
    session.flush()


def close_round(
    session: Session, exercise: RatingExercise, number: int, *, member_id: int
) -> RatingRound:
    """End a round: count it, and part the ratings from the members for good.

    Raises:
        Conflict: the round is not open (any more).
    """
    require_seat(session, exercise.board_id, member_id, chair=True)
    closed = _round(session, exercise, number)
    if closed.state != RoundState.OPEN:
        raise Conflict("board.round_not_open")
    keys = {item: key for key, item in _items(session, exercise).items()}
    ratings = _seal(session, closed.id)
    by_key: dict[str, list[int]] = {key: [] for key in sorted(keys.values())}
    for item_id, value in ratings:
        by_key[keys[item_id]].append(value)
    closed.outcome = {"rule": exercise.rule, "items": round_outcome(by_key)}
    closed.state = RoundState.CLOSED
    took_part = queries.participants(session, [closed.id]).get(closed.id, 0)
    subject = f"round:{exercise.slug}/{number}"
    record_chair(
        *(session, "round.close", subject, member_id),
        took_part=took_part,
        results={
            key: found and found["verdict"]
            for key, found in closed.outcome["items"].items()
        },
    )
    return closed


def step_aside_from_item(
    session: Session,
    exercise: RatingExercise,
    key: str,
    *,
    member_id: int,
    reason: str,
) -> Recusal:
    """Declare an interest in an item: present, not rating, the reason public.

    Raises:
        Conflict: it was declared already, or every round is closed.
        Invalid: no reason, or no such item.
    """
    require_seat(session, exercise.board_id, member_id)
    items = _items(session, exercise)
    if key not in items:
        raise Invalid("board.unknown_item", key=key)
    if _round(session, exercise, 2).state == RoundState.CLOSED:
        raise Conflict("board.too_late_to_step_aside")
    made = Recusal(
        member_id=member_id, priority_item_id=items[key], reason=reason_given(reason)
    )
    add_recusal(session, made)
    session.execute(
        delete(Rating).where(
            Rating.member_id == member_id, Rating.priority_item_id == items[key]
        )
    )
    record_member(session, "item.step_aside", f"item:{exercise.slug}/{key}", member_id)
    return made


def _round(session: Session, exercise: RatingExercise, number: int) -> RatingRound:
    """Return a round, held against anybody else until the transaction ends."""
    found = session.scalar(
        select(RatingRound)
        .where(RatingRound.exercise_id == exercise.id, RatingRound.number == number)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise Invalid("board.unknown_round", number=number)
    return found


def _open_round(session: Session, exercise: RatingExercise) -> RatingRound:
    found = session.scalar(
        select(RatingRound)
        .where(
            RatingRound.exercise_id == exercise.id,
            RatingRound.state == RoundState.OPEN,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise Conflict("board.round_not_open")
    return found


def _items(session: Session, exercise: RatingExercise) -> dict[str, int]:
    rows = session.execute(
        select(PriorityItem.key, PriorityItem.id).where(
            PriorityItem.exercise_id == exercise.id
        )
    )
    return {row.key: row.id for row in rows}


def _check_values(values: Mapping[str, int], items: Mapping[str, int]) -> None:
    for key, value in values.items():
        if key not in items:
            raise Invalid("board.unknown_item", key=key)
        if not LOWEST <= value <= HIGHEST:
            raise Invalid("board.not_a_rating", key=key)


def _items_stood_aside(
    session: Session, items: Mapping[str, int], member_id: int
) -> set[int | None]:
    recusals = queries.item_recusals(session, items.values())
    return {each.priority_item_id for each in recusals if each.member_id == member_id}


def _seal(session: Session, round_id: int) -> list[tuple[int, int]]:
    """Copy a round's ratings without their members, delete them, and return them.

    The new keys are random and the rows go in by key, so neither the key nor the
    place in the file tells in which order, or by whom, they were given.
    """
    rows = session.execute(
        select(Rating.priority_item_id, Rating.value).where(Rating.round_id == round_id)
    )
    ratings = [(row.priority_item_id, row.value) for row in rows]
    sealed = [
        {
            "id": uuid4(),
            "round_id": round_id,
            "priority_item_id": item_id,
            "value": value,
        }
        for item_id, value in ratings
    ]
    if sealed:
        session.execute(insert(SealedRating), sorted(sealed, key=lambda row: row["id"]))
    session.execute(delete(Rating).where(Rating.round_id == round_id))
    return ratings
