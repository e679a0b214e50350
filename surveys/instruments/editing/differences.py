"""What changed from one version of an instrument to the next, by stable key.

Some changes break a series: figures from before and after cannot be set side by side,
so the question gets a new version of its own. Order among the questions, headings and
translations do not.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from surveys.instruments.editing.rewording import Rewording, rewordings
from surveys.instruments.items import Item
from surveys.instruments.questionnaire import Consent, Instrument
from surveys.instruments.translating.strings import sources, texts_in, untranslated


class Change(StrEnum):
    """One way in which a question, or the frame around all, is another than before."""

    ADDED = "added"
    REMOVED = "removed"
    KIND = "kind"
    WORDING = "wording"
    OPTIONS = "options"
    ORDER = "order"
    BOUNDS = "bounds"
    ASKED = "asked"
    PLACE = "place"
    HEADING = "heading"
    RULES = "rules"
    SENSITIVE = "sensitive"
    NOT_SENSITIVE = "not_sensitive"
    PUBLISHING = "publishing"
    TRANSLATION = "translation"
    TITLE = "title"
    CONSENT = "consent"
    NOTICE = "notice"
    LICENCE = "licence"


BREAKING = frozenset(
    {
        Change.KIND,
        Change.WORDING,
        Change.OPTIONS,
        Change.ORDER,
        Change.BOUNDS,
        Change.ASKED,
    }
)
"""A recall period stands in the wording of a question."""

History = Mapping[str, Item]
"""Each question as the last version that had it asked it, by key."""


@dataclass(frozen=True)
class Difference:
    """What changed about one question; ``key`` is empty for the frame.

    ``reworded`` are its words before and after, where both versions have it.
    """

    key: str
    changes: tuple[Change, ...]
    pinned: bool = False
    reworded: tuple[Rewording, ...] = ()

    @property
    def breaks(self) -> bool:
        """Tell whether figures from before and after cannot be compared."""
        return self.key != "" and not BREAKING.isdisjoint(self.changes)

    @property
    def needs_consent(self) -> bool:
        """Tell whether somebody has to say that a pinned series may break."""
        return self.pinned and (self.breaks or Change.REMOVED in self.changes)


def history(versions: Sequence[Instrument]) -> dict[str, Item]:
    """Return each question as it was last asked; versions oldest first."""
    return {
        item.key: item for version in versions for item in untranslated(version).items
    }


def differences(old: Instrument, new: Instrument) -> list[Difference]:
    """Return what changed: the frame first, the questions in their new order."""
    before = {item.key: item for item in untranslated(old).items}
    after = {item.key: item for item in untranslated(new).items}
    moved, retranslated = _moved(old, new), _retranslated(old, new)
    words = rewordings(old, new)
    found = [_difference("", _frame(old, new, retranslated), words)]
    for key, item in after.items():
        known = before.get(key)
        if known is None:
            found.append(Difference(key, (Change.ADDED,), item.pinned))
            continue
        more = [Change.PLACE] if key in moved else []
        more += [Change.TRANSLATION] if key in retranslated else []
        told = (*changes(known, item), *more)
        found.append(_difference(key, told, words, pinned=known.pinned))
    found += [
        Difference(key, (Change.REMOVED,), item.pinned)
        for key, item in before.items()
        if key not in after
    ]
    return [each for each in found if each.changes]


def changes(old: Item, new: Item) -> tuple[Change, ...]:
    """Return what changed about a question itself; both in one language alone."""
    found = {kind for kind, part in _PARTS.items() if part(old) != part(new)}
    if _is_reordered(old, new):
        found.add(Change.ORDER)
    if old.sensitive != new.sensitive:
        found.add(Change.SENSITIVE if new.sensitive else Change.NOT_SENSITIVE)
    return tuple(kind for kind in Change if kind in found)


def _is_reordered(old: Item, new: Item) -> bool:
    """Tell whether answers that both have stand in another order, if it is kept."""
    if old.random_order or new.random_order:
        return False
    both = set(old.option_keys) & set(new.option_keys)
    before, after = (
        [key for key in each.option_keys if key in both] for each in (old, new)
    )
    return before != after


def breaks(old: Item, new: Item) -> bool:
    """Tell whether the answers to two questions cannot be compared."""
    return not BREAKING.isdisjoint(changes(old, new))


def raised(draft: Instrument, known: History, latest: Instrument | None) -> Instrument:
    """Return a draft whose changed questions, and changed consent, have new versions.

    Everything else keeps the version that it had when it was last asked; but a score
    is another one where a question is that it is worked out of.
    """
    broken = {
        item.key
        for item in draft.items
        for last in [known.get(item.key)]
        if last is not None and breaks(last, item)
    }
    return replace(
        draft,
        items=tuple(_raised(each, known.get(each.key), broken) for each in draft.items),
        consent=_raised_consent(draft, latest),
    )


def _difference(
    key: str,
    found: Iterable[Change],
    words: Mapping[str, Sequence[Rewording]],
    *,
    pinned: bool = False,
) -> Difference:
    return Difference(key, tuple(found), pinned, tuple(words.get(key, ())))


def _raised(item: Item, last: Item | None, broken: Collection[str]) -> Item:
    if last is None:
        return item
    is_another = not {item.key, *item.score_of}.isdisjoint(broken)
    return replace(item, version=last.version + is_another)


def _raised_consent(draft: Instrument, latest: Instrument | None) -> Consent:
    if latest is None:
        return draft.consent
    changed = _consent_words(draft) != _consent_words(latest)
    return replace(draft.consent, version=latest.consent.version + changed)


def _consent_words(instrument: Instrument) -> tuple[tuple[str, ...], str | None]:
    own, consent = instrument.default_language, instrument.consent
    return consent.lines.get(own, ()), consent.agree.get(own)


def _words(item: Item) -> object:
    return _first(item.label), _first(item.hint)


def _first(label: Mapping[str, str] | None) -> str | None:
    return next(iter(label.values()), None) if label else None


def _option_set(item: Item) -> object:
    return {
        option.key: (_first(option.label), option.missing, option.exclusive)
        for option in item.options
    }, item.choice_filter


_PARTS: Mapping[Change, Callable[[Item], object]] = {
    Change.KIND: lambda item: item.kind,
    Change.WORDING: _words,
    Change.OPTIONS: _option_set,
    Change.ORDER: lambda item: item.random_order,
    Change.BOUNDS: lambda item: (
        (item.minimum, item.maximum, item.at_most, item.precision, item.short),
        (item.constraint, item.calculation, item.default),
        (item.score_of, item.points),
    ),
    Change.ASKED: lambda item: (item.condition, item.repeat),
    Change.HEADING: lambda item: item.group,
    Change.RULES: lambda item: (
        (item.required, item.pinned),
        _first(item.constraint_message),
        {o.key: o.attributes for o in item.options if o.attributes},
    ),
    Change.PUBLISHING: lambda item: (
        [
            (band.key, _first(band.label), band.lowest, band.highest, *band.span)
            for band in item.bands
        ],
        [
            [(merge.key, _first(merge.label), merge.members) for merge in level]
            for level in item.merges
        ],
    ),
}


def _frame(
    old: Instrument, new: Instrument, retranslated: frozenset[str]
) -> Iterator[Change]:
    before, after = untranslated(old), untranslated(new)
    if before.title != after.title:
        yield Change.TITLE
    if _consent_words(old) != _consent_words(new):
        yield Change.CONSENT
    if before.notice != after.notice:
        yield Change.NOTICE
    if old.licence != new.licence:
        yield Change.LICENCE
    if _headings(before) != _headings(after):
        yield Change.WORDING
    if "" in retranslated or old.languages != new.languages:
        yield Change.TRANSLATION


def _headings(instrument: Instrument) -> Mapping[str, str]:
    """Return the words above groups and around repeats."""
    around = ("groups.", "repeats.")
    words = sources(instrument)
    return {key: text for key, text in words.items() if key.startswith(around)}


def _moved(old: Instrument, new: Instrument) -> frozenset[str]:
    """Return the questions that stand behind another one than before."""
    kept = {item.key for item in old.items} & {item.key for item in new.items}
    before = [item.key for item in old.items if item.key in kept]
    after = [item.key for item in new.items if item.key in kept]
    return frozenset(
        key
        for key in kept
        if before[: before.index(key)][-1:] != after[: after.index(key)][-1:]
    )


def _retranslated(old: Instrument, new: Instrument) -> frozenset[str]:
    """Return the questions with another translation; "" stands for the frame."""
    keys = {item.key: f"items.{item.key}." for item in new.items}
    found, asked = set(), sources(new)
    for language in new.languages:
        if language == new.default_language:
            continue
        before, after = texts_in(old, language), texts_in(new, language)
        changed = {key for key in asked if before.get(key) != after.get(key)}
        found |= {key for key, base in keys.items() if _any_in(changed, base)}
        if any(not key.startswith("items.") for key in changed):
            found.add("")
    return frozenset(found)


def _any_in(keys: set[str], base: str) -> bool:
    return any(key.startswith(base) for key in keys)
