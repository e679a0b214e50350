"""The facilitator's pages for files of questions: looked at, kept, handed out."""

from collections.abc import Sequence

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeSerializer

from accounts.guards import current_member_id, right_required
from accounts.rules import Right, Role
from core.db import db
from core.errors import Conflict, Invalid, NotFound
from surveys.instruments import queries, service
from surveys.instruments.body import from_body, to_body
from surveys.instruments.forms import WORDS as INSTRUMENT_WORDS
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.xlsform.apart import TURN
from surveys.instruments.xlsform.files import take_in_file
from surveys.instruments.xlsform.forms import (
    WORDS,
    FileForm,
    KeepForm,
    lines,
)
from surveys.instruments.xlsform.handing_out import sheets_of
from surveys.instruments.xlsform.remarks import Reason, Remark
from surveys.instruments.xlsform.spreadsheet import spreadsheet
from surveys.instruments.xlsform.taking_in import TakenIn

__all__ = ["WORDS", "bp"]

bp = Blueprint("desk_xlsform", __name__, url_prefix="/desk/questions")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SIGNED = 400_000
"""Characters of signed questions that a page may send back (``core.web``)."""


@bp.get("/import/")
@right_required(Right.FIELD_WAVES)
def choose() -> ResponseReturnValue:
    """Ask for a file."""
    return render_template("instruments/import.html", form=FileForm())


@bp.post("/import/")
@right_required(Right.FIELD_WAVES)
def look() -> ResponseReturnValue:
    """Look at a file and say what it comes to; nothing is kept yet."""
    form = FileForm()
    if not form.validate_on_submit():
        return _asked_again(form, ())
    sent, turn = form.file.data, current_app.config["INSTANCE"] / TURN
    slug = form.slug.data or ""
    taken = take_in_file(sent.filename, sent.read(), slug, turn=turn)
    if taken.instrument is None:
        return _asked_again(form, taken.faults)
    try:
        service.refuse_unless_it_may_follow(db.session(), taken.instrument)
    except Conflict as refusal:
        form.slug.errors = [INSTRUMENT_WORDS[refusal.code]]
        return _asked_again(form, ())
    signed = _signer().dumps(to_body(taken.instrument))
    if len(signed) > MOST_SIGNED:
        return _asked_again(form, (Remark(Reason.TOO_LARGE),))
    return _report(taken.instrument, taken, signed)


# It reads for seconds and writes nothing: nobody has to wait for it.
look.writes_late = True  # type: ignore[attr-defined]


@bp.post("/import/keep")
@right_required(Right.FIELD_WAVES)
def keep() -> ResponseReturnValue:
    """Keep the questions that were looked at."""
    instrument = _unsigned(KeepForm().checked.data or "")
    version = service.import_instrument(
        db.session(),
        instrument,
        role=Role.FACILITATOR,
        actor_id=current_member_id(),
    )
    number = version.number
    db.session.commit()
    flash(
        _(
            "The questions are kept: %(slug)s, version %(number)s.",
            slug=instrument.slug,
            number=number,
        )
    )
    return redirect(url_for("desk_agreement.versions"), 303)


@bp.get("/<slug>/<int:number>.xlsx")
@right_required(Right.FIELD_WAVES)
def hand_out(slug: str, number: int) -> ResponseReturnValue:
    """Give a version as an XLSForm, whatever its licence: it is for this site's own."""
    version = queries.version_called(db.session(), slug, number)
    made = spreadsheet(sheets_of(queries.instrument_of(version)))
    name = f'attachment; filename="{slug}-{number}.xlsx"'
    return Response(made, mimetype=XLSX, headers={"Content-Disposition": name})


def _asked_again(form: FileForm, faults: Sequence[Remark]) -> ResponseReturnValue:
    page = render_template("instruments/import.html", form=form, faults=lines(faults))
    return page, 422


def _report(instrument: Instrument, taken: TakenIn, signed: str) -> ResponseReturnValue:
    return render_template(
        "instruments/import_report.html",
        instrument=instrument,
        questions=instrument.items,
        warnings=lines(taken.warnings),
        advice=lines(taken.advice),
        version=_next_number(instrument.slug),
        form=KeepForm(formdata=None, checked=signed),
    )


def _next_number(slug: str) -> int:
    """Return the number of the version that questions of this name would be."""
    try:
        return queries.latest_version(db.session(), slug).number + 1
    except NotFound:
        return 1


def _unsigned(signed: str) -> Instrument:
    """Return the questions that this site signed when it looked at a file."""
    try:
        return from_body(_signer().loads(signed))
    except BadSignature as error:
        raise Invalid("questions.stale") from error


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="questions")
