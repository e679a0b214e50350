"""What the address of the explorer asks for, read against what was published."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.errors import NotFound
from surveys.instruments.structure import SLUG

FIRST = "1"


@dataclass(frozen=True)
class Choice:
    """A question and perhaps a breakdown, by their numbers in the release.

    ``wave`` is the slug of another wave or the word for all; empty for none.
    """

    question: int
    by: int = 0
    wave: str = ""


def read_choice(address: Mapping[str, str], *, questions: int, groups: int) -> Choice:
    """Return what an address asks for; the first question where it names none.

    What cannot be a wave's slug names no wave: the database is not asked for it.

    Args:
        address: the fields ``q``, ``by`` and ``wave``, as they were sent.
        questions: how many questions the release has.
        groups: how many ways of grouping people it has.

    Raises:
        NotFound: there is no question, or no grouping, of such a number.
    """
    question = _number(address.get("q") or FIRST, questions)
    if not question:
        raise NotFound("results.no_item", number=address.get("q", ""))
    wanted = address.get("by", "")
    by = _number(wanted, groups)
    if wanted not in {"", "0"} and not by:
        raise NotFound("results.no_group")
    wave = address.get("wave", "")
    return Choice(question, by, wave if SLUG.fullmatch(wave) else "")


def all_groups(declared: Iterable[Sequence[str]]) -> list[str]:
    """Return the keys of all breakdowns in the order in which they are first used."""
    return list(dict.fromkeys(key for keys in declared for key in keys))


def _number(text: str, most: int) -> int:
    """Return a number from 1 to ``most``; 0 where it is none."""
    digits = text.isascii() and text.isdigit() and len(text) <= len(str(most))
    return int(text) if digits and int(text) <= most else 0
