"""Where people answer: no session, no cookie, no script, nothing kept before Send.

The frame of the page is rendered once a language; what is inside, each time.
"""

from dataclasses import replace

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import DBAPIError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import InternalServerError

from accounts.guards import anyone
from core.clock import now
from core.db import begin_writing, db
from core.errors import Conflict, DomainError, Invalid, TooMany
from core.i18n import language, plain_text
from surveys.instruments.questionnaire import Answers, Problem
from surveys.waves import queries
from surveys.waves.anonymity import Anonymity
from surveys.waves.forms import (
    WORDS,
    Sent,
    new_token,
    read_sent,
    sending,
    wants_to_send,
)
from surveys.waves.framing.views import channel, framed
from surveys.waves.mode import HELPED
from surveys.waves.outreach.queries import known_channel
from surveys.waves.paging import (
    Step,
    first_page,
    page_of,
    turn,
)
from surveys.waves.queries import Fielded
from surveys.waves.roll.jobs import refuse_unless_usable
from surveys.waves.sealed.service import opened
from surveys.waves.sending.crowd import refuse_if_crowded, refuse_if_tried_too_often
from surveys.waves.sending.jobs import Kept, keep_answers
from surveys.waves.sheet import CHECK, WHOLE, Sheet
from surveys.waves.sheets.views import (
    NONE,
    Errors,
    Problems,
    closed_page,
    first_page_of,
    page_of_sheet,
    start_page,
    token_of,
    unshown_page,
)
from surveys.waves.stopping.jobs import note_turn
from surveys.waves.stopping.pages import SENT

__all__ = ["STATELESS", "WORDS", "bp"]

bp = Blueprint("waves", __name__, url_prefix="/s")

# The signed token in the page is the form's own guard (surveys.waves.forms).
STATELESS = True

STATUS = {Conflict: 409, Invalid: 422, TooMany: 429}


@bp.get("/<slug>")
@anyone
def start(slug: str) -> ResponseReturnValue:
    """Say what this is and what is kept, and ask whether the person wants to."""
    wave = _fielded(slug)
    try:
        queries.refuse_unless_open(wave)
    except Conflict as conflict:
        return closed_page(wave, str(WORDS[conflict.code]))
    return first_page_of(wave, new_token(slug))


@bp.post("/<slug>")
@anyone
def answer(slug: str) -> ResponseReturnValue:
    """Take one page and give the next; keep the answers on Send."""
    if wants_to_send(request.form):
        return _send(slug)
    wave = _fielded(slug)
    sent = read_sent(request.form, wave.instrument, slug)
    if sent.is_helped and sent.token and queries.is_sent(db.session(), sent.token):
        return closed_page(wave, str(WORDS["response.sent"]))
    queries.refuse_unless_open(wave)
    return following(wave, sent, counted=True)


# Only Send takes the write lock, and takes it first.
answer.writes_late = True  # type: ignore[attr-defined]
answer.takes_a_sheet = True  # type: ignore[attr-defined]


@bp.get("/<slug>/thanks")
@anyone
def thanks(slug: str) -> ResponseReturnValue:
    """Give the receipt: what happens next, and when."""
    wave = queries.fielded(db.session(), slug)
    mode = request.args.get("by")
    by = mode if mode in HELPED else ""
    return framed(wave, "thanks", _("Thank you"), links=True, by=by)


@bp.get("/<slug>/sealed")
@anyone
def waiting(slug: str) -> ResponseReturnValue:
    """Say what waits on this phone; a script takes the words from here."""
    wave = queries.fielded(db.session(), slug)
    title = plain_text(wave.title, wave.instrument.default_language)
    return framed(wave, "waiting", title)


@bp.post("/<slug>/sealed")
@anyone
def sealed(slug: str) -> ResponseReturnValue:
    """Take answers that waited on a phone, as if they were sent now."""
    refuse_if_crowded(request.remote_addr, slug, now())
    begin_writing(db.session)
    wave = queries.fielded(db.session(), slug, lock=True)
    queries.refuse_unless_open(wave)
    half, box = request.form.get("half", ""), request.form.get("box", "")
    fields = MultiDict(opened(db.session(), wave.id, half, box))
    known = known_channel(db.session(), wave.id, channel(fields))
    wave = queries.as_asked(wave, by_channel=known is not None)
    sent = read_sent(fields, wave.instrument, slug)
    if sent.agreed != str(wave.instrument.consent.version):
        raise Invalid("response.consent")
    fields.pop("receipt", None)  # nobody is there to be shown a phrase
    _keep(wave, sent, fields)
    return "", 204


sealed.writes_late = True  # type: ignore[attr-defined]
sealed.takes_a_sheet = True  # type: ignore[attr-defined]


def following(
    wave: Fielded, sent: Sent, *, counted: bool = False
) -> ResponseReturnValue:
    """Return the page that a page leads to. No answer is kept.

    ``counted``: who agreed is counted at the page that they come to.
    """
    errors = _before_start(wave, sent)
    if errors:
        return start_page(wave, token_of(sent, wave.slug), sent.sheet, errors=errors)
    sheet, problem = _turned(wave, sent)
    if counted:
        furthest = note_turn(wave, sent.token, sent.furthest, sheet.at)
        sent = replace(sent, furthest=furthest)
    problems = {sheet.at: problem} if problem else NONE
    return page_of_sheet(wave, sent, sheet, problems, status=422 if problem else 200)


def _send(slug: str) -> ResponseReturnValue:
    refuse_if_crowded(request.remote_addr, slug, now())
    begin_writing(db.session)
    wave = _fielded(slug, lock=True)
    sent = read_sent(request.form, wave.instrument, slug)
    errors = _before_start(wave, sent)
    if errors:
        return start_page(wave, token_of(sent, slug), sent.sheet, errors=errors)
    kept = _keep(wave, sent, request.form)
    note_turn(wave, sent.token, sent.furthest, SENT)
    if request.form.get("receipt") == "1" and not sent.is_helped:
        phrase, title = kept.phrase, _("Thank you")
        return framed(wave, "thanks", title, links=True, phrase=phrase, asked=True)
    by = sent.mode if sent.is_helped else None
    return redirect(url_for("waves.thanks", slug=slug, lang=language(), by=by), 303)


def _keep(wave: Fielded, sent: Sent, form: MultiDict[str, str]) -> Kept:
    if sent.token is None:
        raise Invalid("response.stale")
    known = known_channel(db.session(), wave.id, sent.channel)
    wanted = sending(form, sent.token, channel=known)
    return keep_answers(wave, sent.sheet.answers, wanted)


def _fielded(slug: str, *, lock: bool = False) -> Fielded:
    """Return a wave as it is put to whoever asks."""
    return queries.fielded(db.session(), slug, channel=channel(), lock=lock)


def reopened(wave: Fielded, answers: Answers, phrase: str) -> ResponseReturnValue:
    """Return the check of answers that somebody sent before, to change them."""
    agreed = str(wave.instrument.consent.version)
    sent = Sent(Sheet(answers), Step.STAY, CHECK, None, agreed)
    return page_of_sheet(wave, sent, sent.sheet, also={"phrase": phrase})


@bp.errorhandler(Conflict)
@bp.errorhandler(Invalid)
@bp.errorhandler(TooMany)
def _refused(error: DomainError) -> ResponseReturnValue:
    """Give the page back with what was typed, and say why it was not sent."""
    status = next(STATUS[kind] for kind in STATUS if isinstance(error, kind))
    problems: Problems = error.facts.get("problems", NONE)  # type: ignore[assignment]
    return _give_back(status, str(WORDS.get(error.code, "")), problems)


@bp.errorhandler(DBAPIError)
def _not_kept(error: DBAPIError) -> ResponseReturnValue:
    """Give the page back when the disk is full or the database away."""
    current_app.logger.error("database: %s", type(error.orig).__name__)
    return _give_back(503, str(WORDS["response.not_kept"]))


@bp.errorhandler(InternalServerError)
def _failed(_error: InternalServerError) -> ResponseReturnValue:
    """Give the page back when we made a mistake."""
    return _give_back(500, str(WORDS["response.not_kept"]))


def _give_back(
    status: int, words: str, problems: Problems = NONE
) -> ResponseReturnValue:
    """Return the posted page as it was, from memory where the database is away.

    A process that has just begun remembers no questions: it gives the form back as it
    was sent, to be sent once more.
    """
    db.session.rollback()
    slug = (request.view_args or {}).get("slug", "")
    wave = queries.last_fielded(slug, channel())
    if request.method != "POST":
        return render_template(f"errors/{status}.html", words=words), status
    if wave is None:
        return unshown_page(status, words)
    sent = read_sent(request.form, wave.instrument, slug)
    sheet = sent.sheet
    if problems and sheet.at != WHOLE:
        sheet = replace(sheet, at=next(iter(problems)), returning=True)
    errors = () if problems else [("main", words)]
    return page_of_sheet(wave, sent, sheet, problems, errors=errors, status=status)


def _turned(wave: Fielded, sent: Sent) -> tuple[Sheet, Problem | None]:
    """Return the sheet at the page that was asked for."""
    if sent.go:
        return page_of(wave.instrument, sent.sheet, sent.go), None
    if sent.step is Step.START:
        return first_page(wave.instrument, sent.sheet), None
    return turn(wave.instrument, sent.sheet, sent.step)


def _before_start(wave: Fielded, sent: Sent) -> Errors:
    """Return what has to be right before the first question: consent, and a code."""
    form, errors = request.form, []
    starting = sent.step in {Step.START, Step.ALL, Step.SEND}
    if wave.anonymity == Anonymity.CODED and starting and not form.get("phrase"):
        try:
            refuse_if_tried_too_often(request.remote_addr, wave.slug, now())
            refuse_unless_usable(wave.slug, form.get("code", ""), sent.token or "")
        except (Conflict, Invalid, TooMany) as error:
            errors.append(("code", str(WORDS[error.code])))
    if sent.agreed != str(wave.instrument.consent.version):
        errors.append(("agree", str(WORDS["response.consent"])))
    return errors
