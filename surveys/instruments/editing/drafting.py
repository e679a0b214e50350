"""What is done to a draft: each verb returns another draft and leaves this one alone.

A draft is an ``Instrument`` in its default language that need not be finished; what
it lacks, ``readiness`` says. Its translations stand beside it until a version is made.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import replace

from core.errors import Conflict, NotFound
from surveys.instruments.items import Item
from surveys.instruments.questionnaire import Consent, Instrument, Licence, Repeat
from surveys.instruments.translating.strings import relabelled

MOST_LETTERS = 40
FREE = Licence(
    "CC0-1.0",
    "https://creativecommons.org/publicdomain/zero/1.0/",
    may_redistribute=True,
    may_modify=True,
)


def begun(slug: str, title: str, language: str) -> Instrument:
    """Return a draft with nothing in it but its name; free for everybody."""
    return Instrument(
        slug=slug,
        title={language: title},
        default_language=language,
        languages=(language,),
        items=(),
        consent=Consent(1, {language: ()}, {language: ""}),
        licence=FREE,
    )


def in_language(draft: Instrument, language: str) -> Instrument:
    """Return a draft whose texts are said to be in another language than before.

    They stay as they are: nothing is translated.
    """
    own = draft.default_language
    others = [code for code in draft.languages if code not in {own, language}]
    both = replace(draft, languages=(own, language))
    made = relabelled(both, lambda _key, label: {language: label.get(own, "")})
    lines = {language: draft.consent.lines.get(own, ())}
    return replace(
        made,
        default_language=language,
        languages=(language, *others),
        consent=replace(made.consent, lines=lines),
    )


def proposed_key(words: str, taken: Collection[str], *, otherwise: str = "q") -> str:
    """Return a key in plain letters for some words that nothing has yet."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")
    base = made[:MOST_LETTERS].strip("_")
    if not base or not base[0].isalpha():
        base = f"{otherwise}_{base}".strip("_")
    key, number = base, 1
    while key in taken:
        number += 1
        key = f"{base}_{number}"
    return key


def item_of(draft: Instrument, key: str) -> Item:
    """Return a question of a draft as it was written.

    Raises:
        NotFound: there is none with this key.
    """
    found = next((item for item in draft.items if item.key == key), None)
    if found is None:
        raise NotFound("draft.no_question")
    return found


def add_item(draft: Instrument, item: Item, *, after: str = "") -> Instrument:
    """Add a question behind another one, or at the end.

    Raises:
        Conflict: its key is taken.
    """
    keys = [each.key for each in draft.items]
    if item.key in keys:
        raise Conflict("draft.key_taken")
    place = keys.index(after) + 1 if after in keys else len(keys)
    return replace(draft, items=(*draft.items[:place], item, *draft.items[place:]))


def change_item(draft: Instrument, item: Item) -> Instrument:
    """Put a question in the place of the one with its key."""
    item_of(draft, item.key)
    changed = (item if each.key == item.key else each for each in draft.items)
    return replace(draft, items=tuple(changed))


def remove_item(draft: Instrument, key: str) -> Instrument:
    """Take a question out. What depended on it says so as a fault."""
    item_of(draft, key)
    return replace(draft, items=tuple(each for each in draft.items if each.key != key))


def move_item(draft: Instrument, key: str, by: int) -> Instrument:
    """Move a question up (negative) or down by places, not beyond either end."""
    moved = item_of(draft, key)
    place = draft.items.index(moved)
    rest = [each for each in draft.items if each.key != key]
    rest.insert(max(0, place + by), moved)
    return replace(draft, items=tuple(rest))


def put_repeat(draft: Instrument, repeat: Repeat) -> Instrument:
    """Add a repeat, or put it in the place of the one with its key."""
    keys = [each.key for each in draft.repeats]
    if repeat.key not in keys:
        return replace(draft, repeats=(*draft.repeats, repeat))
    changed = (repeat if each.key == repeat.key else each for each in draft.repeats)
    return replace(draft, repeats=tuple(changed))


def remove_repeat(draft: Instrument, key: str) -> Instrument:
    """Take a repeat out; its questions are asked once from now on."""
    items = (
        replace(each, repeat=None) if each.repeat == key else each
        for each in draft.items
    )
    return replace(
        draft,
        items=tuple(items),
        repeats=tuple(each for each in draft.repeats if each.key != key),
    )
