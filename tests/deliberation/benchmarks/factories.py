"""Makers of frozen waves and of benchmarks that rest on them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Member
from core.clock import now, standing_at
from deliberation.benchmarks import service
from deliberation.benchmarks.models import Benchmark
from deliberation.benchmarks.specification import Specification
from deliberation.benchmarks.targets import TargetMethod
from deliberation.board.models import Board, Motion
from deliberation.board.motions import service as motions
from deliberation.board.motions.quorum import BallotChoice
from surveys.findings.models import FrozenResult, Release
from surveys.findings.release import checksum
from surveys.instruments.models import Instrument, InstrumentVersion
from surveys.waves.models import Wave
from tests.deliberation.benchmarks.bodies import WAVES
from tests.deliberation.benchmarks.specified import WHOLE
from tests.deliberation.board.boards import OPENED, OVER
from tests.factories import make_authority

ENDS = {1: date(2026, 3, 8), 2: date(2026, 7, 12), 3: date(2026, 11, 1)}


def make_wave(session: Session, number: int, **changes: Any) -> FrozenResult:
    """A frozen, published wave of BM-2; its table for everybody."""
    tables = changes.pop("tables", WAVES[number])
    people = changes.pop("people", 612)
    release = Release(
        wave=Wave(
            slug=f"wave-{number}",
            title={"en": f"Wave {number}"},
            version=_version(session),
            state="frozen",
            closes_on=ENDS[number],
            plan={},
            method={},
        ),
        published_at=changes.pop("published_at", now()),
        summary={"people": people, "groups": {}},
        checksum="-",
    )
    results = [
        FrozenResult(
            position=place,
            item_key="A3",
            item_version=changes.get("item_version", 1),
            breakdown="area" if table["breakdown"] else "",
            body=table,
            checksum=checksum(table),
        )
        for place, table in enumerate(tables)
    ]
    release.results = results
    session.add(release)
    session.commit()
    session.refresh(release, ["wave"])
    session.refresh(results[0], ["release"])
    return results[0]


def make_specification(session: Session, **changes: Any) -> Specification:
    """Everything that BM-2 says of itself."""
    soon = now().date() + timedelta(days=400)
    whole = replace(WHOLE, target_date=soon, owner_id=make_authority(session).id)
    return replace(whole, **changes)


def make_benchmark(
    session: Session, board: Board, member: Member, result: FrozenResult, **changes: Any
) -> Benchmark:
    """A nominated benchmark with a target."""
    made = service.nominate(
        *(session, board, result, make_specification(session, **changes)),
        slug="four-weeks",
        member_id=member.id,
    )
    service.choose_target(
        session,
        made,
        value=0.6,
        method=TargetMethod.PROJECTION,
        reason={"en": "What the promised staff can do."},
        member_id=member.id,
    )
    session.commit()
    return made


def put_to_vote(session: Session, benchmark: Benchmark, member: Member) -> Motion:
    """The board's motion about a benchmark, still a draft."""
    with standing_at(OPENED):
        motion = service.put_before_board(
            session, benchmark, wording={"en": "Adopt it."}, member_id=member.id
        )
    session.commit()
    return motion


def vote(
    session: Session, motion: Motion, people: list[Member], choice: BallotChoice
) -> None:
    """Open, vote and close; what is adopted comes into force."""
    with standing_at(OPENED):
        motions.open_motion(session, motion, member_id=people[0].id)
        for person in people:
            motions.cast_ballot(session, motion, member_id=person.id, choice=choice)
    with standing_at(OVER):
        motions.close_motion(
            session,
            motion,
            member_id=people[0].id,
            on_adopted=[service.follow_motion],
        )
    session.commit()


def make_adopted(
    session: Session, board: Board, people: list[Member], result: FrozenResult
) -> Benchmark:
    """A benchmark in force."""
    made = make_benchmark(session, board, people[0], result)
    vote(session, put_to_vote(session, made, people[0]), people, BallotChoice.YES)
    return made


def _version(session: Session) -> InstrumentVersion:
    found = session.scalar(select(InstrumentVersion))
    return found or InstrumentVersion(
        instrument=Instrument(slug="larkmoor"), number=1, body={}, checksum="-"
    )
