"""What the pages of the proposals read."""

from sqlalchemy import Select, func, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from accounts.models import Authority
from core.clock import today
from core.errors import NotFound
from deliberation.board.models import Board, Seat
from deliberation.proposals.chain.queries import Chain, chain_of
from deliberation.proposals.figures import Figure, loose_figures, unknown_figures
from deliberation.proposals.models import Ask, Proposal
from deliberation.proposals.readiness import Draft, Lack, draft_lacks
from deliberation.proposals.stages import Stage
from deliberation.proposals.wording import TEXTS, filled


def listed(session: Session, kind: str = "") -> list[Proposal]:
    """Return the public proposals with asks and answers, newest first: two SELECTs.

    ``kind`` keeps those that ask for it; nothing keeps all.
    """
    asking = select(Ask.proposal_id).where(Ask.kind == kind)
    return list(
        session.scalars(
            _with_asks(select(Proposal))
            .where(Proposal.state != Stage.DRAFT)
            .where(Proposal.id.in_(asking) if kind else true())
            .order_by(Proposal.delivered_on.desc(), Proposal.id.desc())
        )
    )


def in_public(session: Session, slug: str) -> Proposal:
    """Return a proposal with board, motion, asks and answers: two SELECTs.

    Raises:
        NotFound: there is none, or it is a draft still.
    """
    found = _one(session, slug)
    if found.state == Stage.DRAFT:
        raise NotFound("proposal.none")
    return found


def on_desk(session: Session, slug: str, member_id: int) -> Proposal:
    """Return a proposal of a board on which the member sits, drafts too.

    Raises:
        NotFound: there is none, or it is another board's.
    """
    found = _one(session, slug)
    if found.board_id not in {board.id for board in boards_of(session, member_id)}:
        raise NotFound("proposal.none")
    return found


def desk_list(session: Session, member_id: int) -> list[Proposal]:
    """Return every proposal of the member's boards, newest first: three SELECTs."""
    boards = [board.id for board in boards_of(session, member_id)]
    return list(
        session.scalars(
            _with_asks(select(Proposal))
            .where(Proposal.board_id.in_(boards))
            .order_by(Proposal.id.desc())
        )
    )


def boards_of(session: Session, member_id: int) -> list[Board]:
    """Return the boards on which a member holds a seat today: one SELECT."""
    return list(
        session.scalars(
            select(Board)
            .join(Seat, Seat.board_id == Board.id)
            .where(Seat.member_id == member_id, Seat.since <= today())
            .where(Seat.until.is_(None) | (Seat.until >= today()))
            .order_by(Board.id)
        )
    )


def authorities(session: Session) -> list[Authority]:
    """Return the public bodies that can be asked."""
    return list(session.scalars(select(Authority).order_by(Authority.slug)))


def lacks_of_draft(session: Session, proposal: Proposal) -> tuple[Lack, ...]:
    """Return what a proposal lacks before the board can decide on it."""
    chain = chain_of(session, proposal)
    asks = session.scalar(
        select(func.count()).select_from(Ask).where(Ask.proposal_id == proposal.id)
    )
    return draft_lacks(draft_state(proposal, chain, asks=asks or 0))


def draft_state(proposal: Proposal, chain: Chain, *, asks: int) -> Draft:
    """Return what a proposal has so far, for the rules of readiness."""
    texts = [text for name in TEXTS for text in getattr(proposal, name).values()]
    evidence = [text for cited in chain for text in cited.texts]
    has = {name for name in TEXTS if filled(getattr(proposal, name))}
    return Draft(
        filled=frozenset(has | ({"right_served"} if proposal.right_served else set())),
        evidence=len(chain),
        asks=asks,
        broken=[cited.position for cited in chain if cited.broken],
        unknown=unknown_figures([*texts, *evidence], known(chain)),
        loose=loose_figures([*texts, *evidence]),
    )


def known(chain: Chain) -> dict[int, dict[str, Figure]]:
    """Return the figures that the texts of a proposal may use."""
    return {cited.position: dict(cited.figures) for cited in chain}


def _one(session: Session, slug: str) -> Proposal:
    found = session.scalar(
        _with_asks(select(Proposal))
        .where(Proposal.slug == slug)
        .options(joinedload(Proposal.board), joinedload(Proposal.motion))
    )
    if found is None:
        raise NotFound("proposal.none")
    return found


def _with_asks(wanted: Select[Proposal]) -> Select[Proposal]:
    asks = selectinload(Proposal.asks)
    return wanted.options(asks.joinedload(Ask.authority), asks.joinedload(Ask.response))
