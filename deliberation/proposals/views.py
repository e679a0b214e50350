"""Pages on which everybody reads proposals, their answers and their briefs."""

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from accounts.guards import anyone
from core.clock import today
from core.db import db
from core.errors import Invalid
from core.i18n import language
from deliberation.proposals import queries
from deliberation.proposals.answers import queries as answer_queries
from deliberation.proposals.asks import AskType
from deliberation.proposals.brief import Depth, sections
from deliberation.proposals.chain.queries import chain_of
from deliberation.proposals.forms import WORDS, vocabulary
from deliberation.proposals.models import Ask, Proposal
from deliberation.proposals.response_clock import ClockReading
from deliberation.proposals.wording import Passage, Words, passage

__all__ = ["WORDS", "bp"]

bp = Blueprint("proposals", __name__, url_prefix="/proposals")


@bp.app_template_global("passage")
def spoken(words: Words | None) -> Passage | None:
    """Return words for this reader, with the places for figures apart."""
    return passage(words, language())


@bp.app_template_global("clocks_of")
def clocks_of(proposal: Proposal) -> tuple[answer_queries.BodyClock, ...]:
    """Return the clocks of a proposal as they stand today."""
    calendar = current_app.config["CALENDAR"]
    return answer_queries.clocks(proposal, on=today(), calendar=calendar)


@bp.app_template_global("reading_of")
def reading_of(ask: Ask) -> ClockReading:
    """Return how the clock of one ask stands today."""
    return answer_queries.reading(
        ask, on=today(), calendar=current_app.config["CALENDAR"]
    )


@bp.get("/")
@anyone
def proposals() -> ResponseReturnValue:
    """List the proposals with their clocks, all or by what they ask for."""
    kind = request.args.get("asks", "")
    if kind and kind not in set(AskType):
        raise Invalid("ask.kind")
    return render_template(
        "proposals/proposals.html",
        proposals=queries.listed(db.session(), kind),
        kind=kind,
        **vocabulary(),
    )


@bp.get("/<slug>")
@anyone
def proposal(slug: str) -> ResponseReturnValue:
    """Show what a proposal says, rests on and asks, and what was answered."""
    found = queries.in_public(db.session(), slug)
    return render_template(
        "proposals/proposal.html",
        proposal=found,
        chain=chain_of(db.session(), found),
        **vocabulary(),
    )


@bp.get("/<slug>/brief")
@anyone
def brief(slug: str) -> ResponseReturnValue:
    """Show the brief as deep as asked: ``?depth=messages``, ``summary`` or ``full``."""
    depth = _depth(request.args.get("depth", Depth.FULL))
    found = queries.in_public(db.session(), slug)
    return render_template(
        "proposals/brief.html",
        proposal=found,
        depth=depth,
        sections=sections(depth),
        chain=chain_of(db.session(), found),
        **vocabulary(),
    )


def _depth(asked: str) -> Depth:
    if asked not in set(Depth):
        raise Invalid("brief.depth")
    return Depth(asked)
