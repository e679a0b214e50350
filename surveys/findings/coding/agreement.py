"""How far two coders agree, code by code: raw agreement, kappa and PABAK.

Cohen (1960); Byrt, Bishop and Carlin (1993) for PABAK, because kappa collapses for
rare codes; labels after Landis and Koch (1977). docs/methods.md, "Open text".
Fractions, so that a code on the very bound passes.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

MODERATE, SUBSTANTIAL, ALMOST_PERFECT = Fraction(2, 5), Fraction(3, 5), Fraction(4, 5)
LEAST_KAPPA = SUBSTANTIAL
LEAST_PABAK = Fraction(4, 5)
RARE = Fraction(1, 20)
"""Below this prevalence PABAK may speak for a code in the place of kappa."""

Readings = tuple[Collection[str], Collection[str]]
"""The codes that the first and the second coder gave one text."""


class Label(StrEnum):
    """What a kappa is called."""

    TALK = "talk"
    MODERATE = "moderate"
    SUBSTANTIAL = "substantial"
    ALMOST_PERFECT = "almost_perfect"


@dataclass(frozen=True)
class Agreement:
    """Texts by who gave a code: both, one of them, neither; there is at least one."""

    both: int
    first_only: int
    second_only: int
    neither: int

    @property
    def texts(self) -> int:
        """How many texts both coders read."""
        return self.both + self.first_only + self.second_only + self.neither

    @property
    def observed(self) -> Fraction:
        """The share of texts that both read alike, p_o."""
        return Fraction(self.both + self.neither, self.texts)

    @property
    def expected(self) -> Fraction:
        """The share that two who code by chance, as often, would read alike, p_e."""
        first, second = self.both + self.first_only, self.both + self.second_only
        apart = (self.texts - first) * (self.texts - second)
        return Fraction(first * second + apart, self.texts**2)

    @property
    def kappa(self) -> Fraction | None:
        """Agreement beyond chance; None where chance alone explains everything."""
        if self.expected == 1:
            return None
        return (self.observed - self.expected) / (1 - self.expected)

    @property
    def pabak(self) -> Fraction:
        """Kappa adjusted for prevalence and bias."""
        return 2 * self.observed - 1

    @property
    def prevalence(self) -> Fraction:
        """The share of texts that bear the code, as the two see it on average."""
        seen = 2 * self.both + self.first_only + self.second_only
        return Fraction(seen, 2 * self.texts)

    @property
    def label(self) -> Label | None:
        """What this kappa is called; None without one."""
        if self.kappa is None:
            return None
        # Substantial from 0.60, where the gate opens; almost perfect over 0.80.
        if self.kappa > ALMOST_PERFECT:
            return Label.ALMOST_PERFECT
        if self.kappa >= SUBSTANTIAL:
            return Label.SUBSTANTIAL
        return Label.MODERATE if self.kappa >= MODERATE else Label.TALK

    @property
    def passes(self) -> bool:
        """Tell whether one coder alone may go on with this code."""
        if self.kappa is None:
            return self.pabak >= LEAST_PABAK
        rare = self.prevalence < RARE and self.pabak >= LEAST_PABAK
        return self.kappa >= LEAST_KAPPA or rare


def agreements(
    readings: Iterable[Readings], codes: Iterable[str]
) -> Mapping[str, Agreement]:
    """Return the agreement on each code over the texts that both read."""
    read = [(frozenset(first), frozenset(second)) for first, second in readings]
    return {
        code: Agreement(
            both=sum(code in a and code in b for a, b in read),
            first_only=sum(code in a and code not in b for a, b in read),
            second_only=sum(code not in a and code in b for a, b in read),
            neither=sum(code not in a and code not in b for a, b in read),
        )
        for code in codes
        if read
    }


def failing(found: Mapping[str, Agreement]) -> tuple[str, ...]:
    """Name the codes that the coders have to talk about and to code again."""
    return tuple(code for code, agreement in found.items() if not agreement.passes)
