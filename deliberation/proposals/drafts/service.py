"""Writing a draft: its texts, what it rests on, and what it asks for."""

from collections.abc import Iterable, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from accounts.rules import Role
from core.constraints import add_or
from core.errors import Conflict, Invalid, NotFound
from deliberation.board import queries as board_queries
from deliberation.board.models import Board
from deliberation.proposals.evidence import EvidenceKind
from deliberation.proposals.models import Ask, Evidence, Proposal
from deliberation.proposals.service import record, require_open_draft
from deliberation.proposals.wording import TEXTS, said

SOURCE_COLUMN = {
    EvidenceKind.RESULT: "frozen_result_id",
    EvidenceKind.THREAD: "thread_id",
    EvidenceKind.RATING: "priority_item_id",
    EvidenceKind.BENCHMARK: "benchmark_id",
}


def write_draft(
    session: Session,
    board: Board,
    texts: Mapping[str, str],
    *,
    right_served: str,
    language: str,
    member_id: int,
) -> Proposal:
    """Begin a proposal of a board under the next number.

    Args:
        session: the act's session.
        board: whose proposal it is.
        texts: some of ``wording.TEXTS`` by name, in one language.
        right_served: a ``RightServed``, or nothing yet.
        language: the language of the texts.
        member_id: who writes.

    Raises:
        Conflict: somebody else took the same number at the same moment.
    """
    board_queries.require_seat(session, board.id, member_id)
    count = session.scalar(select(func.count()).select_from(Proposal)) or 0
    number = f"P{count + 1}"
    proposal = Proposal(
        slug=number.lower(),
        number=number,
        board_id=board.id,
        right_served=right_served,
        **{name: said(None, language, texts.get(name, "")) for name in TEXTS},
    )
    add_or(session, proposal, Conflict("proposal.number", number=number))
    record(session, "proposal.draft", proposal, Role.BOARD_MEMBER, member_id)
    return proposal


def rewrite(
    session: Session,
    proposal: Proposal,
    texts: Mapping[str, str],
    *,
    right_served: str,
    language: str,
    member_id: int,
) -> None:
    """Change the texts of a draft in one language; what is not given stays.

    Raises:
        Conflict: the board has the text before it, or decided on it.
    """
    require_open_draft(session, proposal, member_id)
    for name in TEXTS:
        if name in texts:
            setattr(
                proposal, name, said(getattr(proposal, name), language, texts[name])
            )
    proposal.right_served = right_served
    session.flush()


def cite(
    session: Session,
    proposal: Proposal,
    source: tuple[EvidenceKind, int],
    *,
    shows: Mapping[str, str],
    limits: Mapping[str, str],
    member_id: int,
) -> Evidence:
    """Add one piece of evidence at the end.

    ``source`` is its kind and the id of the frozen result, thread, priority
    item or benchmark.

    Raises:
        Conflict: the draft is with the board.
        Invalid: it is cited already, or nothing of this kind has this id.
    """
    require_open_draft(session, proposal, member_id)
    kind, source_id = source
    cited: InstrumentedAttribute[int | None] = getattr(Evidence, SOURCE_COLUMN[kind])
    own = Evidence.proposal_id == proposal.id
    if session.scalar(select(Evidence.id).where(own, cited == source_id)):
        raise Invalid("evidence.cited_already")
    last = session.scalar(select(func.max(Evidence.position)).where(own)) or 0
    evidence = Evidence(
        proposal_id=proposal.id,
        position=last + 1,
        shows=dict(shows),
        limits=dict(limits),
        **{cited.key: source_id},
    )
    add_or(session, evidence, Invalid("evidence.unknown", kind=kind.value))
    return evidence


def drop_evidence(
    session: Session, proposal: Proposal, position: int, *, member_id: int
) -> None:
    """Take one piece of evidence out of a draft; the others keep their numbers.

    Raises:
        Conflict: the draft is with the board.
        NotFound: there is no evidence with this number.
    """
    require_open_draft(session, proposal, member_id)
    evidence = session.scalar(
        select(Evidence).where(
            Evidence.proposal_id == proposal.id, Evidence.position == position
        )
    )
    if evidence is None:
        raise NotFound("evidence", position=position)
    session.delete(evidence)
    session.flush()


def ask_for(
    session: Session,
    proposal: Proposal,
    *,
    authority_id: int,
    kind: str,
    wording: Mapping[str, str],
    member_id: int,
) -> Ask:
    """Add one ask to one public body at the end.

    Raises:
        Conflict: the draft is with the board.
        Invalid: there is no such public body.
    """
    require_open_draft(session, proposal, member_id)
    last = session.scalar(
        select(func.max(Ask.number)).where(Ask.proposal_id == proposal.id)
    )
    ask = Ask(
        proposal_id=proposal.id,
        number=(last or 0) + 1,
        authority_id=authority_id,
        kind=kind,
        wording=dict(wording),
    )
    add_or(session, ask, Invalid("ask.authority"))
    return ask


def drop_ask(
    session: Session, proposal: Proposal, number: int, *, member_id: int
) -> None:
    """Take one ask out of a draft; the later ones move up.

    Raises:
        Conflict: the draft is with the board.
        NotFound: there is no ask with this number.
    """
    require_open_draft(session, proposal, member_id)
    asks = session.scalars(
        select(Ask)
        .where(Ask.proposal_id == proposal.id, Ask.number >= number)
        .order_by(Ask.number)
    ).all()
    if not asks or asks[0].number != number:
        raise NotFound("ask", number=number)
    session.delete(asks[0])
    session.flush()
    _move_up(session, asks[1:])


def _move_up(session: Session, asks: Iterable[Ask]) -> None:
    """Give each ask the number before its own, one by one: no two share one."""
    for ask in asks:
        ask.number -= 1
        session.flush()
