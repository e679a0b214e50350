"""Lets the board of Larkmoor send proposals, and the public body answer them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.site_calendar import SiteCalendar
from deliberation.benchmarks.models import Benchmark
from deliberation.board.models import Motion, PriorityItem
from deliberation.demo.cast import Cast
from deliberation.demo.decisions.service import board_of, vote
from deliberation.demo.waves.service import result_of
from deliberation.proposals.answers import service as answers
from deliberation.proposals.drafts import service as drafts
from deliberation.proposals.evidence import EvidenceKind
from deliberation.proposals.models import Ask, AuthorityResponse, Proposal
from deliberation.proposals.service import deliver, hand_to_board
from deliberation.proposals.wording import TEXTS
from forum.threads.models import Thread

LAST_WAVE_BEFORE = "summer"
SPEAKER = "Mark Devlin"


def write(session: Session, cast: Cast, story: Mapping[str, Any]) -> Motion:
    """Write a proposal, hand it to the board, and let the board vote."""
    path = f"proposals.{story['key']}"
    made = drafts.write_draft(
        session,
        board_of(session, cast),
        {name: story[name] for name in TEXTS},
        right_served=story["right"],
        language="en",
        member_id=cast.chair,
    )
    _translate(session, cast, made, path, story)
    for number, evidence in enumerate(story["evidence"], 1):
        _cite(session, cast, made, evidence, f"{path}.evidence.{number}")
    for number, ask in enumerate(story["asks"], 1):
        drafts.ask_for(
            session,
            made,
            authority_id=cast.bodies[ask["body"]],
            kind=ask["kind"],
            wording=cast.story.words(f"{path}.asks.{number}.wording"),
            member_id=cast.chair,
        )
    wording = cast.story.words(f"{path}.motion_wording")
    motion = hand_to_board(session, made, wording=wording, member_id=cast.chair)
    vote(session, cast, motion, {})
    return motion


def send(session: Session, cast: Cast, story: Mapping[str, Any]) -> None:
    """Deliver a proposal: its clock runs from here on."""
    proposal = _proposal(session, story)
    deliver(session, proposal, calendar=SiteCalendar(), member_id=cast.chair)


def answer(session: Session, cast: Cast, story: Mapping[str, Any]) -> None:
    """Let the public body answer each ask."""
    speaker = answers.Speaker(
        authority_id=cast.bodies[story["asks"][0]["body"]],
        member_id=cast.members[SPEAKER],
    )
    for number, told in enumerate(story["asks"], 1):
        ask = session.scalars(
            select(Ask)
            .where(
                Ask.proposal_id == _proposal(session, story).id, Ask.number == number
            )
            .options(joinedload(Ask.proposal))
        ).one()
        answers.answer_ask(session, ask, told["state"], told["reasons"], by=speaker)


def reply(session: Session, cast: Cast, story: Mapping[str, Any]) -> None:
    """Let the chair say what the board thinks of the first answer."""
    response = session.scalars(
        select(AuthorityResponse)
        .join(AuthorityResponse.ask)
        .where(Ask.proposal_id == _proposal(session, story).id, Ask.number == 2)
        .options(joinedload(AuthorityResponse.ask).joinedload(Ask.proposal))
    ).one()
    answers.reply(session, response, story["reply"], member_id=cast.chair)


def _translate(
    session: Session,
    cast: Cast,
    proposal: Proposal,
    path: str,
    story: Mapping[str, Any],
) -> None:
    """Add the texts in every other language that the story has."""
    for language in cast.story.translations:
        texts = {
            name: cast.story.words(f"{path}.{name}").get(language, "") for name in TEXTS
        }
        drafts.rewrite(
            session,
            proposal,
            {name: text for name, text in texts.items() if text},
            right_served=story["right"],
            language=language,
            member_id=cast.chair,
        )


def _cite(
    session: Session,
    cast: Cast,
    proposal: Proposal,
    evidence: Mapping[str, Any],
    path: str,
) -> None:
    drafts.cite(
        session,
        proposal,
        _source(session, evidence),
        shows=cast.story.words(f"{path}.shows"),
        limits=cast.story.words(f"{path}.limits"),
        member_id=cast.chair,
    )


def _source(session: Session, evidence: Mapping[str, Any]) -> tuple[EvidenceKind, int]:
    if "result" in evidence:
        result = result_of(session, LAST_WAVE_BEFORE, evidence["result"])
        return EvidenceKind.RESULT, result.id
    for kind, name, column in (
        (EvidenceKind.RATING, "priority", PriorityItem.key),
        (EvidenceKind.BENCHMARK, "benchmark", Benchmark.number),
        (EvidenceKind.THREAD, "thread", Thread.slug),
    ):
        if name in evidence:
            table = column.class_
            found = session.scalars(select(table).where(column == evidence[name]))
            return kind, found.one().id
    raise KeyError("evidence without a source")


def _proposal(session: Session, story: Mapping[str, Any]) -> Proposal:
    return session.scalars(select(Proposal).where(Proposal.slug == story["key"])).one()
