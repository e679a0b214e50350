"""Short addresses on posters, and the page that a partner may look at."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accounts.guards import anyone
from core.db import db
from core.i18n import language
from surveys.waves.models import WaveState
from surveys.waves.outreach import queries
from surveys.waves.outreach.codes import read_code
from surveys.waves.outreach.forms import WORDS, read_partner_key

__all__ = ["WORDS", "bp"]

bp = Blueprint("channels", __name__)


@bp.get("/c/<code>")
@anyone
def come_in(code: str) -> ResponseReturnValue:
    """Lead from a typed or scanned address to the survey."""
    channel = queries.channel(db.session(), read_code(code))
    address = url_for("waves.start", slug=channel.wave.slug, lang=language())
    return redirect(f"{address}&from={channel.code}", 303)


@bp.get("/partner/<key>")
@anyone
def partner(key: str) -> ResponseReturnValue:
    """Tell a partner how many people came by their channel, after the close."""
    channel = queries.channel(db.session(), read_partner_key(key))
    return render_template(
        "waves/outreach/partner.html",
        channel=channel,
        wave=channel.wave,
        people=queries.people_by(db.session(), channel),
        closed=channel.wave.state in {WaveState.CLOSED, WaveState.FROZEN},
    )
