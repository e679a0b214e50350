"""What is done with drafts: begun, saved, made into a version."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from core.constraints import flush_or
from core.db import rows_changed, take_turn
from core.errors import Conflict, Invalid
from surveys.instruments.body import to_body
from surveys.instruments.editing import queries
from surveys.instruments.editing.differences import differences, history, raised
from surveys.instruments.editing.models import InstrumentDraft
from surveys.instruments.editing.readiness import faults_of
from surveys.instruments.licence import may_edit, untouchable
from surveys.instruments.models import InstrumentVersion
from surveys.instruments.queries import first_bound
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.service import import_instrument, turn_of
from surveys.instruments.translating import queries as translations
from surveys.instruments.translating.models import Translation
from surveys.instruments.translating.states import joined, kept_of
from surveys.instruments.translating.strings import untranslated


def start_draft(
    session: Session, instrument: Instrument, *, only_translations: bool = False
) -> InstrumentDraft:
    """Begin a draft with what an instrument says, its translations too.

    Args:
        session: of the page.
        instrument: from scratch, a version, a template or a file.
        only_translations: its licence lets nobody change it.

    Raises:
        Conflict: there is a draft of this name, or a version of it that nobody may
            change: what is begun afresh would be put in its place.
    """
    take_turn(session, turn_of(instrument.slug))
    if not only_translations:
        _refuse_beside_bound(session, instrument.slug)
    draft = InstrumentDraft(
        slug=instrument.slug,
        body=to_body(untranslated(instrument)),
        revision=1,
        only_translations=only_translations,
        two_drafts=[],
    )
    session.add(draft)
    flush_or(session, Conflict("draft.exists", slug=instrument.slug))
    session.add_all(_translations(draft, instrument))
    session.flush()
    return draft


def take_version(session: Session, slug: str) -> InstrumentDraft:
    """Begin a draft with the newest version of an instrument.

    Raises:
        Conflict: there is a draft of it already.
        Invalid: there is no version.
    """
    versions = queries.versions(session, slug)
    if not versions:
        raise Invalid("draft.no_version", slug=slug)
    _number, newest = versions[-1]
    return start_draft(session, newest, only_translations=not may_edit(newest))


def save_draft(
    session: Session, draft: InstrumentDraft, changed: Instrument, *, seen: int
) -> None:
    """Keep a changed draft, if nobody saved another since it was seen.

    Args:
        session: of the page.
        draft: as it was loaded.
        changed: what it is to say.
        seen: the revision that was changed.

    Raises:
        Conflict: a colleague was faster, or the licence lets nobody change it and
            this is more than languages and consent, or its own language would change
            though a version or a translation depends on it.
    """
    kept = queries.draft_instrument(draft)
    if draft.only_translations and untouchable(changed) != untouchable(kept):
        raise Conflict("draft.only_translations")
    if changed.default_language != draft.body["default_language"]:
        _refuse_unless_new(session, draft, changed.default_language)
    _store(session, draft, changed, seen)


def discard_draft(session: Session, draft: InstrumentDraft, *, seen: int) -> None:
    """Throw a draft away with its translations; its versions stay.

    Raises:
        Conflict: a colleague saved it since it was seen.
    """
    gone = rows_changed(
        session,
        delete(InstrumentDraft).where(
            InstrumentDraft.id == draft.id, InstrumentDraft.revision == seen
        ),
    )
    if gone != 1:
        raise Conflict("draft.stale")


def make_version(
    session: Session,
    draft: InstrumentDraft,
    *,
    broken: Collection[str] = (),
    seen: int,
    role: str,
    actor_id: int,
) -> InstrumentVersion:
    """Keep what a draft says as the next version; the draft goes on from it.

    Args:
        session: of the page.
        draft: as it was loaded.
        broken: the pinned questions whose series may break.
        seen: the revision that was looked at.
        role: in which it is done.
        actor_id: the member who does it.

    Raises:
        Invalid: there are faults, or a pinned question would change unsaid.
        Conflict: a colleague saved the draft since it was looked at.
    """
    before = [each for _number, each in queries.versions(session, draft.slug)]
    own, known = queries.draft_instrument(draft), history(before)
    latest = before[-1] if before else None
    kept = translations.kept(session, draft.id)
    if faults_of(joined(own, kept), known):
        raise Invalid("draft.faults")
    made = raised(own, known, latest)
    whole = joined(made, kept)
    if latest is not None:
        for each in differences(latest, whole):
            if each.needs_consent and each.key not in broken:
                raise Invalid("draft.pinned")
    _store(session, draft, made, seen)
    return import_instrument(session, whole, **_acting(draft, role, actor_id))


def _acting(draft: InstrumentDraft, role: str, actor_id: int) -> dict[str, Any]:
    """Return who makes a version, and whether the words are theirs to change."""
    ours = not draft.only_translations
    return {"role": role, "actor_id": actor_id, "by_authors": ours}


def _refuse_beside_bound(session: Session, slug: str) -> None:
    if first_bound(session, slug) is not None:
        raise Conflict("instrument.not_to_change", slug=slug)


def _refuse_unless_new(session: Session, draft: InstrumentDraft, to: str) -> None:
    """Pass only where nothing says that the draft's words are in another language.

    A version would be compared with it word by word, and break every series.
    """
    if queries.has_versions(session, draft.slug):
        raise Conflict("draft.language_stays")
    if translations.is_begun(session, translations.Where(draft.id, to)):
        raise Conflict("draft.language_taken")


def _store(
    session: Session, draft: InstrumentDraft, changed: Instrument, seen: int
) -> None:
    stored = rows_changed(
        session,
        update(InstrumentDraft)
        .where(InstrumentDraft.id == draft.id, InstrumentDraft.revision == seen)
        .values(body=to_body(changed), revision=seen + 1),
    )
    if stored != 1:
        raise Conflict("draft.stale")


def _translations(draft: InstrumentDraft, instrument: Instrument) -> list[Translation]:
    return [
        Translation(
            draft_id=draft.id,
            language=language,
            key=key,
            source=each.source,
            text=each.text,
            state=each.state,
        )
        for language in instrument.languages
        if language != instrument.default_language
        for key, each in kept_of(instrument, language).items()
    ]
