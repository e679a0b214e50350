"""The facilitator's desk for waves: which there are, opening and closing them."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.guards import current_member_id, right_required
from accounts.rules import Right, Role
from core.db import db
from surveys.waves import queries, service
from surveys.waves.forms import WORDS, forgotten_words, read_count
from surveys.waves.outreach.forms import site_address
from surveys.waves.roll.code import MOST
from surveys.waves.roll.jobs import issue_codes

__all__ = ["WORDS", "bp"]

bp = Blueprint("desk_waves", __name__, url_prefix="/desk/waves")


@bp.get("/")
@right_required(Right.FIELD_WAVES)
def waves() -> ResponseReturnValue:
    """Show all waves; no figures, for an open wave has none."""
    return render_template("waves/desk.html", waves=queries.waves(db.session()))


@bp.post("/<slug>/open")
@right_required(Right.FIELD_WAVES)
def open_(slug: str) -> ResponseReturnValue:
    """Let answers in."""
    wave = queries.wave(db.session(), slug)
    service.open_wave(
        db.session(), wave, role=Role.FACILITATOR, actor_id=current_member_id()
    )
    db.session.commit()
    flash(_("The survey is open. Share its address."))
    return redirect(url_for("desk_waves.waves"), 303)


@bp.post("/<slug>/close")
@right_required(Right.FIELD_WAVES)
def close(slug: str) -> ResponseReturnValue:
    """Let no more answers in, for good, once that was ticked."""
    if request.form.get("sure") != "1":
        flash(_("Nothing was closed. Please tick the box first."), "warning")
        return redirect(url_for("desk_waves.waves"), 303)
    wave = queries.wave(db.session(), slug)
    forgotten = service.close_wave(
        db.session(), wave, role=Role.FACILITATOR, actor_id=current_member_id()
    )
    db.session.commit()
    flash(_("The survey is closed for good. Its results can be made now."))
    if forgotten:
        flash(forgotten_words(forgotten))
    return redirect(url_for("desk_waves.waves"), 303)


@bp.get("/<slug>/codes")
@right_required(Right.FIELD_WAVES)
def codes(slug: str) -> ResponseReturnValue:
    """Ask how many one-time codes are wanted."""
    return render_template("waves/codes.html", wave=queries.wave(db.session(), slug))


@bp.post("/<slug>/codes")
@right_required(Right.FIELD_WAVES)
def make_codes(slug: str) -> ResponseReturnValue:
    """Show new one-time codes, this once."""
    wave, count = queries.wave(db.session(), slug), read_count(request.form)
    if count is None:
        problem = WORDS["code.count"] % {"most": MOST}
        typed = request.form.get("count", "")
        shown = {"wave": wave, "problem": problem, "count": typed}
        return render_template("waves/codes.html", **shown), 422
    who = current_member_id()
    service.record_codes(db.session(), wave, count, role=Role.FACILITATOR, actor_id=who)
    db.session.commit()
    made = issue_codes(slug, count)
    address = f"{site_address()}s/{slug}"
    return render_template("waves/codes.html", wave=wave, codes=made, address=address)
