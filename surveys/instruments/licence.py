"""What a licence lets a site do with the texts of an instrument."""

from surveys.instruments.body import Body, to_body
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.translating.strings import untranslated


def may_edit(instrument: Instrument) -> bool:
    """Tell whether its words may be changed here; translations may be added."""
    return instrument.licence.may_modify


def may_pack(instrument: Instrument) -> bool:
    """Tell whether it may be handed on to other places."""
    return instrument.licence.may_redistribute


def may_follow(new: Instrument, kept: Instrument) -> bool:
    """Tell whether a version may come after another; translations always may."""
    return may_edit(kept) or _untouchable(new) == _untouchable(kept)


def _untouchable(instrument: Instrument) -> Body:
    return to_body(untranslated(instrument)) | {"languages": ()}
