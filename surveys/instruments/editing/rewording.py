"""Which words another version has in the place of others, as people read them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveys.instruments.questionnaire import Instrument
from surveys.instruments.translating.strings import sources


@dataclass(frozen=True)
class Rewording:
    """A text before and after, in the default language; empty where it was none."""

    before: str
    after: str


def rewordings(old: Instrument, new: Instrument) -> dict[str, list[Rewording]]:
    """Return the texts that changed by the key of their question, in the order read.

    The empty key has those of the frame: title, notice, consent and headings.
    """
    before, after = sources(old), sources(new)
    found: dict[str, list[Rewording]] = {}
    for key in _in_order(before, after):
        pair = Rewording(before.get(key, ""), after.get(key, ""))
        if pair.before != pair.after:
            found.setdefault(_question(key), []).append(pair)
    return found


def _in_order(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    """Yield the keys of both, those that went behind the others of their question."""
    yield from after
    yield from (key for key in before if key not in after)


def _question(key: str) -> str:
    """Return whose text it is: keys are ``items.<question>.label`` and the like."""
    return key.split(".")[1] if key.startswith("items.") else ""
