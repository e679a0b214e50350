"""The facilitator's desk: who is missing, while there is time to ask them."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal
from flask_babel import gettext as _

from accounts.guards import current_member_id, right_required
from accounts.rules import Right, Role
from core.db import db
from core.errors import Invalid
from surveys.instruments.queries import instrument_of
from surveys.waves import queries as waves
from surveys.waves.models import Wave, WaveState
from surveys.waves.plan import Attribute
from surveys.waves.reach import queries, service
from surveys.waves.reach.forms import (
    FIELD_OF,
    WORDS,
    offered,
    ratio_tables,
    share_rows,
)
from surveys.waves.reach.population_file import figure
from surveys.waves.stopping.forms import stop_rows
from surveys.waves.stopping.queries import stops_of

__all__ = ["WORDS", "bp"]

bp = Blueprint("desk_reach", __name__, url_prefix="/desk/waves")


@bp.get("/<slug>/reach")
@right_required(Right.FIELD_WAVES)
def reach(slug: str) -> ResponseReturnValue:
    """Show the table that was last made, and the figures it stands beside."""
    return _page(waves.wave(db.session(), slug))


@bp.post("/<slug>/reach")
@right_required(Right.FIELD_WAVES)
def count_again(slug: str) -> ResponseReturnValue:
    """Make the table anew, where enough people came since."""
    if service.count_again(db.session(), waves.wave(db.session(), slug)):
        db.session.commit()
        flash(_("The table is new."))
    else:
        flash(_("Too few people came since. The table stays as it is."), "warning")
    return redirect(url_for("desk_reach.reach", slug=slug), 303)


@bp.post("/<slug>/reach/population")
@right_required(Right.FIELD_WAVES)
def population(slug: str) -> ResponseReturnValue:
    """Keep how many people of a group live here."""
    wave = waves.wave(db.session(), slug)
    breakdown, _slash, group = request.form.get("group", "").partition("/")
    typed = [request.form.get(name, "") for name in ("people", "source")]
    try:
        found = figure(waves.plan_of_wave(wave), [breakdown, group, *typed])
    except Invalid as error:
        return _page(wave, {FIELD_OF[error.code]: str(WORDS[error.code])}), 422
    service.set_population(
        db.session(), wave, [found], role=Role.FACILITATOR, actor_id=current_member_id()
    )
    db.session.commit()
    flash(_("Thank you. This is kept."))
    return redirect(url_for("desk_reach.reach", slug=slug), 303)


def _page(wave: Wave, faults: dict[str, str] | None = None) -> str:
    plan, last = waves.plan_of_wave(wave), queries.shown(db.session(), wave.id)
    options = offered(plan)
    names = dict(options)
    is_closed = wave.state in {WaveState.CLOSED, WaveState.FROZEN}
    return render_template(
        "waves/reach/reach.html",
        wave=wave,
        people=last.people if last else None,
        ratios=ratio_tables(plan, last.body) if last else [],
        languages_of=share_rows(last.body, Attribute.LANGUAGE) if last else [],
        modes=share_rows(last.body, Attribute.MODE) if last else [],
        options=options,
        figures=[
            [
                names.get(f"{each.breakdown}/{each.group_key}"),
                format_decimal(each.people),
                each.source,
            ]
            for each in queries.population(db.session(), wave.id)
        ],
        is_closed=is_closed,
        stops=_stops(wave) if is_closed else [],
        faults=faults or {},
        typed=request.form,
    )


def _stops(wave: Wave) -> list[list[str]]:
    return stop_rows(instrument_of(wave.version), stops_of(db.session(), wave))
