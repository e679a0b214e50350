"""The desk of the board's proposals: what each lacks, and its way to the public."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from accounts.guards import current_member_id, right_required
from accounts.rules import Right
from core.db import db
from core.errors import Conflict, Invalid
from deliberation.board.manage import FOLLOWERS
from deliberation.proposals import queries, service
from deliberation.proposals.chain.queries import chain_of
from deliberation.proposals.drafts.forms import (
    LACK_WORDS,
    motion_wording,
)
from deliberation.proposals.forms import WORDS, ActForm, vocabulary
from deliberation.proposals.models import Proposal
from deliberation.proposals.readiness import delivery_lacks

__all__ = ["STATELESS", "Context", "bp", "on_desk", "page_of_form", "press"]

Context = dict[str, Any]

bp = Blueprint("proposal_desk", __name__, url_prefix="/desk")

bp.record_once(
    lambda state: state.app.extensions.setdefault(FOLLOWERS, []).append(
        service.follow_motion
    )
)

# Each form checks its own token, so that a stale one gives back what was typed.
STATELESS = True


@bp.get("/proposals")
@right_required(Right.WRITE_PROPOSALS)
def proposals() -> ResponseReturnValue:
    """List every proposal of the member's boards, drafts too: three statements."""
    return render_template(
        "proposals/desk.html",
        proposals=queries.desk_list(db.session(), current_member_id()),
        **vocabulary(),
    )


@bp.get("/proposals/<slug>")
@right_required(Right.WRITE_PROPOSALS)
def desk(slug: str) -> ResponseReturnValue:
    """Show what a proposal has, what it lacks, and what can be done next."""
    found = queries.on_desk(db.session(), slug, current_member_id())
    chain = chain_of(db.session(), found)
    draft = queries.draft_state(found, chain, asks=len(found.asks))
    return render_template(
        "proposals/desk_proposal.html",
        proposal=found,
        chain=chain,
        draft=draft,
        lacks=delivery_lacks(draft, service.decision(found.motion)),
        is_open=service.is_open_draft(found, found.motion),
        lack_words=LACK_WORDS,
        **vocabulary(),
    )


@bp.post("/proposals/<slug>/hand-over")
@right_required(Right.WRITE_PROPOSALS)
def hand_over(slug: str) -> ResponseReturnValue:
    """Put a draft before the board as a motion."""
    return press(
        slug,
        lambda found, member: service.hand_to_board(
            db.session(), found, wording=motion_wording(found.number), member_id=member
        ),
    )


@bp.post("/proposals/<slug>/deliver")
@right_required(Right.CHAIR_BOARD)
def deliver(slug: str) -> ResponseReturnValue:
    """Send an adopted proposal; the clock starts."""
    return press(
        slug,
        lambda found, member: service.deliver(
            db.session(),
            found,
            calendar=current_app.config["CALENDAR"],
            member_id=member,
        ),
    )


@bp.post("/proposals/<slug>/close")
@right_required(Right.CHAIR_BOARD)
def close(slug: str) -> ResponseReturnValue:
    """End a proposal; all of it stays in public."""
    return press(
        slug, lambda found, member: service.close(db.session(), found, member_id=member)
    )


def page_of_form(
    form: FlaskForm,
    act: Callable[[], str],
    template: str,
    context: Callable[[], Context],
) -> ResponseReturnValue:
    """Do what a form asks and go on; else show it again with all that was typed."""
    status, refusal = 422 if form.is_submitted() else 200, ""
    if form.validate_on_submit():
        try:
            onward = act()
            db.session.commit()
            flash(_("This is kept."))
            return redirect(onward, 303)
        except (Conflict, Invalid) as error:
            db.session.rollback()
            status = 409 if isinstance(error, Conflict) else 422
            refusal = str(WORDS[error.code])
    shown = {"form": form, "refusal": refusal, **vocabulary(), **context()}
    return render_template(template, **shown), status


def press(slug: str, act: Callable[[Proposal, int], object]) -> ResponseReturnValue:
    """Do what a single button asks, and show the proposal's desk again.

    Raises:
        Invalid: the button's token does not hold.
    """
    if not ActForm().validate_on_submit():
        raise Invalid("csrf")
    act(on_desk(slug), current_member_id())
    db.session.commit()
    return redirect(url_for("proposal_desk.desk", slug=slug), 303)


def on_desk(slug: str) -> Proposal:
    """Return a proposal of one of the member's boards."""
    return queries.on_desk(db.session(), slug, current_member_id())
