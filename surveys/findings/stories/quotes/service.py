"""What is done with quotes: one proposes a wording, another agrees to the very same.

Functions add and flush; the view commits.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core.clock import today
from core.constraints import add_or
from core.db import rows_changed
from core.errors import Conflict, Invalid, NotAllowed, NotFound
from surveys.findings.coding.models import CodingSet, OpenText, Theme
from surveys.findings.coding.queries import own_seat
from surveys.findings.coding.service import record_coding
from surveys.findings.stories.models import Quote, QuoteKind
from surveys.findings.stories.quotes.queries import MOST_SHOWN, people_behind
from surveys.findings.stories.quotes.redaction import (
    LONGEST,
    fault_of_paraphrase,
    fault_of_wording,
    is_paraphrase_only,
)


@dataclass(frozen=True)
class QuoteWording:
    """Words to be shown, and their translation in one language."""

    kind: QuoteKind
    words: str
    language: str
    translation: str = ""


def propose(
    session: Session,
    found: CodingSet,
    theme: Theme,
    text_id: UUID,
    member_id: int,
    wording: QuoteWording,
) -> Quote:
    """Propose to show some words of a text beside a theme.

    Raises:
        NotAllowed: the member is no coder, or the writer did not consent.
        NotFound: there is no such text in this set.
        Conflict: the text is proposed already.
        Invalid: the wording cannot stand, or only a paraphrase may be shown.
    """
    own_seat(found, member_id)
    text = _text(session, found, text_id)
    if not text.may_quote:
        raise NotAllowed("quote.no_consent")
    _check(session, found, text, wording)
    quote = Quote(
        theme_id=theme.id,
        open_text_id=text.id,
        first_id=member_id,
        **_columns(text, wording),
    )
    add_or(session, quote, Conflict("quote.proposed"))
    return quote


def change(
    session: Session,
    found: CodingSet,
    quote: Quote,
    member_id: int,
    wording: QuoteWording,
    seen: int,
) -> None:
    """Propose another wording; the other coder has to agree to it anew.

    Raises:
        NotAllowed: the member is no coder.
        NotFound: the text is gone.
        Conflict: the quote was changed or agreed meanwhile.
        Invalid: the wording cannot stand.
    """
    own_seat(found, member_id)
    text = _text(session, found, quote.open_text_id)
    _check(session, found, text, wording)
    columns = _columns(text, wording) | {"first_id": member_id}
    _update(session, quote, seen, **columns, revision=Quote.revision + 1)


def agree(
    session: Session,
    found: CodingSet,
    quote: Quote,
    seen: int,
    *,
    role: str,
    actor_id: int,
) -> None:
    """Agree to a wording that the other coder proposed: from now on it is shown.

    Raises:
        NotAllowed: the member is no coder, or proposed it.
        Conflict: the wording is another one by now, or three quotes stand already.
    """
    own_seat(found, actor_id)
    if quote.first_id in {actor_id, None}:
        raise NotAllowed("quote.two_people")
    shown = select(func.count()).where(
        Quote.theme_id == quote.theme_id, Quote.agreed_on.is_not(None)
    )
    if (session.scalar(shown) or 0) >= MOST_SHOWN:
        raise Conflict("quote.enough", most=MOST_SHOWN)
    _update(session, quote, seen, second_id=actor_id, agreed_on=today())
    record_coding(session, found, "quote.agree", role=role, actor_id=actor_id)


def take_back(
    session: Session, found: CodingSet, quote: Quote, *, role: str, actor_id: int
) -> None:
    """Show a quote to nobody any more: it is deleted."""
    session.delete(quote)
    session.flush()
    record_coding(session, found, "quote.take_back", role=role, actor_id=actor_id)


def _text(session: Session, found: CodingSet, text_id: UUID | None) -> OpenText:
    text = session.get(OpenText, text_id) if text_id is not None else None
    is_here = text is not None and (text.wave_id, text.item_key) == (
        found.wave_id,
        found.item_key,
    )
    if text is None or not is_here:
        raise NotFound("coding.no_text")
    return text


def _check(
    session: Session, found: CodingSet, text: OpenText, wording: QuoteWording
) -> None:
    people, in_language = people_behind(session, found, text.language)
    if len(wording.translation) > LONGEST:
        raise Invalid("quote.too_long")
    if wording.kind is QuoteKind.PARAPHRASE:
        fault = fault_of_paraphrase(text.text, wording.words)
    elif is_paraphrase_only(people=people, in_language=in_language):
        raise Invalid("quote.paraphrase_only")
    else:
        fault = fault_of_wording(text.text, wording.words)
    if fault is not None:
        raise Invalid(f"quote.{fault}")


def _columns(text: OpenText, wording: QuoteWording) -> dict[str, object]:
    """Return what a wording fills: a paraphrase is in the language of its page."""
    own = wording.kind is QuoteKind.WORDING
    language = text.language if own else wording.language
    needed = wording.translation and wording.language != language
    return {
        "kind": wording.kind,
        "language": language,
        "wording": " ".join(wording.words.split()),
        "translation": {wording.language: wording.translation} if needed else {},
    }


def _update(session: Session, quote: Quote, seen: int, **values: object) -> None:
    changed = rows_changed(
        session,
        update(Quote)
        .where(Quote.id == quote.id, Quote.revision == seen, Quote.agreed_on.is_(None))
        .values(**values)
        .execution_options(synchronize_session=False),
    )
    session.refresh(quote)
    if not changed:
        raise Conflict("quote.changed")
