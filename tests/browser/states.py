"""States that the demo community has left behind, and where they can be looked at.

A motion and a rating that are open, texts that two coders read, results in the making,
a benchmark and a proposal that are drafts.
"""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Authority, Member
from deliberation.benchmarks.models import Benchmark
from deliberation.board.models import Board
from deliberation.proposals.drafts.service import ask_for, write_draft
from surveys.findings.coding.answers.service import begin, take_seat
from surveys.findings.coding.models import CodingSet, Theme
from surveys.findings.coding.queries import coding_set, coding_sets
from surveys.findings.freezing.models import Freezing, State
from surveys.findings.service import freeze_wave
from surveys.findings.stories.models import QuoteKind
from surveys.findings.stories.quotes.queries import candidate
from surveys.findings.stories.quotes.service import QuoteWording, propose
from surveys.waves.models import Wave
from tests.deliberation.board.boards import make_exercise, make_motion
from tests.deliberation.proposals.factories import TEXTS
from tests.surveys.findings.coding.factories import (
    BY,
    add_codes,
    costly,
    make_written,
    none_at_all,
    read_all,
    writers,
)

IN_OTHER_WORDS = QuoteWording(QuoteKind.PARAPHRASE, "They were told to go.", "en")
Coders = tuple[Member, Member]


def bring_about(session: Session, names: Mapping[str, str], counted: Wave) -> list[str]:
    """Bring these states about, with one person of each role, and say where.

    Results of ``counted`` are made once more.
    """
    by_name = {each.pseudonym: each for each in session.scalars(select(Member))}
    people = {role: by_name[name] for role, name in names.items()}
    coders = people["facilitator"], people["coder"]
    found = [
        *_put_to_the_board(session, people["chair"]),
        *_draft(session, people["board_member"]),
        *_quote(session, coders),
        *_code(session, coders),
    ]
    done = {"step": "audit", "done": 13, "total": 40, "role": "steward"}
    session.add(Freezing(wave_id=counted.id, number=2, state=State.RUNNING, **done))
    session.commit()
    return [*found, f"/desk/results/{counted.slug}/making"]


def _put_to_the_board(session: Session, chair: Member) -> list[str]:
    """A motion and a list to rate, both open."""
    board = session.scalars(select(Board)).one()
    motion = make_motion(session, board, chair)
    make_exercise(session, board, chair)
    return [
        f"/board/{board.slug}/motions/{motion.number}",
        f"/board/{board.slug}/ratings/spring",
        f"/board/{board.slug}/ratings/spring/A/aside",
    ]


def _draft(session: Session, writer: Member) -> list[str]:
    """A proposal with two requests and no evidence, a benchmark nobody voted on."""
    board = session.scalars(select(Board)).one()
    draft = write_draft(
        *(session, board, TEXTS),
        right_served="accessibility",
        language="en",
        member_id=writer.id,
    )
    body = session.scalars(select(Authority).order_by(Authority.id)).all()[0]
    for number in (1, 2):
        ask_for(
            *(session, draft),
            authority_id=body.id,
            kind="service_standard",
            wording={"en": f"An interpreter at desk {number}."},
            member_id=writer.id,
        )
    of_benchmark = select(Benchmark.slug).where(Benchmark.state == "nominated")
    return [
        f"/desk/proposals/{draft.slug}",
        *(f"/desk/proposals/{draft.slug}/{of}" for of in ("text", "evidence", "asks")),
        f"/desk/benchmarks/{session.scalars(of_benchmark).one()}/motion",
    ]


def _quote(session: Session, coders: Coders) -> list[str]:
    """A theme whose coders are these two, with words that one of them proposed."""
    [found] = coding_sets(session)
    found.first_coder_id, found.second_coder_id = (each.id for each in coders)
    theme = session.scalars(select(Theme).order_by(Theme.id)).all()[-1]
    said = candidate(session, found, theme, 1).text
    assert said
    propose(session, found, theme, said.id, coders[1].id, IN_OTHER_WORDS)
    return [f"/desk/coding/{theme.coding_set_id}/themes/{theme.id}/quotes"]


def _code(session: Session, coders: Coders) -> list[str]:
    """What was written in two surveys: one is being read, the other read by both."""
    began, read = (_begun(session, slug, coders) for slug in ("began", "read"))
    for coder, codes in zip(coders, (costly, none_at_all), strict=True):
        read_all(session, read, coder, codes)
    return [
        f"/desk/coding/{began.id}/answer",
        f"/desk/coding/{read.id}/joint",
        f"/desk/coding/{began.id}/codebook/cost",
    ]


def _begun(session: Session, slug: str, coders: Coders) -> CodingSet:
    """Texts that two coders have begun to read."""
    wave = make_written(session, writers(12), slug)
    freeze_wave(session, wave, role="operator")
    of_wave = select(CodingSet.id).where(CodingSet.wave_id == wave.id)
    found = coding_set(session, session.scalars(of_wave).one())
    add_codes(session, found, "Cost", "Wait")
    for coder in coders:
        take_seat(session, found, coder.id, **BY)
    begin(session, found, **BY)
    session.commit()
    return coding_set(session, found.id)
