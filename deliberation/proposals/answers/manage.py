"""The answering desk: where public bodies answer, and the board replies."""

from flask import Blueprint, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.guards import current_member_id, right_required, visitor
from accounts.rules import Right
from core.db import db
from core.errors import NotAllowed
from core.i18n import language
from deliberation.proposals.answers import queries as answer_queries
from deliberation.proposals.answers import service as answers
from deliberation.proposals.answers.forms import AnswerForm, ReplyForm
from deliberation.proposals.forms import vocabulary
from deliberation.proposals.manage import Context, on_desk, page_of_form

bp = Blueprint("answer_desk", __name__, url_prefix="/desk")

# Each form checks its own token, so that a stale one gives back what was typed.
STATELESS = True


@bp.route("/proposals/<slug>/asks/<int:number>/reply", methods=["GET", "POST"])
@right_required(Right.CHAIR_BOARD)
def reply(slug: str, number: int) -> ResponseReturnValue:
    """Reply to an answer in the name of the board, once."""
    found = on_desk(slug)
    response = answer_queries.response_of(db.session(), found, number)
    form = ReplyForm()

    def say() -> str:
        answers.reply(
            db.session(),
            response,
            form.words.data,
            member_id=current_member_id(),
            language=language(),
        )
        return url_for("proposal_desk.desk", slug=slug, _anchor="asks")

    def shown() -> Context:
        again = answer_queries.response_of(db.session(), on_desk(slug), number)
        return {"proposal": again.ask.proposal, "response": again}

    return page_of_form(form, say, "proposals/reply_form.html", shown)


@bp.get("/answers")
@right_required(Right.ANSWER_ASKS)
def answer_desk() -> ResponseReturnValue:
    """List the asks that were sent to the visitor's public body: one statement."""
    return render_template(
        "proposals/answer_desk.html",
        asks=answer_queries.addressed_to(db.session(), visitor().authority_id),
        **vocabulary(),
    )


@bp.route("/answers/<int:ask_id>", methods=["GET", "POST"])
@right_required(Right.ANSWER_ASKS)
def answer(ask_id: int) -> ResponseReturnValue:
    """Answer one ask; what was answered already is shown and stands."""
    form = AnswerForm()

    def give() -> str:
        by = answers.Speaker(visitor().authority_id, current_member_id(), language())
        ask = answer_queries.ask_to(db.session(), ask_id)
        answers.answer_ask(db.session(), ask, form.state.data, form.reasons.data, by=by)
        flash(_("Your answer is public now."))
        return url_for(".answer_desk")

    def shown() -> Context:
        ask = answer_queries.ask_to(db.session(), ask_id)
        if ask.authority_id != visitor().authority_id:
            raise NotAllowed("ask.addressee")
        return {"ask": ask}

    return page_of_form(form, give, "proposals/answer_form.html", shown)
