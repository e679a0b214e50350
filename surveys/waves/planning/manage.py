"""The facilitator's pages for a new wave: which questions, then everything else."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.guards import current_member_id, right_required
from accounts.rules import Right, Role
from core.clock import today
from core.db import db
from core.errors import Conflict, Invalid
from surveys.instruments.agreement.queries import VersionLine, all_lines, line_of
from surveys.instruments.models import InstrumentVersion
from surveys.instruments.queries import instrument_of, version_called
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.strict_toml import FileRefused
from surveys.waves.anonymity import Anonymity
from surveys.waves.planning.drawing_up import (
    not_offered,
    offered,
    plan_document,
    proposed_slug,
)
from surveys.waves.planning.forms import MISSING_WORDS, WaveForm
from surveys.waves.queries import wave_slugs
from surveys.waves.service import create_wave

__all__ = ["STATELESS", "bp"]

bp = Blueprint("desk_planning", __name__, url_prefix="/desk/waves/new")

# The form checks its own token, so that a stale one gives back what was typed.
STATELESS = True


@bp.get("/")
@right_required(Right.FIELD_WAVES)
def choose() -> ResponseReturnValue:
    """Ask which version is to be fielded. Two statements."""
    return render_template("waves/planning/choose.html", lines=all_lines(db.session()))


@bp.route("/<slug>/<int:number>", methods=["GET", "POST"])
@right_required(Right.FIELD_WAVES)
def plan(slug: str, number: int) -> ResponseReturnValue:
    """Ask for all that a wave is made of, and make it in draft."""
    version = version_called(db.session(), slug, number)
    line, instrument = line_of(db.session(), version.id), instrument_of(version)
    form = WaveForm(data=_proposed(instrument)).offer(instrument)
    if form.validate_on_submit() and _made(version, form):
        flash(_("The survey is a draft now. Nobody can answer before you open it."))
        return redirect(url_for("desk_waves.waves"), 303)
    return _page(form, line, instrument), 422 if form.is_submitted() else 200


def _made(version: InstrumentVersion, form: WaveForm) -> bool:
    """Make the wave, or leave the reason beside the field that it is about."""
    try:
        create_wave(
            db.session(),
            form.slug.data,
            version,
            plan_document(instrument_of(version), form.ticked),
            role=Role.FACILITATOR,
            actor_id=current_member_id(),
            opens_on=form.opens_on.data,
            closes_on=form.closes_on.data,
            anonymity=Anonymity(form.anonymity.data),
        )
    except (Conflict, Invalid, FileRefused) as refusal:
        db.session.rollback()
        form.blame(refusal)
        return False
    db.session.commit()
    return True


def _proposed(instrument: Instrument) -> dict[str, Any]:
    """Return what the form says before anybody typed."""
    taken = wave_slugs(db.session())
    return {
        "title": instrument.title[instrument.default_language],
        "slug": proposed_slug(instrument.slug, today(), taken),
        "tables": [each.key for each in offered(instrument)],
    }


def _page(form: WaveForm, line: VersionLine, instrument: Instrument) -> str:
    return render_template(
        "waves/planning/plan.html",
        form=form,
        line=line,
        missing=not_offered(instrument),
        led=instrument.led,
        missing_words=MISSING_WORDS,
    )
