"""The preview: the survey's own pages, walked through with a draft.

It stands here and not beside the editor, for it is made of the pages of waves.
"""

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from accounts.guards import right_required
from accounts.rules import Right
from core.db import db
from core.errors import Conflict
from core.i18n import direction, usual_language
from core.settings import LANGUAGES
from surveys.instruments.editing import queries as editing
from surveys.instruments.editing.readiness import faults_of
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.translating import queries as translations
from surveys.instruments.translating.states import joined
from surveys.waves.anonymity import Anonymity
from surveys.waves.forms import new_token, read_sent, wants_to_send
from surveys.waves.models import WaveState
from surveys.waves.queries import Fielded
from surveys.waves.sheet import Sheet
from surveys.waves.sheets.views import start_page
from surveys.waves.views import following

__all__ = ["STATELESS", "bp"]

bp = Blueprint(
    "desk_preview", __name__, url_prefix="/desk/questions/drafts/<slug>/preview"
)

# It is the survey's own form, and nothing that is sent is kept.
STATELESS = True

MAIN = '<main id="main"'


@bp.get("")
@right_required(Right.FIELD_WAVES)
def show(slug: str) -> ResponseReturnValue:
    """Show the page before the first question, in the language of the address."""
    wave = _wave(slug)
    if request.args.get("lang") not in LANGUAGES:
        own = wave.instrument.default_language
        code = own if own in LANGUAGES else usual_language()
        return redirect(url_for("desk_preview.show", slug=slug, lang=code), 303)
    return _framed(wave, start_page(wave, new_token(slug), Sheet({})))


@bp.post("")
@right_required(Right.FIELD_WAVES)
def walk(slug: str) -> ResponseReturnValue:
    """Show the page that a page leads to; Send leads to the end and keeps nothing."""
    wave = _wave(slug)
    if wants_to_send(request.form):
        return _framed(wave, (render_template("waves/preview_end.html"), 200))
    sent = read_sent(request.form, wave.instrument, slug)
    return _framed(wave, following(wave, sent))


walk.writes_late = True  # type: ignore[attr-defined]  # it never writes
walk.takes_a_sheet = True  # type: ignore[attr-defined]


def _wave(slug: str) -> Fielded:
    """Return a wave that nobody opened, asking what a draft asks.

    Raises:
        Conflict: something is still wrong with the draft.
    """
    # The language of a preview is not the one its reader wants from now on.
    g.language_is_borrowed = True
    draft = editing.draft(db.session(), slug)
    own = editing.draft_instrument(draft)
    if faults_of(own, {}):
        raise Conflict("draft.no_preview")
    return _fielded(joined(own, translations.kept(db.session(), draft.id)))


def _fielded(instrument: Instrument) -> Fielded:
    return Fielded(
        id=0,
        slug=instrument.slug,
        title=dict(instrument.title),
        state=WaveState.OPEN,
        anonymity=Anonymity.OPEN,
        opens_on=None,
        closes_on=None,
        method={},
        channel_item=None,
        checksum="",
        public_key=None,
        instrument=instrument,
    )


def _framed(wave: Fielded, page: Any) -> ResponseReturnValue:
    """Return a page of the survey with a bar above it, in its reader's own language."""
    body, status = page
    usual = usual_language()
    with force_locale(usual):
        bar = render_template(
            "waves/preview_bar.html",
            slug=wave.slug,
            usual=usual,
            usual_direction=direction(usual),
            codes=[code for code in wave.instrument.languages if code in LANGUAGES],
        )
    return body.replace(MAIN, f"{bar}{MAIN}", 1), status
