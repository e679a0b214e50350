"""Desks: where the board writes and sends proposals, and public bodies answer them."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from accounts.guards import current_member_id, right_required, visitor
from accounts.rules import Right
from core.db import db
from core.errors import Conflict, Invalid, NotAllowed
from core.i18n import language, plain_text
from deliberation.board.manage import FOLLOWERS
from deliberation.proposals import queries, service
from deliberation.proposals.answers import service as answers
from deliberation.proposals.chain.queries import chain_of
from deliberation.proposals.drafts import queries as sources
from deliberation.proposals.drafts import service as drafts
from deliberation.proposals.forms import (
    GAP_WORDS,
    KIND_WORDS,
    WORDS,
    ActForm,
    AnswerForm,
    ReplyForm,
    TextForm,
    ask_form,
    evidence_form,
    motion_wording,
    vocabulary,
)
from deliberation.proposals.models import Proposal
from deliberation.proposals.readiness import delivery_gaps
from deliberation.proposals.wording import TEXTS, said

__all__ = ["STATELESS", "bp"]

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


@bp.route("/proposals/new", methods=["GET", "POST"])
@right_required(Right.WRITE_PROPOSALS)
def begin() -> ResponseReturnValue:
    """Begin a draft with whatever is known of it."""
    form = TextForm()

    def write() -> str:
        boards = queries.boards_of(db.session(), current_member_id())
        if not boards:
            raise NotAllowed("board.no_seat")
        made = drafts.write_draft(
            db.session(),
            boards[0],
            form.texts(),
            right_served=form.right_served.data,
            language=language(),
            member_id=current_member_id(),
        )
        return url_for(".desk", slug=made.slug)

    return _page(form, write, "proposals/text_form.html", dict)


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
        gaps=delivery_gaps(draft, service.decision(found.motion)),
        is_open=service.is_open_draft(found, found.motion),
        gap_words=GAP_WORDS,
        form=ActForm(),
        **vocabulary(),
    )


@bp.route("/proposals/<slug>/text", methods=["GET", "POST"])
@right_required(Right.WRITE_PROPOSALS)
def text(slug: str) -> ResponseReturnValue:
    """Change the texts of a draft in the language of the page."""
    found = _found(slug)
    here = {name: getattr(found, name).get(language(), "") for name in TEXTS}
    form = TextForm(data=here | {"right_served": found.right_served})

    def rewrite() -> str:
        drafts.rewrite(
            db.session(),
            found,
            form.texts(),
            right_served=form.right_served.data,
            language=language(),
            member_id=current_member_id(),
        )
        return url_for(".desk", slug=slug)

    return _page(
        form, rewrite, "proposals/text_form.html", lambda: {"proposal": _found(slug)}
    )


@bp.route("/proposals/<slug>/evidence", methods=["GET", "POST"])
@right_required(Right.WRITE_PROPOSALS)
def evidence(slug: str) -> ResponseReturnValue:
    """Add one piece of evidence, chosen from what is public."""
    found = _found(slug)
    form = evidence_form(map(_offer, sources.citable(db.session())))

    def cite() -> str:
        drafts.cite(
            db.session(),
            found,
            form.chosen(),
            shows=said(None, language(), form.shows.data),
            limits=said(None, language(), form.limits.data or ""),
            member_id=current_member_id(),
        )
        return url_for(".desk", slug=slug, _anchor="evidence")

    return _page(
        form, cite, "proposals/evidence_form.html", lambda: {"proposal": _found(slug)}
    )


@bp.post("/proposals/<slug>/evidence/<int:position>/remove")
@right_required(Right.WRITE_PROPOSALS)
def drop_evidence(slug: str, position: int) -> ResponseReturnValue:
    """Take one piece of evidence out of a draft."""
    return _act(
        slug,
        lambda found, member: drafts.drop_evidence(
            db.session(), found, position, member_id=member
        ),
    )


@bp.route("/proposals/<slug>/asks", methods=["GET", "POST"])
@right_required(Right.WRITE_PROPOSALS)
def asks(slug: str) -> ResponseReturnValue:
    """Add one ask to one public body."""
    found = _found(slug)
    form = ask_form(
        (body.id, plain_text(body.name)) for body in queries.authorities(db.session())
    )

    def ask() -> str:
        drafts.ask_for(
            db.session(),
            found,
            authority_id=form.authority.data,
            kind=form.kind.data,
            wording=said(None, language(), form.wording.data),
            member_id=current_member_id(),
        )
        return url_for(".desk", slug=slug, _anchor="asks")

    return _page(
        form, ask, "proposals/ask_form.html", lambda: {"proposal": _found(slug)}
    )


@bp.post("/proposals/<slug>/asks/<int:number>/remove")
@right_required(Right.WRITE_PROPOSALS)
def drop_ask(slug: str, number: int) -> ResponseReturnValue:
    """Take one ask out of a draft."""
    return _act(
        slug,
        lambda found, member: drafts.drop_ask(
            db.session(), found, number, member_id=member
        ),
    )


@bp.post("/proposals/<slug>/hand-over")
@right_required(Right.WRITE_PROPOSALS)
def hand_over(slug: str) -> ResponseReturnValue:
    """Put a draft before the board as a motion."""
    return _act(
        slug,
        lambda found, member: service.hand_to_board(
            db.session(), found, wording=motion_wording(found.number), member_id=member
        ),
    )


@bp.post("/proposals/<slug>/deliver")
@right_required(Right.CHAIR_BOARD)
def deliver(slug: str) -> ResponseReturnValue:
    """Send an adopted proposal; the clock starts."""
    return _act(
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
    return _act(
        slug, lambda found, member: service.close(db.session(), found, member_id=member)
    )


@bp.route("/proposals/<slug>/asks/<int:number>/reply", methods=["GET", "POST"])
@right_required(Right.CHAIR_BOARD)
def reply(slug: str, number: int) -> ResponseReturnValue:
    """Reply to an answer in the name of the board, once."""
    found = _found(slug)
    response = queries.response_of(db.session(), found, number)
    form = ReplyForm()

    def say() -> str:
        answers.reply(
            db.session(),
            response,
            form.words.data,
            member_id=current_member_id(),
            language=language(),
        )
        return url_for(".desk", slug=slug, _anchor="asks")

    def shown() -> Context:
        again = queries.response_of(db.session(), _found(slug), number)
        return {"proposal": again.ask.proposal, "response": again}

    return _page(form, say, "proposals/reply_form.html", shown)


@bp.get("/answers")
@right_required(Right.ANSWER_ASKS)
def answer_desk() -> ResponseReturnValue:
    """List the asks that were sent to the visitor's public body: one statement."""
    return render_template(
        "proposals/answer_desk.html",
        asks=queries.addressed_to(db.session(), visitor().authority_id),
        **vocabulary(),
    )


@bp.route("/answers/<int:ask_id>", methods=["GET", "POST"])
@right_required(Right.ANSWER_ASKS)
def answer(ask_id: int) -> ResponseReturnValue:
    """Answer one ask; what was answered already is shown and stands."""
    form = AnswerForm()

    def give() -> str:
        by = answers.Speaker(
            visitor().authority_id, current_member_id(), language()
        )
        ask = queries.ask_to(db.session(), ask_id)
        answers.answer_ask(db.session(), ask, form.state.data, form.reasons.data, by=by)
        flash(_("Your answer is public now."))
        return url_for(".answer_desk")

    def shown() -> Context:
        ask = queries.ask_to(db.session(), ask_id)
        if ask.authority_id != visitor().authority_id:
            raise NotAllowed("ask.addressee")
        return {"ask": ask}

    return _page(form, give, "proposals/answer_form.html", shown)


def _page(
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
            return redirect(onward, 303)
        except (Conflict, Invalid) as error:
            db.session.rollback()
            status = 409 if isinstance(error, Conflict) else 422
            refusal = str(WORDS[error.code])
    shown = {"form": form, "refusal": refusal, **vocabulary(), **context()}
    return render_template(template, **shown), status


def _act(slug: str, act: Callable[[Proposal, int], object]) -> ResponseReturnValue:
    """Do what a single button asks, and show the proposal's desk again."""
    if not ActForm().validate_on_submit():
        raise Invalid("csrf")
    act(_found(slug), current_member_id())
    db.session.commit()
    return redirect(url_for(".desk", slug=slug), 303)


def _offer(source: sources.Source) -> tuple[str, str, str]:
    """Return a source as a form offers it: its value, its name, its group."""
    title, place = plain_text(source.title), plain_text(source.found_in)
    name = f"{title} ({place})" if place else title
    return source.value, name, str(KIND_WORDS[source.kind])


def _found(slug: str) -> Proposal:
    return queries.on_desk(db.session(), slug, current_member_id())
