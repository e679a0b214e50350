"""The side-by-side desk: what one translator sees of each text, and what they sent.

Where two independent drafts are wanted, nobody sees what the other wrote until both
are in. Then somebody chooses one of them, or writes a third.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from surveys.instruments.piping import names_in
from surveys.instruments.translating.states import STEPS, Kept, State, Translated

MOST_LETTERS = 8_000
BOTH = 2


class Mode(StrEnum):
    """What is asked for beside a text."""

    PLAIN = "plain"
    ATTEMPT = "attempt"
    DECIDE = "decide"


class Filter(StrEnum):
    """Which texts are shown."""

    ALL = "all"
    MISSING = "missing"
    DRAFT = "draft"
    CHANGED = "changed"
    DECIDE = "decide"


class Refusal(StrEnum):
    """Why a translation is not taken."""

    UNKNOWN = "unknown"
    SOURCE = "source"
    NEWER = "newer"
    PLACEHOLDERS = "placeholders"
    LONG = "long"
    OWN = "own"
    LICENCE = "licence"


@dataclass(frozen=True)
class Attempt:
    """What one of two translators wrote, and from which text."""

    member_id: int | None
    source: str
    text: str


@dataclass(frozen=True)
class Row:
    """One text as one translator sees it.

    ``text`` is what stands there, or their own attempt; it is ``bound`` where it came
    with a licence that lets nobody change it. ``attempts`` are shown only when both are
    in. ``author`` wrote what stands there, ``authors`` the attempts;
    None where that is not known.
    """

    key: str
    source: str
    mode: Mode
    text: str = ""
    state: State | None = None
    changed: bool = False
    attempts: tuple[str, ...] = ()
    author: int | None = None
    authors: tuple[int | None, ...] = ()
    bound: bool = False

    @property
    def mark(self) -> str:
        """Return the mark of what stands there, which comes back with the form."""
        return _mark_of(self.mode, self.text, self.state)

    def is_in(self, shown: Filter) -> bool:
        """Tell whether a filter shows this text."""
        return {
            Filter.ALL: True,
            Filter.MISSING: self.state is None,
            Filter.DRAFT: self.state is State.DRAFT,
            Filter.CHANGED: self.changed,
            Filter.DECIDE: self.mode is Mode.DECIDE,
        }[shown]


@dataclass(frozen=True)
class Typed:
    """What was sent of one text; ``seen`` is the mark of what stood there before."""

    key: str
    mode: Mode
    text: str
    seen: str = ""
    state: State | None = None
    choice: int | None = None

    @property
    def mark(self) -> str:
        """Return the mark of what was sent: that of a row which says the same."""
        return _mark_of(self.mode, self.text, self.state)

    @property
    def is_touched(self) -> bool:
        """Tell whether the person changed anything here."""
        return self.choice is not None or self.mark != self.seen


@dataclass(frozen=True)
class Written:
    """What is to stand there: the text, how far it is (None: gone), who wrote it."""

    text: str
    state: State | None
    author: int | None


def mark(text: str) -> str:
    """Return a short mark that tells one text from another."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def row_of(
    key: str,
    source: str,
    known: Translated | None,
    attempts: Sequence[Attempt],
    *,
    two: bool,
    member_id: int,
) -> Row:
    """Return one text as a translator sees it.

    Args:
        key: its dotted key.
        source: its words in the default language.
        known: its translation.
        attempts: what translators wrote on their own.
        two: two independent drafts are wanted.
        member_id: the translator.
    """
    changed = known is not None and known.source != source
    state = known.state_beside(source) if known else None
    text, author = (known.text, known.member_id) if known else ("", None)
    if not two or (known and not changed):
        return Row(key, source, Mode.PLAIN, text, state, changed, author=author)
    valid = [each for each in attempts if each.source == source]
    if len(valid) >= BOTH:
        shown = tuple(each.text for each in valid)
        authors = tuple(each.member_id for each in valid)
        return Row(key, source, Mode.DECIDE, "", state, changed, shown, authors=authors)
    own = next((each.text for each in valid if each.member_id == member_id), "")
    return Row(key, source, Mode.ATTEMPT, own, state, changed)


def rows_of(
    source: Mapping[str, str],
    known: Kept,
    attempts: Mapping[str, Sequence[Attempt]],
    *,
    two: bool,
    member_id: int,
) -> list[Row]:
    """Return every text as a translator sees it, in the order that people read."""
    return [
        row_of(
            key,
            words,
            known.get(key),
            attempts.get(key, ()),
            two=two,
            member_id=member_id,
        )
        for key, words in source.items()
    ]


def refusal(source: str, text: str) -> Refusal | None:
    """Return why a text cannot stand as the translation of another."""
    if len(text) > MOST_LETTERS:
        return Refusal.LONG
    if names_in(source) != names_in(text):
        return Refusal.PLACEHOLDERS
    return None


def is_clash(row: Row, typed: Typed) -> bool:
    """Tell whether somebody else wrote here since, and this would overwrite it."""
    return typed.is_touched and row.mark not in {typed.seen, typed.mark}


def is_own(row: Row, typed: Typed, member_id: int) -> bool:
    """Tell whether somebody would say of their own words that they were looked at."""
    if row.mode is not Mode.PLAIN:
        return False
    made = decided(row, typed, member_id)
    steps = [STEPS.index(each or State.DRAFT) for each in (row.state, made.state)]
    is_raised = steps[1] > (steps[0] if typed.text == row.text else 0)
    return is_raised and made.author == member_id


def decided(row: Row, typed: Typed, member_id: int) -> Written:
    """Return what a row is to have from what this translator sent.

    A text that changed while its state was left alone is a draft again. Whoever
    chooses what another wrote of two drafts, or what both wrote, has reviewed it by
    that.
    """
    if row.mode is Mode.DECIDE:
        # A choice cannot be taken back on the page: a third text goes before it.
        if typed.choice is not None and not typed.text:
            return _chosen(row, typed.choice, member_id)
        return Written(typed.text, State.DRAFT if typed.text else None, member_id)
    state = typed.state or State.DRAFT
    is_new = typed.text != row.text
    if is_new and state is row.state:
        state = State.DRAFT
    author = member_id if is_new else row.author
    return Written(typed.text, state if typed.text else None, author)


def _chosen(row: Row, choice: int, member_id: int) -> Written:
    """Return one of two drafts; what both wrote is as good as another's."""
    text = row.attempts[choice]
    wrote = [
        author
        for author, each in zip(row.authors, row.attempts, strict=True)
        if each == text
    ]
    others = [author for author in wrote if author != member_id]
    state = State.REVIEWED if others else State.DRAFT
    return Written(text, state, others[0] if others else member_id)


def _mark_of(mode: Mode, text: str, state: State | None) -> str:
    return mark(f"{mode} {state if text else None} {text}")
