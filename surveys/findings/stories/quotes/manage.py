"""The coders' desk for quotes: one text that may be quoted at a time."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.guards import acting, current_member_id, right_required
from accounts.rules import Right
from core.db import db
from core.errors import DomainError, Invalid, NotAllowed
from core.i18n import language
from core.web import number_asked
from surveys.findings.coding.answers.forms import uuid_of
from surveys.findings.coding.models import CodingSet, OpenText, Theme
from surveys.findings.coding.queries import coding_set, own_seat
from surveys.findings.coding.themes.queries import theme_of
from surveys.findings.stories.models import Quote
from surveys.findings.stories.quotes import queries, service
from surveys.findings.stories.quotes.forms import (
    WORDS,
    QuoteForm,
    in_readers_words,
    marks_to_type,
    typed_marks,
)
from surveys.findings.stories.quotes.redaction import is_paraphrase_only

__all__ = ["STATELESS", "WORDS", "bp"]

bp = Blueprint("desk_quotes", __name__, url_prefix="/desk/coding")

bp.add_app_template_filter(in_readers_words)

# The form checks its own token, so that a stale one gives back what was typed.
STATELESS = True


@bp.get("/<int:set_id>/themes/<int:theme_id>/quotes")
@right_required(Right.CODE_TEXTS)
def quotes(set_id: int, theme_id: int) -> ResponseReturnValue:
    """Show the quotes of a theme, and one text that may be quoted."""
    return _page(*_found(set_id, theme_id))


@bp.post("/<int:set_id>/themes/<int:theme_id>/quotes")
@right_required(Right.CODE_TEXTS)
def act(set_id: int, theme_id: int) -> ResponseReturnValue:
    """Propose some words, or others, agree to them, or take them back."""
    found, theme = _found(set_id, theme_id)
    form = QuoteForm()
    if not form.validate():
        return _page(found, theme, form), 422
    try:
        _do(found, theme, form)
    except (Invalid, NotAllowed) as error:
        db.session.rollback()
        return _page(*_found(set_id, theme_id), form, error), 422
    db.session.commit()
    flash(_("This is kept."))
    here = url_for("desk_quotes.quotes", set_id=set_id, theme_id=theme_id)
    return redirect(here, 303)


def _found(set_id: int, theme_id: int) -> tuple[CodingSet, Theme]:
    """Return a theme and its set, for one of the two coders only."""
    found = coding_set(db.session(), set_id)
    own_seat(found, current_member_id())
    return found, theme_of(db.session(), set_id, theme_id)


def _do(found: CodingSet, theme: Theme, form: QuoteForm) -> None:
    by, member_id, seen = (
        acting(Right.CODE_TEXTS),
        current_member_id(),
        form.seen.data or 0,
    )
    if form.quote_id.data is None:
        text_id = uuid_of(form.text_id.data)
        said = (theme, text_id, member_id, form.wording())
        service.propose(db.session(), found, *said)
        return
    quote = queries.quote_of(db.session(), theme.id, form.quote_id.data)
    if form.act.data == "agree":
        service.agree(db.session(), found, quote, seen, **by)
    elif form.act.data == "take_back":
        service.take_back(db.session(), found, quote, **by)
    else:
        wording = form.wording()
        service.change(db.session(), found, quote, member_id, wording, seen)


def _page(
    found: CodingSet,
    theme: Theme,
    form: QuoteForm | None = None,
    error: DomainError | None = None,
) -> str:
    place = number_asked("place") or 1
    beside = queries.quotes_of(db.session(), theme.id)
    candidate = queries.candidate(db.session(), found, theme, place)
    quote = next((each for each in beside if _is_of(each, candidate.text)), None)
    return render_template(
        "stories/quotes.html",
        found=found,
        theme=theme,
        beside=beside,
        candidate=candidate,
        place=place,
        quote=quote,
        is_own=quote is not None and quote.first_id == current_member_id(),
        only_paraphrase=_only_paraphrase(found, candidate.text),
        form=form or _form(candidate.text, quote),
        marks=marks_to_type(),
        problem=str(WORDS[error.code]) % error.facts if error else "",
    )


def _is_of(quote: Quote, text: OpenText | None) -> bool:
    return text is not None and quote.open_text_id == text.id


def _only_paraphrase(found: CodingSet, text: OpenText | None) -> bool:
    if text is None:
        return False
    people, in_language = queries.people_behind(db.session(), found, text.language)
    return is_paraphrase_only(people=people, in_language=in_language)


def _form(text: OpenText | None, quote: Quote | None) -> QuoteForm:
    """Return the form of a text with what was proposed, or with the text itself."""
    if quote is None:
        words = text.text if text else ""
        return QuoteForm(formdata=None, words=words, text_id=text and str(text.id))
    return QuoteForm(
        formdata=None,
        text_id=str(quote.open_text_id),
        quote_id=quote.id,
        seen=quote.revision,
        kind=quote.kind,
        words=typed_marks(quote.wording),
        translation=typed_marks(quote.translation.get(language(), "")),
    )
