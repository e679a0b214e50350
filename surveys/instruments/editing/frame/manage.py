"""The desk for what stands around the questions of a draft."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from accounts.guards import right_required
from accounts.rules import Right
from core.db import db
from core.errors import Conflict, NotFound
from surveys.instruments.editing import queries
from surveys.instruments.editing.drafting import put_repeat, remove_repeat
from surveys.instruments.editing.frame.forms import (
    RepeatForm,
    frame_form,
    frame_typed,
    repeat_typed,
)
from surveys.instruments.editing.manage import page_of_form, page_of_removal
from surveys.instruments.questionnaire import Instrument, Repeat

__all__ = ["STATELESS", "bp"]

bp = Blueprint("desk_draft_frame", __name__, url_prefix="/desk/questions/drafts/<slug>")

# Each form checks its own token, so that a stale one gives back what was typed.
STATELESS = True


@bp.route("/frame", methods=["GET", "POST"])
@right_required(Right.FIELD_WAVES)
def frame(slug: str) -> ResponseReturnValue:
    """Change title, languages, consent, headings and licence."""
    draft = queries.draft(db.session(), slug)
    is_new = not queries.has_versions(db.session(), slug)
    form = frame_form(queries.draft_instrument(draft), draft.revision, is_new=is_new)
    return page_of_form(slug, form, form.filled, "drafts/frame.html", saved=frame_typed)


@bp.route("/repeats/new", methods=["GET", "POST"])
@right_required(Right.FIELD_WAVES)
def begin_repeat(slug: str) -> ResponseReturnValue:
    """Add a repeat; its questions say on their own pages that they are in it."""
    draft = queries.draft(db.session(), slug)
    form = RepeatForm(data={"revision": str(draft.revision), "at_most": 5})

    def change(now: Instrument) -> Instrument:
        if any(each.key == form.key.data for each in now.repeats):
            raise Conflict("draft.key_taken")
        return put_repeat(now, form.filled(now))

    return page_of_form(slug, form, change, "drafts/repeat.html")


@bp.route("/repeats/<key>", methods=["GET", "POST"])
@right_required(Right.FIELD_WAVES)
def repeat(slug: str, key: str) -> ResponseReturnValue:
    """Change a repeat, but for its key."""
    draft = queries.draft(db.session(), slug)
    instrument = queries.draft_instrument(draft)
    known = _repeat(instrument, key)
    values = repeat_typed(known, instrument) | {"revision": str(draft.revision)}
    form = RepeatForm(data=values)
    form.key.validators = []  # it stays what it is, and is not shown
    return page_of_form(
        slug,
        form,
        lambda now: put_repeat(now, form.filled(now, key)),
        "drafts/repeat.html",
        saved=lambda now: repeat_typed(_repeat(now, key), now),
        key=key,
    )


@bp.route("/repeats/<key>/remove", methods=["GET", "POST"])
@right_required(Right.FIELD_WAVES)
def drop_repeat(slug: str, key: str) -> ResponseReturnValue:
    """Ask once more, then take a repeat out; its questions stay, asked once."""
    draft = queries.draft(db.session(), slug)
    found = _repeat(queries.draft_instrument(draft), key)
    return page_of_removal(
        slug,
        lambda now: remove_repeat(now, key),
        "drafts/drop_repeat.html",
        repeat=found,
    )


def _repeat(draft: Instrument, key: str) -> Repeat:
    found = next((each for each in draft.repeats if each.key == key), None)
    if found is None:
        raise NotFound("draft.no_repeat")
    return found
