"""What a codebook says of one code, and what has to be said before it is used."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.errors import Invalid

PARTS = ("name", "definition", "include", "exclude", "example", "parent")
"""What can be said of a code, in the order of the form."""

LONGEST_NAME, LONGEST = 120, 1_000
"""Characters of a name or a parent, and of any other part."""

Said = dict[str, str]
"""The same words in several languages."""


@dataclass(frozen=True)
class Entry:
    """One code. ``example`` is made up by the coders: never somebody's own words."""

    key: str
    name: Said
    definition: Said = field(default_factory=dict)
    include: Said = field(default_factory=dict)
    exclude: Said = field(default_factory=dict)
    example: Said = field(default_factory=dict)
    parent: Said = field(default_factory=dict)


def with_words(
    before: Mapping[str, Mapping[str, str]], typed: Mapping[str, str], language: str
) -> dict[str, Said]:
    """Return the parts of an entry with what was typed in one language.

    Other languages keep their words; an empty text takes this one's away.

    Raises:
        Invalid: there is no name or definition in any language, or one is too long.
    """
    parts: dict[str, Said] = {}
    for part in PARTS:
        words = typed.get(part, "").strip()
        if len(words) > (LONGEST_NAME if part in {"name", "parent"} else LONGEST):
            raise Invalid("codebook.too_long", part=part)
        others = {
            code: each
            for code, each in before.get(part, {}).items()
            if code != language
        }
        parts[part] = others | ({language: words} if words else {})
    for part in ("name", "definition"):
        if not parts[part]:
            raise Invalid(f"codebook.{part}_missing", part=part)
    return parts
