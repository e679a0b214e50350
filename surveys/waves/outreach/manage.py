"""The facilitator's desk for outreach: channels of a wave, and a poster for each."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.guards import right_required
from accounts.rules import Right
from core.db import db
from core.errors import Invalid, NotFound
from core.i18n import language
from surveys.waves.models import Wave
from surveys.waves.outreach import queries, service
from surveys.waves.outreach.forms import (
    WORDS,
    invitations,
    partner_key,
    qr_code,
    site_address,
)
from surveys.waves.queries import wave

__all__ = ["WORDS", "bp"]

bp = Blueprint("desk_channels", __name__, url_prefix="/desk/waves")


@bp.get("/<slug>/channels")
@right_required(Right.FIELD_WAVES)
def channels(slug: str) -> ResponseReturnValue:
    """Show a wave's channels, each with its address, its poster and its partner's."""
    return _page(wave(db.session(), slug))


@bp.post("/<slug>/channels")
@right_required(Right.FIELD_WAVES)
def add(slug: str) -> ResponseReturnValue:
    """Give a partner a short address."""
    found, partner = wave(db.session(), slug), request.form.get("partner", "")
    try:
        service.add_channel(db.session(), found, partner)
    except Invalid as error:
        return _page(found, partner, str(WORDS[error.code])), 422
    db.session.commit()
    flash(_("The address is ready. Print its poster, or give it to the partner."))
    return redirect(url_for("desk_channels.channels", slug=slug), 303)


@bp.get("/<slug>/channels/<code>/poster")
@right_required(Right.FIELD_WAVES)
def poster(slug: str, code: str) -> ResponseReturnValue:
    """Show a channel's poster, in the language of the page, to print."""
    found = queries.channel(db.session(), code)
    if found.wave.slug != slug:
        raise NotFound("channel.unknown")
    here = f"{site_address()}c/{code}"
    return render_template(
        "waves/outreach/poster.html",
        wave=found.wave,
        typed=here.partition("://")[2],
        qr=qr_code(f"{here}?lang={language()}"),
        others=invitations(found.wave, language()),
    )


def _page(found: Wave, typed: str = "", fault: str = "") -> str:
    rows = queries.channels(db.session(), found.id)
    return render_template(
        "waves/outreach/channels.html",
        wave=found,
        rows=[(each, f"/partner/{partner_key(each.code)}") for each in rows],
        root=site_address(),
        typed=typed,
        fault=fault,
    )
