"""How far a translation is: of one text, and of all texts in a language."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from surveys.instruments.questionnaire import Instrument
from surveys.instruments.translating.strings import sources, texts_in, translated


class State(StrEnum):
    """How far a translated text is, from the first to the last step."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    AGREED = "agreed"
    PRETESTED = "pretested"


STEPS = tuple(State)

CHANGED = "changed"
"""What a version keeps of a draft that was made from other words than it asks in."""


@dataclass(frozen=True)
class Translated:
    """One text in another language, with the text that it was made from.

    ``member_id`` is who wrote it; None where that is not known (any more).
    """

    source: str
    text: str
    state: State = State.DRAFT
    member_id: int | None = None

    def state_beside(self, source: str) -> State:
        """Return how far it is; a draft where the text it was made from changed."""
        return self.state if self.source == source else State.DRAFT


Kept = Mapping[str, Translated]
"""Translated texts of one language by dotted key."""


@dataclass(frozen=True)
class Progress:
    """How many of the texts of a language are how far.

    ``changed`` are drafts made from other words than stand there now.
    """

    total: int
    by_state: Mapping[State, int]
    changed: int = 0

    @property
    def done(self) -> int:
        """Return how many are there, however far."""
        return sum(self.by_state.values())

    @property
    def missing(self) -> int:
        """Return how many are not there."""
        return self.total - self.done

    @property
    def lowest(self) -> State | None:
        """Return how far the least of them is; None where there is none."""
        return next((state for state in STEPS if self.by_state.get(state)), None)


def progress(source: Mapping[str, str], kept: Kept) -> Progress:
    """Return how far the translation of these texts is."""
    there = {key: kept[key] for key in source if key in kept}
    states = Counter(each.state_beside(source[key]) for key, each in there.items())
    changed = sum(each.source != source[key] for key, each in there.items())
    return Progress(len(source), states, changed)


def progress_of(instrument: Instrument, language: str) -> Progress:
    """Return how far a version is in one of its languages."""
    known = instrument.translation_states.get(language, {})
    source, there = sources(instrument), texts_in(instrument, language)
    told = [known.get(key, State.DRAFT) for key in source if key in there]
    states = Counter(State.DRAFT if each == CHANGED else State(each) for each in told)
    return Progress(len(source), states, told.count(CHANGED))


def frozen_states(source: Mapping[str, str], kept: Kept) -> dict[str, str]:
    """Return what a version keeps of it: the states of all but plain drafts."""
    return {
        key: CHANGED if kept[key].source != text else str(kept[key].state)
        for key, text in source.items()
        if key in kept and (kept[key].source != text or kept[key].state != State.DRAFT)
    }


def kept_of(instrument: Instrument, language: str) -> dict[str, Translated]:
    """Return what a draft that begins with a version keeps of its translation.

    Which words a changed one was made from is not known any more: it has none.
    """
    known = instrument.translation_states.get(language, {})
    source = sources(instrument)
    return {
        key: Translated("", text)
        if known.get(key) == CHANGED
        else Translated(source[key], text, State(known.get(key, State.DRAFT)))
        for key, text in texts_in(instrument, language).items()
        if key in source
    }


def joined(instrument: Instrument, kept: Mapping[str, Kept]) -> Instrument:
    """Return a draft with its translations in it, and how far each of them is."""
    source = sources(instrument)
    others = [code for code in instrument.languages if code in kept]
    texts = {
        code: {key: each.text for key, each in kept[code].items()} for code in others
    }
    states = {code: frozen_states(source, kept[code]) for code in others}
    return replace(
        translated(instrument, texts),
        translation_states={code: found for code, found in states.items() if found},
    )
