"""One small cycle for traces: two frozen waves, and all that came of them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import standing_at
from deliberation.benchmarks import service as benchmarks
from deliberation.board.models import PriorityItem
from deliberation.board.motions.quorum import BallotChoice
from deliberation.board.ratings import service as ratings
from deliberation.proposals import queries
from deliberation.proposals.answers import queries as answer_queries
from deliberation.proposals.drafts import service as drafts
from deliberation.proposals.evidence import EvidenceKind
from deliberation.proposals.models import Proposal
from surveys.findings import queries as findings
from surveys.findings.models import FrozenResult
from surveys.findings.service import freeze_wave, publish_release
from surveys.instruments.definition import read_definition
from surveys.instruments.made_up import made_up
from surveys.instruments.service import import_instrument
from surveys.waves import service as waves
from surveys.waves.mode import Mode
from surveys.waves.models import Response
from surveys.waves.queries import wave as wave_of
from tests.deliberation.benchmarks.factories import (
    make_benchmark,
    put_to_vote,
    vote,
)
from tests.deliberation.proposals.factories import (
    Town,
    add_ask,
    decide,
    deliver_in_august,
    give_answer,
    hand_over,
    make_draft,
    make_thread,
    make_town,
    on,
)
from tests.made_once import judged_once
from tests.surveys.waves.factories import agree

QUESTIONS = """
[[items]]
key = "A3"
kind = "select_one"
label = "How long was it to the first conversation?"
options = [
  {key = "soon", label = "Within 4 weeks"},
  {key = "later", label = "Longer"},
  {key = "prefer_not", label = "Prefer not to say", missing = true},
]
[[items]]
key = "area"
kind = "select_one"
label = "Where do you live?"
options = [{key = "town", label = "In town"}, {key = "rural", label = "In a village"}]
"""
INSTRUMENT = read_definition(
    "larkmoor.toml",
    made_up("larkmoor", "Reaching help", QUESTIONS, languages=("en", "ar")),
    {
        "larkmoor.ar.toml": """
[items.A3]
label = "كم من الوقت مر حتى المحادثة الأولى؟"
[items.A3.options]
soon = "خلال 4 أسابيع"
"""
    },
)
METHOD = {
    "strategy": "An open survey.",
    "sponsor": "The board.",
    "population": "Everybody in Larkmoor.",
    "recruitment": "Posters and a link.",
    "weighting": "None.",
    "limitations": "Who does not go online may be missing.",
}
PLAN = {
    "title": {"en": "Spring"},
    "tables": [{"item": "A3", "by": ["area"]}],
    "breakdowns": [{"key": "area", "label": "Area", "item": "area"}],
    "method": METHOD,
}
# People by area who waited a short or a long time: 60 of 150, then 90 of 150.
SPRING = {"town": (40, 60), "rural": (20, 30)}
SUMMER = {"town": (70, 30), "rural": (20, 30)}
RATINGS = (9, 8, 8, 7, 9, 8, 7, 8, 9, 6, 7)
SPLIT = (1, 2, 8, 9, 2, 8, 1, 9, 3, 7, 8)
TEXTS = {
    "messages": "Only {1:soon} were seen in time. It was {4:baseline}, and is {4} now; "
    "we agreed {4:target}.\nThe board rated it {3}.",
    "problem": "Of {1:people} people, those in villages wait longer: {2:rural.soon}.",
}


@dataclass(frozen=True)
class World:
    """What the traces of one cycle are about."""

    town: Town
    spring: FrozenResult
    by_area: FrozenResult
    proposal: Proposal


def make_wave(
    session: Session, slug: str, ends: date, people: dict[str, tuple[int, int]]
) -> list[FrozenResult]:
    """A wave, answered, frozen and published; its tables in order."""
    opens = ends.replace(day=1)
    with standing_at(datetime(ends.year, ends.month, ends.day, 9, tzinfo=UTC)):
        version = import_instrument(session, INSTRUMENT, role="operator")
        agree(session, version)
        waves.create_wave(
            *(session, slug, version, PLAN | {"title": {"en": slug.title()}}),
            role="operator",
            opens_on=opens,
            closes_on=ends,
        )
        made = wave_of(session, slug)
        waves.open_wave(session, made, role="operator")
        _answer(session, made.id, slug, people)
        with judged_once():
            freeze_wave(session, made, role="operator")
        release = findings.release_of(session, slug)
        publish_release(session, release, role="operator")
    session.commit()
    return list(
        session.scalars(
            select(FrozenResult)
            .where(FrozenResult.release_id == release.id)
            .order_by(FrozenResult.position)
        )
    )


def make_world(session: Session) -> World:
    """From two waves to an answer: every kind of thing that can be traced."""
    town = make_town(session)
    spring, by_area = make_wave(session, "spring", date(2026, 3, 8), SPRING)
    benchmark = make_benchmark(session, town.board, town.people[0], spring)
    motion = put_to_vote(session, benchmark, town.people[0])
    vote(session, motion, town.people, BallotChoice.YES)
    make_wave(session, "summer", date(2026, 7, 12), SUMMER)
    with on(7, 15):
        benchmarks.measure_benchmark(session, benchmark, "summer")
    rated = _rate(session, town, spring)
    thread = make_thread(session, frozen_result_id=spring.id)
    proposal = make_draft(session, town, texts=TEXTS)
    for kind, source_id in (
        (EvidenceKind.RESULT, spring.id),
        (EvidenceKind.RESULT, by_area.id),
        (EvidenceKind.RATING, rated["A"]),
        (EvidenceKind.BENCHMARK, benchmark.id),
        (EvidenceKind.THREAD, thread.id),
        (EvidenceKind.RATING, rated["F"]),
    ):
        _cite(session, town, proposal, kind, source_id)
    add_ask(session, town, proposal)
    decide(session, town, hand_over(session, town, proposal))
    deliver_in_august(session, town, proposal)
    return World(town, spring, by_area, proposal)


def answer(session: Session, world: World) -> None:
    """Let the public body answer, 7 working days late."""
    [ask] = queries.in_public(session, world.proposal.slug).asks
    give_answer(session, world.town, answer_queries.ask_to(session, ask.id), (9, 9))


def _answer(
    session: Session, wave_id: int, slug: str, people: dict[str, tuple[int, int]]
) -> None:
    for area, counts in people.items():
        for choice, count in zip(("soon", "later"), counts, strict=True):
            for number in range(count):
                session.add(
                    Response(
                        wave_id=wave_id,
                        submission_key=f"{slug}-{area}-{choice}-{number}",
                        language="en",
                        mode=Mode.WEB,
                        consent_version=1,
                        answers={"A3": choice, "area": area},
                    )
                )
    session.flush()


def _rate(session: Session, town: Town, result: FrozenResult) -> dict[str, int]:
    """Let the board rate A, agreed, and F, split; return the items' ids by key."""
    exercise = ratings.create_exercise(
        session,
        town.board,
        "first-things",
        title={"en": "What comes first"},
        items=[
            ratings.ItemPlan("A", {"en": "Shorter waits"}, result.id),
            ratings.ItemPlan("F", {"en": "Records for schools"}, result.id),
        ],
        member_id=town.chair,
    )
    for number in (1, 2):
        ratings.open_round(session, exercise, number, member_id=town.chair)
        for person, agreed, split in zip(town.people, RATINGS, SPLIT, strict=True):
            values = {"A": agreed, "F": split}
            ratings.rate(session, exercise, member_id=person.id, values=values)
        ratings.close_round(session, exercise, number, member_id=town.chair)
    session.commit()
    items = select(PriorityItem).where(PriorityItem.exercise_id == exercise.id)
    return {item.key: item.id for item in session.scalars(items)}


def _cite(
    session: Session, town: Town, proposal: Proposal, kind: EvidenceKind, source_id: int
) -> None:
    drafts.cite(
        session,
        proposal,
        (kind, source_id),
        shows={"en": f"A {kind} shows it."},
        limits={"en": f"A {kind} has limits."},
        member_id=town.member,
    )
    session.commit()
