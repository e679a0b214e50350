"""Every text of an instrument by its dotted key, as in the files of translations."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from surveys.instruments.items import Item
from surveys.instruments.options import Band, Label, Merge, Option
from surveys.instruments.questionnaire import Consent, Group, Instrument, Repeat

Change = Callable[[str, Label], Label]
"""From a dotted key and its text in all languages to the text to stand there."""

Texts = Mapping[str, Mapping[str, str]]
"""Texts by language and dotted key."""

Keyed = TypeVar("Keyed", Option, Band, Merge, Group)


def sources(instrument: Instrument) -> dict[str, str]:
    """Return the texts in the default language by dotted key, in the order read."""
    return texts_in(instrument, instrument.default_language)


def texts_in(instrument: Instrument, language: str) -> dict[str, str]:
    """Return the texts that stand there in one language, in the order read."""
    found: dict[str, str] = {}

    def note(key: str, label: Label) -> Label:
        if label.get(language):
            found[key] = label[language]
        return label

    relabelled(instrument, note)
    return found


def untranslated(instrument: Instrument) -> Instrument:
    """Return the instrument with the words of its default language alone."""
    own = instrument.default_language
    return relabelled(
        replace(instrument, translation_states={}),
        lambda _key, label: {own: label.get(own, "")},
    )


def translated(instrument: Instrument, texts: Texts) -> Instrument:
    """Return the instrument with these texts beside those of its default language."""

    def join(key: str, label: Label) -> Label:
        found = {
            language: texts[language][key]
            for language in instrument.languages
            if language != instrument.default_language
            and key in texts.get(language, {})
        }
        return {**label, **found}

    return relabelled(instrument, join)


def relabelled(instrument: Instrument, change: Change) -> Instrument:
    """Return the instrument with each text changed, in the order that people read."""
    return replace(
        instrument,
        title=change("title", instrument.title),
        notice=_maybe("notice", instrument.notice, change),
        consent=_consent(instrument, change),
        groups=_all("groups", instrument.groups, change),
        repeats=tuple(_repeat(each, change) for each in instrument.repeats),
        items=tuple(_item(each, change) for each in instrument.items),
    )


def _consent(instrument: Instrument, change: Change) -> Consent:
    """Return the consent; a language has all lines of it or none."""
    consent = instrument.consent
    own = consent.lines.get(instrument.default_language, ())
    labels = [
        change(
            f"consent.lines.{number}",
            {
                code: lines[number - 1]
                for code, lines in consent.lines.items()
                if number <= len(lines)
            },
        )
        for number in range(1, len(own) + 1)
    ]
    whole = set(labels[0]).intersection(*labels[1:]) if labels else set()
    return replace(
        consent,
        lines={
            code: tuple(label[code] for label in labels)
            for code in instrument.languages
            if code in whole
        }
        or {instrument.default_language: ()},
        agree=change("consent.agree", consent.agree),
    )


def _repeat(repeat: Repeat, change: Change) -> Repeat:
    base = f"repeats.{repeat.key}"
    return replace(
        repeat,
        label=change(f"{base}.label", repeat.label),
        another=_maybe(f"{base}.another", repeat.another, change),
        yes=_maybe(f"{base}.yes", repeat.yes, change),
        no=_maybe(f"{base}.no", repeat.no, change),
    )


def _item(item: Item, change: Change) -> Item:
    base = f"items.{item.key}"
    return replace(
        item,
        label=change(f"{base}.label", item.label),
        hint=_maybe(f"{base}.hint", item.hint, change),
        constraint_message=_maybe(
            f"{base}.constraint_message", item.constraint_message, change
        ),
        options=_all(f"{base}.options", item.options, change),
        bands=_all(f"{base}.bands", item.bands, change),
        merges=tuple(_all(f"{base}.merges", level, change) for level in item.merges),
    )


def _all(base: str, parts: tuple[Keyed, ...], change: Change) -> tuple[Keyed, ...]:
    return tuple(
        replace(each, label=change(f"{base}.{each.key}", each.label)) for each in parts
    )


def _maybe(key: str, label: Label | None, change: Change) -> Label | None:
    return None if label is None else change(key, label)
