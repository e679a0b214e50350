"""The desk for one question of a draft: adding, changing, taking out."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts.guards import right_required
from accounts.rules import Right
from core.db import db
from surveys.instruments.editing import queries
from surveys.instruments.editing.drafting import (
    add_item,
    change_item,
    item_of,
    proposed_key,
    remove_item,
)
from surveys.instruments.editing.forms import AddForm
from surveys.instruments.editing.manage import page_of_form, page_of_removal
from surveys.instruments.editing.questions.forms import item_form, typed
from surveys.instruments.forms import KIND_WORDS
from surveys.instruments.items import Item
from surveys.instruments.kinds import Kind
from surveys.instruments.questionnaire import Instrument

__all__ = ["STATELESS", "bp"]

bp = Blueprint(
    "desk_draft_questions", __name__, url_prefix="/desk/questions/drafts/<slug>"
)

# Each form checks its own token, so that a stale one gives back what was typed.
STATELESS = True


@bp.route("/add", methods=["GET", "POST"])
@right_required(Right.FIELD_WAVES)
def add(slug: str) -> ResponseReturnValue:
    """Add a question with its kind and words behind another one."""
    draft = queries.draft(db.session(), slug)
    form = AddForm(data={"revision": str(draft.revision)})
    after = request.args.get("after", "")
    before = {item.key for item in queries.draft_instrument(draft).items}

    def change(instrument: Instrument) -> Instrument:
        return add_item(instrument, _begun(form, instrument), after=after)

    def onward(made: Instrument) -> str:
        key = next(item.key for item in made.items if item.key not in before)
        return url_for("desk_draft_questions.change", slug=slug, key=key)

    return page_of_form(slug, form, change, "drafts/add.html", onward=onward)


@bp.route("/questions/<key>", methods=["GET", "POST"])
@right_required(Right.FIELD_WAVES)
def change(slug: str, key: str) -> ResponseReturnValue:
    """Change all that can be said of a question, but its key and kind."""
    draft = queries.draft(db.session(), slug)
    instrument = queries.draft_instrument(draft)
    item = item_of(instrument, key)
    form = item_form(item, instrument, draft.revision)
    return page_of_form(
        slug,
        form,
        lambda now: change_item(now, form.filled(item_of(now, key), now)),
        "drafts/question.html",
        saved=lambda now: typed(item_of(now, key), now),
        item=item,
        kind_words=KIND_WORDS,
    )


@bp.route("/questions/<key>/remove", methods=["GET", "POST"])
@right_required(Right.FIELD_WAVES)
def remove(slug: str, key: str) -> ResponseReturnValue:
    """Ask once more, then take a question out."""
    draft = queries.draft(db.session(), slug)
    item = item_of(queries.draft_instrument(draft), key)
    return page_of_removal(
        slug, lambda now: remove_item(now, key), "drafts/remove.html", item=item
    )


@bp.get("/conditions")
@right_required(Right.FIELD_WAVES)
def conditions(slug: str) -> ResponseReturnValue:
    """Explain how conditions are written, with the questions of this draft."""
    draft = queries.draft(db.session(), slug)
    instrument = queries.draft_instrument(draft)
    return render_template(
        "drafts/conditions.html",
        draft=draft,
        instrument=instrument,
        own=instrument.default_language,
        way_back=url_for("desk_drafts.overview", slug=slug),
    )


def _begun(form: AddForm, draft: Instrument) -> Item:
    own, words = draft.default_language, form.label.data.strip()
    taken = {item.key for item in draft.items}
    return Item(
        key=form.key.data or proposed_key(words, taken),
        kind=Kind(form.kind.data),
        label={own: words},
    )
