"""What stops a draft from becoming a version, question by question."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from surveys.instruments.editing.differences import History
from surveys.instruments.kinds import Kind
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.rounds import another_key
from surveys.instruments.structure import faults


class Lack(StrEnum):
    """What a draft still lacks, beside what makes no sense in it."""

    TITLE = "title"
    CONSENT = "consent"
    AGREE = "agree"
    WORDS = "words"
    OPTION_WORDS = "option_words"
    OTHER_KIND = "other_kind"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: with a question, or (``key`` empty) with the frame.

    Either a ``lack``, or a ``reason`` in one English sentence; with the ``language`` of
    the translation that it is in.
    """

    key: str
    lack: Lack | None = None
    reason: str = ""
    language: str = ""


def faults_of(draft: Instrument, known: History) -> list[Fault]:
    """Return what stops a draft from becoming a version, each once, in its order."""
    found = [*_lacking(draft), *_items_lacking(draft, known)]
    names = _names(draft)
    found += [
        Fault(
            _item_at(place, names), reason=reason, language=_language_at(place, draft)
        )
        for place, reason in faults(draft)
    ]
    return list(dict.fromkeys(found))


def _lacking(draft: Instrument) -> Iterator[Fault]:
    own = draft.default_language
    if not draft.title.get(own):
        yield Fault("", Lack.TITLE)
    if not any(line.strip() for line in draft.consent.lines.get(own, ())):
        yield Fault("", Lack.CONSENT)
    if not draft.consent.agree.get(own):
        yield Fault("", Lack.AGREE)


def _items_lacking(draft: Instrument, known: History) -> Iterator[Fault]:
    own = draft.default_language
    for item in draft.items:
        # What is worked out is never read by anybody, unless it is a score.
        is_read = item.kind is not Kind.CALCULATE or bool(item.score_of)
        if is_read and not item.label.get(own):
            yield Fault(item.key, Lack.WORDS)
        if not all(option.label.get(own) for option in item.options):
            yield Fault(item.key, Lack.OPTION_WORDS)
        last = known.get(item.key)
        if last is not None and last.kind is not item.kind:
            yield Fault(item.key, Lack.OTHER_KIND)


def _names(draft: Instrument) -> dict[str, str]:
    """Return the question that each place of an unrolled draft belongs to."""
    found = {f"items.{item.key}": item.key for item in draft.items}
    for item in draft.items:
        for key in draft.rounds.get(item.key, ()):
            found.setdefault(f"items.{key}", item.key)
    for repeat in draft.repeats:
        own = [item.key for item in draft.items if item.repeat == repeat.key]
        for number in range(2, repeat.at_most + 1):
            if own:
                found[f"items.{another_key(repeat, number)}"] = own[0]
    return found


def _item_at(place: str, names: dict[str, str]) -> str:
    """Return the question that a dotted place is in; a key may have dots itself."""
    while place:
        if place in names:
            return names[place]
        place = place.rpartition(".")[0]
    return ""


def _language_at(place: str, draft: Instrument) -> str:
    """Return the language of the translation that a dotted place is in, if any."""
    around, _dot, last = place.rpartition(".")
    is_text = around.rpartition(".")[2] in {"label", "hint", "constraint_message"}
    return last if is_text and last in draft.languages else ""
