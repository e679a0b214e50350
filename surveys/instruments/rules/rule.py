"""A rule on the answer to one earlier question: what the disclosure gate can follow."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """Ask those who gave one of these answers; with ``unless``, all but those.

    ``options`` are keys of options, or of the bands of a number. With ``unless`` also
    those are asked who gave no answer, or were not asked for one.
    """

    item: str
    options: frozenset[str]
    unless: bool = False

    def leads(self, codes: Collection[str]) -> bool:
        """Tell whether whoever gave all of these answers, or none, meets it."""
        return self.options.isdisjoint(codes) == self.unless

    def implies(self, other: "Rule", *, several: bool) -> bool:
        """Tell whether everybody who meets this rule meets the other.

        ``several`` tells whether one person can give several answers to its question.
        """
        if self.item != other.item:
            return False
        if self.unless == other.unless:
            more, fewer = (self, other) if self.unless else (other, self)
            return fewer.options <= more.options
        given = Rule(other.item, other.options)
        return other.unless and self.excludes(given, several=several)

    def excludes(self, other: "Rule", *, several: bool) -> bool:
        """Tell whether nobody can meet both."""
        if self.item != other.item or (self.unless and other.unless):
            return False
        if self.unless or other.unless:
            without, given = (self, other) if self.unless else (other, self)
            return given.options <= without.options
        return not several and self.options.isdisjoint(other.options)


@dataclass(frozen=True)
class Led:
    """Who is asked a question, as far as rules say it; all of them hold.

    ``whole`` where nobody else is left out. Otherwise ``in_the_way`` names the
    questions on which it hangs in a way that no rule says, in the order asked; with
    ``nobody`` no answers lead to it at all.
    """

    rules: tuple[Rule, ...] = ()
    in_the_way: tuple[str, ...] = ()
    whole: bool = True
    nobody: bool = False
