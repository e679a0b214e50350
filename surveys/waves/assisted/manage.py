"""Where a helper begins somebody's form. It goes on at ``/s/``, without a session.

The signed token of the form says how the answers come in. Nothing says who helped,
and no page gives the answers back once they are sent.
"""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from accounts.guards import right_required
from accounts.rules import Right
from core.db import db
from core.errors import NotFound
from core.i18n import language
from surveys.waves import queries
from surveys.waves.assisted.forms import MODES, TO_SAY
from surveys.waves.forms import new_token
from surveys.waves.mode import HELPED, Mode

__all__ = ["bp"]

bp = Blueprint("desk_assisted", __name__, url_prefix="/desk/assisted")


@bp.get("/")
@right_required(Right.ASSIST)
def waves() -> ResponseReturnValue:
    """Show the surveys that take answers today."""
    return render_template(
        "waves/assisted/waves.html", waves=queries.open_waves(db.session())
    )


@bp.get("/<slug>")
@right_required(Right.ASSIST)
def choose(slug: str) -> ResponseReturnValue:
    """Ask how the answers come in."""
    wave = queries.fielded(db.session(), slug)
    queries.refuse_unless_open(wave)
    return render_template("waves/assisted/choose.html", wave=wave, modes=MODES)


@bp.get("/<slug>/<mode>")
@right_required(Right.ASSIST)
def begin(slug: str, mode: str) -> ResponseReturnValue:
    """Say what to say, and let the form begin once the person agrees."""
    if mode not in HELPED:
        raise NotFound("wave.unknown")
    wave = queries.fielded(db.session(), slug)
    queries.refuse_unless_open(wave)
    consent = wave.instrument.consent
    return render_template(
        "waves/assisted/begin.html",
        wave=wave,
        mode=Mode(mode),
        words=MODES[Mode(mode)],
        to_say=TO_SAY[Mode(mode)],
        lines=consent.lines.get(language(), ()),
        consent=consent,
        default=wave.instrument.default_language,
        token=new_token(slug, Mode(mode)),
    )
