"""A codebook to start from, offered as a draft: barriers, recovery, change.

The barriers are the answers of the question A4 that ships; CHIME is Leamy et al.
(2011), with what they found for people of ethnic minorities; the domains of change
are confidence, autonomy and social participation.
"""

import tomllib
from functools import cache
from pathlib import Path

from surveys.findings.coding.codebook.entry import Entry
from surveys.instruments.shipped import template

INSTRUMENT, QUESTION = "reaching-help", "A4"
_NOT_A_BARRIER = frozenset({"other", "nothing"})


@cache
def starter() -> tuple[Entry, ...]:
    """Return the entries, each with a name and a definition."""
    file = Path(__file__).with_name("starter.toml")
    written = tomllib.loads(file.read_text(encoding="utf-8"))
    return (*_barriers(written["barriers"]), *map(_entry, written["entries"]))


def _barriers(written: dict[str, str]) -> tuple[Entry, ...]:
    """Name each barrier as the answer that people can tick, in its languages."""
    options = template(INSTRUMENT).by_key[QUESTION].options
    return tuple(
        Entry(
            key=option.key,
            name={code: words for code, words in option.label.items() if words},
            definition={"en": written[option.key]},
            parent={"en": written["parent"]},
        )
        for option in options
        if option.key not in _NOT_A_BARRIER
    )


def _entry(written: dict[str, str]) -> Entry:
    return Entry(
        key=written["key"],
        name={"en": written["name"]},
        definition={"en": written["definition"]},
        parent={"en": written["parent"]},
    )
