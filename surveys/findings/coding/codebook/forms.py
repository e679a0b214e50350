"""Words of the codebook: for its parts, for codes of refusals."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from surveys.findings.coding.codebook.entry import PARTS

WORDS = {
    "coding.unknown": _l("There are no such answers to read."),
    "codebook.unknown": _l("The codebook has no such entry."),
    "codebook.in_use": _l(
        "The two coders go by this codebook just now. It can be changed again when "
        "both are through and look at their differences together."
    ),
    "codebook.entry_changed": _l(
        "A colleague changed this entry meanwhile. What you typed stands below."
    ),
    "codebook.name_missing": _l("Please give the code a name."),
    "codebook.definition_missing": _l("Please say what the code means."),
    "codebook.too_long": _l("This is too long. Please use fewer letters."),
}
"""Words for the codes of this room, for its forms and for the error pages."""

PART_WORDS = {
    "name": _l("Name of the code"),
    "definition": _l("What it means"),
    "include": _l("What belongs to it"),
    "exclude": _l("What does not belong to it"),
    "example": _l("An example that you made up"),
    "parent": _l("The theme above it, if you have one"),
}


def typed_entry(form: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed, by part."""
    return {part: form.get(part, "").strip() for part in PARTS}
