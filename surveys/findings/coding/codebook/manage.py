"""The desk for a codebook: its entries, a new one, a change, the ones to start from."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.guards import acting, right_required
from accounts.rules import Right
from core.db import db
from core.errors import Conflict, DomainError, Invalid
from core.i18n import language
from core.web import number_sent
from surveys.findings.coding import queries
from surveys.findings.coding.codebook import service
from surveys.findings.coding.codebook.entry import PARTS
from surveys.findings.coding.codebook.forms import PART_WORDS, WORDS, typed_entry
from surveys.findings.coding.offers import queries as offers
from surveys.findings.coding.offers.offer import entries_of

__all__ = ["WORDS", "bp"]

bp = Blueprint("desk_codebook", __name__, url_prefix="/desk/coding")


@bp.get("/<int:set_id>/codebook")
@right_required(Right.CODE_TEXTS)
def codebook(set_id: int) -> ResponseReturnValue:
    """Show every entry, and a form for a new one."""
    return _book_page(set_id, {})


@bp.post("/<int:set_id>/codebook")
@right_required(Right.CODE_TEXTS)
def add(set_id: int) -> ResponseReturnValue:
    """Write a new entry in the language of the page."""
    found = queries.coding_set(db.session(), set_id)
    typed = typed_entry(request.form)
    try:
        service.write_entry(db.session(), found, typed, language=language())
    except Invalid as error:
        return _book_page(set_id, typed, error), 422
    return _kept(found)


@bp.post("/<int:set_id>/codebook/starter")
@right_required(Right.CODE_TEXTS)
def starter(set_id: int) -> ResponseReturnValue:
    """Take the entries to start from, as a draft."""
    found = queries.coding_set(db.session(), set_id)
    service.take_starter(db.session(), found)
    return _kept(found)


@bp.post("/<int:set_id>/codebook/offers/<int:offer_id>")
@right_required(Right.CODE_TEXTS)
def take_offer(set_id: int, offer_id: int) -> ResponseReturnValue:
    """Take the entries of another place's codebook, as a draft."""
    found = queries.coding_set(db.session(), set_id)
    offer = offers.offer_for(db.session(), found, offer_id)
    service.take_entries(db.session(), found, entries_of(offer.body))
    return _kept(found)


@bp.get("/<int:set_id>/codebook/<key>")
@right_required(Right.CODE_TEXTS)
def entry(set_id: int, key: str) -> ResponseReturnValue:
    """Show one entry with its earlier versions, to be changed."""
    return _entry_page(set_id, key)


@bp.post("/<int:set_id>/codebook/<key>")
@right_required(Right.CODE_TEXTS)
def change(set_id: int, key: str) -> ResponseReturnValue:
    """Write a new version of an entry, or take it out of use."""
    found = queries.coding_set(db.session(), set_id)
    typed, seen = typed_entry(request.form), number_sent("seen") or 0
    try:
        if request.form.get("act") == "retire":
            service.retire_entry(db.session(), found, key, seen)
        else:
            here = language()
            service.write_entry(
                db.session(), found, typed, language=here, key=key, seen=seen
            )
    except (Conflict, Invalid) as error:
        db.session.rollback()
        status = 409 if isinstance(error, Conflict) else 422
        return _entry_page(set_id, key, typed, error), status
    return _kept(found)


def _kept(found: Any) -> ResponseReturnValue:
    service.record_change(db.session(), found, **acting(Right.CODE_TEXTS))
    set_id = found.id
    db.session.commit()
    flash(_("This is kept."))
    return redirect(url_for("desk_codebook.codebook", set_id=set_id), 303)


def _book_page(
    set_id: int, typed: dict[str, str], error: DomainError | None = None
) -> str:
    found = queries.coding_set(db.session(), set_id)
    return render_template(
        "coding/codebook.html",
        found=found,
        question=queries.question_of(found),
        entries=queries.codebook(db.session(), set_id),
        may_change=found.state in service.OPEN_TO_CHANGE,
        offers=offers.offers_for(db.session(), found),
        **_shown(typed, error),
    )


def _entry_page(
    set_id: int,
    key: str,
    typed: dict[str, str] | None = None,
    error: DomainError | None = None,
) -> str:
    found = queries.coding_set(db.session(), set_id)
    versions = queries.versions_of(db.session(), set_id, key)
    said = {part: getattr(versions[0], part).get(language(), "") for part in PARTS}
    return render_template(
        "coding/entry.html",
        found=found,
        versions=versions,
        may_change=found.state in service.OPEN_TO_CHANGE,
        **_shown(typed or said, error),
    )


def _shown(typed: dict[str, str], error: DomainError | None) -> dict[str, Any]:
    """Return what a form shows: what was typed, and what is wrong with it."""
    part = str(error.facts.get("part", "")) if error else ""
    words = str(WORDS[error.code]) if error else ""
    return {
        "typed": typed,
        "part_words": PART_WORDS,
        "errors": [(part or "name", words)] if error else [],
    }
