"""Lets the board of Larkmoor rate, set benchmarks and vote."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberation.benchmarks import service as benchmarks
from deliberation.benchmarks.models import Benchmark
from deliberation.benchmarks.specification import Specification
from deliberation.benchmarks.targets import TargetMethod
from deliberation.board.models import Board, Motion, RatingExercise
from deliberation.board.motions import service as motions
from deliberation.board.motions.quorum import BallotChoice
from deliberation.board.ratings import service as ratings
from deliberation.demo.cast import Cast
from deliberation.demo.waves.service import result_of
from deliberation.proposals import service as proposals

FIRST_WAVE = "spring"
LOWEST, HIGHEST = 1, 9


def board_of(session: Session, cast: Cast) -> Board:
    """Return the board."""
    return session.get_one(Board, cast.board_id)


def propose(session: Session, cast: Cast, key: str, **matter: Any) -> Motion:
    """Put a motion of the story before the board, and open its ballot."""
    made = motions.propose_motion(
        session,
        board_of(session, cast),
        member_id=cast.chair,
        title=cast.story.words(f"motions.{key}.title"),
        wording=cast.story.words(f"motions.{key}.wording"),
        **matter,
    )
    vote(session, cast, made, _motion(cast, key))
    return made


def vote(
    session: Session, cast: Cast, motion: Motion, story: Mapping[str, Any]
) -> None:
    """Open a ballot and let every seat vote as the story says."""
    motions.open_motion(session, motion, member_id=cast.chair)
    aside = cast.members.get(story.get("aside", ""))
    against = cast.members.get(story.get("no", ""))
    if aside is not None:
        motions.step_aside_from_motion(
            session, motion, member_id=aside, reason=story["aside_reason"]
        )
    motions.take_roll(session, motion, member_id=cast.chair, present=cast.board_members)
    for member in cast.board_members:
        if member == aside:
            continue
        no = member == against
        motions.cast_ballot(
            session,
            motion,
            member_id=member,
            choice=BallotChoice.NO if no else BallotChoice.YES,
            rationale=story["no_reason"] if no else "",
        )


def close(session: Session, cast: Cast, motion: Motion, key: str = "") -> None:
    """Count a ballot; what hangs on the motion follows at once."""
    motions.close_motion(
        session,
        motion,
        member_id=cast.chair,
        on_adopted=(benchmarks.follow_motion, proposals.follow_motion),
    )
    minority = cast.story.words(f"motions.{key}.minority")
    if minority:
        signer = cast.members["Oksana Melnyk"]
        motions.add_minority_statement(
            session, motion, member_id=signer, words=minority
        )


def prepare_ratings(session: Session, cast: Cast) -> RatingExercise:
    """Write down what is to be rated; who has an interest steps aside."""
    story = cast.story.tables["exercise"]
    exercise = ratings.create_exercise(
        session,
        board_of(session, cast),
        story["slug"],
        title=cast.story.words("exercise.title"),
        items=[
            ratings.ItemPlan(
                item["key"],
                cast.story.words(f"exercise.items.{item['key']}.title"),
                result_of(session, FIRST_WAVE, item["result"]).id,
            )
            for item in story["items"]
        ],
        member_id=cast.chair,
    )
    aside = story["aside"]
    ratings.step_aside_from_item(
        session,
        exercise,
        aside["item"],
        member_id=cast.members[aside["pseudonym"]],
        reason=aside["reason"],
    )
    return exercise


def rate_round(
    session: Session, cast: Cast, exercise: RatingExercise, number: int, ends: date
) -> None:
    """Open a round and let everybody rate; in the first, opinions lie further apart."""
    ratings.open_round(session, exercise, number, member_id=cast.chair, closes_on=ends)
    story = cast.story.tables["exercise"]
    for place, member in enumerate(cast.board_members):
        aside = cast.members[story["aside"]["pseudonym"]] == member
        values = {
            item["key"]: _value(item["ratings"][place], place, number)
            for item in story["items"]
            if not (aside and item["key"] == story["aside"]["item"])
        }
        ratings.rate(session, exercise, member_id=member, values=values)


def end_round(
    session: Session, cast: Cast, exercise: RatingExercise, number: int
) -> None:
    """Close a round: from here on no rating has a member."""
    ratings.close_round(session, exercise, number, member_id=cast.chair)


def nominate(session: Session, cast: Cast) -> None:
    """Write down the six benchmarks with their targets, and one still without."""
    for story in cast.story.tables["benchmarks"]:
        made = _nominated(session, cast, story, f"benchmarks.{story['number']}")
        benchmarks.choose_target(
            session,
            made,
            value=story["target"],
            method=TargetMethod(story["method"]),
            reason=cast.story.words(f"benchmarks.{story['number']}.target_reason"),
            member_id=cast.chair,
        )
    indicator = cast.story.tables["indicator"]
    made = _nominated(session, cast, indicator, "indicator")
    made.number = indicator["number"]


def put_before_board(session: Session, cast: Cast, key: str) -> Motion:
    """Put benchmarks before the board, several in one motion of the story."""
    numbers = [
        story["number"]
        for story in cast.story.tables["benchmarks"]
        if story["motion"] == key
    ]
    made = benchmarks.put_together_before_board(
        session,
        list(session.scalars(select(Benchmark).where(Benchmark.number.in_(numbers)))),
        title=cast.story.words(f"motions.{key}.title"),
        wording=cast.story.words(f"motions.{key}.wording"),
        member_id=cast.chair,
    )
    vote(session, cast, made, _motion(cast, key))
    return made


def measure(session: Session, wave: str) -> None:
    """Let a frozen wave say how every benchmark is going."""
    for benchmark in session.scalars(select(Benchmark).order_by(Benchmark.id)):
        benchmarks.measure_benchmark(session, benchmark, wave)


def _nominated(
    session: Session, cast: Cast, story: Mapping[str, Any], path: str
) -> Benchmark:
    words = cast.story.words
    return benchmarks.nominate(
        session,
        board_of(session, cast),
        result_of(session, FIRST_WAVE, story["item"]),
        Specification(
            title=words(f"{path}.title"),
            why=words(f"{path}.why"),
            right_served=story["right"],
            kind=story["kind"],
            numerator=tuple(story["numerator"]),
            denominator=story["denominator"],
            higher_is_better=story["higher_is_better"],
            target_date=story.get("target_date"),
            owner_id=cast.bodies[story["owner"]],
            consequence=words(f"{path}.consequence"),
            harm_to_watch=words(f"{path}.harm"),
            breakdown=story.get("breakdown", ""),
            reference_group=story.get("reference_group", ""),
            compared_group=story.get("compared_group", ""),
        ),
        slug=story["number"].lower(),
        member_id=cast.chair,
    )


def _motion(cast: Cast, key: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next(
        each for each in cast.story.tables["motions"] if each["key"] == key
    )
    return found


def _value(final: int, place: int, number: int) -> int:
    """Return a rating of round 2 as it stands in the story; of round 1, near it."""
    moved = final if number == 2 else final + (place % 3 - 1)
    return min(max(moved, LOWEST), HIGHEST)
