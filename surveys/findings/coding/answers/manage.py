"""The coders' desk: which questions wait, how far they are, one answer at a time."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.guards import acting, current_member_id, right_required
from accounts.rules import Right
from core.db import db
from core.errors import Conflict, Invalid
from core.i18n import language
from surveys.findings.coding import queries
from surveys.findings.coding.answers import queries as read
from surveys.findings.coding.answers import service
from surveys.findings.coding.answers.forms import (
    WORDS,
    ActForm,
    CodingForm,
    filled,
    uuid_of,
)
from surveys.findings.coding.models import Coding, CodingSet, TextTranslation
from surveys.findings.coding.stages import Seat

__all__ = ["STATELESS", "WORDS", "bp"]

bp = Blueprint("desk_coding", __name__, url_prefix="/desk/coding")

# Each form checks its own token, so that a stale one gives back what was typed.
STATELESS = True


@bp.get("/")
@right_required(Right.CODE_TEXTS)
def desk() -> ResponseReturnValue:
    """Show the questions that people answered in their own words."""
    rows = [
        (each, queries.question_of(each), queries.seat_of(each, current_member_id()))
        for each in queries.coding_sets(db.session())
    ]
    return render_template("coding/desk.html", rows=rows)


@bp.get("/<int:set_id>")
@right_required(Right.CODE_TEXTS)
def overview(set_id: int) -> ResponseReturnValue:
    """Show how far one question is, and what comes next."""
    return _overview_page(queries.coding_set(db.session(), set_id), ActForm())


@bp.post("/<int:set_id>/seat")
@right_required(Right.CODE_TEXTS)
def seat(set_id: int) -> ResponseReturnValue:
    """Become one of the two coders."""
    found, form = queries.coding_set(db.session(), set_id), ActForm()
    if not form.validate():
        return _overview_page(found, form), 422
    by = acting(Right.CODE_TEXTS)
    service.take_seat(db.session(), found, current_member_id(), **by)
    db.session.commit()
    flash(_("You are one of the two coders now."))
    return redirect(url_for("desk_coding.overview", set_id=set_id), 303)


@bp.post("/<int:set_id>/begin")
@right_required(Right.CODE_TEXTS)
def begin(set_id: int) -> ResponseReturnValue:
    """Let both coders begin with the same random answers."""
    found, form = queries.coding_set(db.session(), set_id), ActForm()
    if not form.validate():
        return _overview_page(found, form), 422
    queries.own_seat(found, current_member_id())
    service.begin(db.session(), found, **acting(Right.CODE_TEXTS))
    db.session.commit()
    return redirect(url_for("desk_coding.answer", set_id=set_id), 303)


@bp.get("/<int:set_id>/answer")
@right_required(Right.CODE_TEXTS)
def answer(set_id: int) -> ResponseReturnValue:
    """Show the coder's next answer, or one from before by its place."""
    found = queries.coding_set(db.session(), set_id)
    own, place = queries.own_seat(found, current_member_id()), request.args.get("place")
    if place is not None and place.isdecimal() and len(place) < 8:
        coding = read.coding_at(db.session(), found, own, int(place))
    else:
        coding = read.next_coding(db.session(), found, own)
    if coding is None:
        flash(_("There is no answer for you to read just now."))
        return redirect(url_for("desk_coding.overview", set_id=set_id), 303)
    return _answer_page(found, own, coding)


@bp.post("/<int:set_id>/answer")
@right_required(Right.CODE_TEXTS)
def keep(set_id: int) -> ResponseReturnValue:
    """Keep what the coder says of one answer, and go on to the next."""
    found = queries.coding_set(db.session(), set_id)
    own, form = queries.own_seat(found, current_member_id()), CodingForm()
    form.offer(queries.codebook(db.session(), set_id), request.form.getlist("codes"))
    if not form.validate():
        return _given_back(found, own, form, 422)
    try:
        service.keep(db.session(), found, current_member_id(), form.typed())
    except (Conflict, Invalid) as error:
        db.session.rollback()
        return _given_back(found, own, form, 409, error.code)
    db.session.commit()
    return redirect(url_for("desk_coding.answer", set_id=set_id), 303)


def _overview_page(found: CodingSet, form: ActForm) -> str:
    own = queries.seat_of(found, current_member_id())
    return render_template(
        "coding/overview.html",
        found=found,
        question=queries.question_of(found),
        own=own,
        progress=read.progress(db.session(), found),
        entries=len(queries.codebook(db.session(), found.id)),
        form=form,
    )


def _given_back(
    found: CodingSet, own: Seat, form: CodingForm, status: int, code: str = ""
) -> ResponseReturnValue:
    """Show an answer again with everything that was ticked and typed."""
    # What was rolled back is loaded anew.
    found = queries.coding_set(db.session(), found.id)
    text_id = uuid_of(form.text_id.data)
    coding = read.coding_of(db.session(), found, own, text_id)
    if coding is None:
        raise Conflict("coding.not_now")
    return _answer_page(found, own, coding, form, code), status


def _answer_page(
    found: CodingSet,
    own: Seat,
    coding: Coding,
    form: CodingForm | None = None,
    code: str = "",
) -> str:
    others = read.translations(db.session(), coding.open_text_id)
    if form is None:
        form = filled(coding, _own_translation(others, own))
    return render_template(
        "coding/answer.html",
        found=found,
        question=queries.question_of(found),
        coding=coding,
        form=form,
        seen=coding.revision,
        translations=[each for each in others if not _is_own(each, own)],
        entries=queries.codebook(db.session(), found.id),
        progress=read.progress(db.session(), found)[own],
        problem=str(WORDS[code]) if code else "",
    )


def _own_translation(others: list[TextTranslation], own: Seat) -> str:
    return next((each.text for each in others if _is_own(each, own)), "")


def _is_own(each: TextTranslation, own: Seat) -> bool:
    return each.seat == own and each.language == language()
