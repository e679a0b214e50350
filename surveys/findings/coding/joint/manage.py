"""The joint screen: how far two coders agree, and one difference at a time."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.guards import acting, current_member_id, right_required
from accounts.rules import Right
from core.db import db
from core.errors import Conflict, Invalid
from surveys.findings.coding import queries
from surveys.findings.coding.answers import queries as read
from surveys.findings.coding.answers.forms import ActForm, uuid_of
from surveys.findings.coding.joint import service
from surveys.findings.coding.joint.forms import (
    LABEL_WORDS,
    PLACE_OF,
    WORDS,
    JointForm,
)
from surveys.findings.coding.stages import SetState

__all__ = ["STATELESS", "WORDS", "bp"]

bp = Blueprint("desk_joint", __name__, url_prefix="/desk/coding")

# Each form checks its own token, so that a stale one gives back what was typed.
STATELESS = True


@bp.get("/<int:set_id>/joint")
@right_required(Right.CODE_TEXTS)
def joint(set_id: int) -> ResponseReturnValue:
    """Show how far the two agree, and the next answer that they read differently."""
    return _page(set_id, None)


@bp.post("/<int:set_id>/joint")
@right_required(Right.CODE_TEXTS)
def decide(set_id: int) -> ResponseReturnValue:
    """Keep what the two make of one answer."""
    found, form = queries.coding_set(db.session(), set_id), JointForm()
    form.offer(queries.codebook(db.session(), set_id), request.form.getlist("codes"))
    if not form.validate():
        return _page(set_id, form), 422
    done = (current_member_id(), uuid_of(form.text_id.data), form.together())
    try:
        service.decide(db.session(), found, *done)
    except Invalid as error:
        db.session.rollback()
        return _page(set_id, form, error.code), 422
    db.session.commit()
    flash(_("This is kept."))
    return redirect(url_for("desk_joint.joint", set_id=set_id), 303)


@bp.post("/<int:set_id>/read-again")
@right_required(Right.CODE_TEXTS)
def read_again(set_id: int) -> ResponseReturnValue:
    """Let both read the sample anew."""
    found = queries.coding_set(db.session(), set_id)
    queries.own_seat(found, current_member_id())
    if not ActForm().validate():
        return _page(set_id, None), 422
    service.read_again(db.session(), found, **acting(Right.CODE_TEXTS))
    db.session.commit()
    return redirect(url_for("desk_coding.answer", set_id=set_id), 303)


@bp.post("/<int:set_id>/go-on")
@right_required(Right.CODE_TEXTS)
def go_on(set_id: int) -> ResponseReturnValue:
    """Share out the rest, or be done."""
    found = queries.coding_set(db.session(), set_id)
    queries.own_seat(found, current_member_id())
    if not ActForm().validate():
        return _page(set_id, None), 422
    try:
        service.go_on(db.session(), found, **acting(Right.CODE_TEXTS))
    except Conflict as error:
        db.session.rollback()
        return _page(set_id, None, error.code), 409
    db.session.commit()
    return redirect(url_for("desk_coding.overview", set_id=set_id), 303)


def _page(set_id: int, form: JointForm | None, code: str = "") -> str:
    """Show the joint screen; with a form, what it held stands there again."""
    found = queries.coding_set(db.session(), set_id)
    queries.own_seat(found, current_member_id())
    together = service.readings_together(db.session(), found)
    waiting = service.undecided(together)
    shown = next(iter(waiting), None)
    if form is not None:
        asked = uuid_of(form.text_id.data)
        shown = next((each for each in waiting if each.text_id == asked), shown)
    entries = queries.codebook(db.session(), set_id)
    if form is None and shown is not None:
        form = JointForm(formdata=None, text_id=str(shown.text_id), codes=shown.both)
        form.offer(entries, shown.both)
    return render_template(
        "coding/joint.html",
        found=found,
        question=queries.question_of(found),
        entries=entries,
        agreement=service.agreement_of(db.session(), found, together),
        read=len(together),
        differing=sum(each.is_disputed for each in together),
        waiting=len(waiting),
        shown=shown,
        original=shown and read.open_text(db.session(), shown.text_id),
        translations=read.translations(db.session(), shown.text_id) if shown else [],
        form=form,
        label_words=LABEL_WORDS,
        is_sample=found.state == SetState.JOINT,
        problem=str(WORDS[code]) if code else "",
        place=PLACE_OF.get(code, "codes"),
    )
