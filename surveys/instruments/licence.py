"""What a licence lets a site do with the texts of an instrument."""

from surveys.instruments.questionnaire import Instrument


def may_edit(instrument: Instrument) -> bool:
    """Tell whether its words may be changed and translated here."""
    return instrument.licence.may_modify


def may_pack(instrument: Instrument) -> bool:
    """Tell whether it may be handed on to other places."""
    return instrument.licence.may_redistribute
