"""What a licence lets a site do with the texts of an instrument."""

from surveys.instruments.body import Body, to_body
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.translating.strings import texts_in, untranslated


def may_edit(instrument: Instrument) -> bool:
    """Tell whether its words may be changed here, beyond what ``may_follow`` lets."""
    return instrument.licence.may_modify


def may_pack(instrument: Instrument) -> bool:
    """Tell whether it may be handed on to other places."""
    return instrument.licence.may_redistribute


def may_follow(new: Instrument, kept: Instrument) -> bool:
    """Tell whether a version may come after the one that came with a licence.

    Further translations always may, and so may another consent text: who asks and what
    for is for each place to say, and no licence gives anybody words for it.
    """
    if may_edit(kept):
        return True
    return untouchable(new) == untouchable(kept) and all(
        licensed(kept, language).items() <= texts_in(new, language).items()
        for language in kept.languages
    )


def licensed(instrument: Instrument, language: str) -> dict[str, str]:
    """Return the texts in one language that came with the licence, by dotted key."""
    return {
        key: text
        for key, text in texts_in(instrument, language).items()
        if not key.startswith("consent.")
    }


def untouchable(instrument: Instrument) -> Body:
    """Return what stays as it is where a licence lets nobody change the words."""
    return to_body(untranslated(instrument)) | {"languages": (), "consent": {}}
