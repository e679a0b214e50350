"""What goes into a pack, and what of this place stays here."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from deliberation.benchmarks.outlines.queries import outlines_to_hand_on
from deliberation.packs.contents import Pack, Provenance, Questions
from deliberation.packs.rules import rules_here
from surveys.findings.coding.offers.queries import codebooks_to_hand_on
from surveys.findings.packages.contents import LICENCE
from surveys.instruments.handing_on.fitness import unfit
from surveys.instruments.handing_on.queries import Wording, wordings_to_hand_on
from surveys.instruments.licence import may_pack


@dataclass(frozen=True)
class HeldBack:
    """Something that stays here, and why: in one sentence for an operator."""

    what: str
    why: str


@dataclass(frozen=True)
class Gathered:
    """A pack, and everything of its kind that is not in it."""

    pack: Pack
    held_back: tuple[HeldBack, ...]


def gather(session: Session, came_from: Provenance) -> Gathered:
    """Return what this place may hand on, with what it may not by name.

    What belongs to questions that stay here stays with them.
    """
    packed: dict[str, Questions] = {}
    held: list[HeldBack] = []
    for each in wordings_to_hand_on(session):
        instrument, why = each.instrument, _why_not(each)
        if why:
            held.append(HeldBack(instrument.slug, why))
        else:
            packed[instrument.slug] = Questions(
                each.number, each.is_agreed, instrument, each.origin
            )
    codebooks, outlines = codebooks_to_hand_on(session), outlines_to_hand_on(session)
    parts = [
        *((f"codebook of {each.question}", each.instrument) for each in codebooks),
        *((f"benchmark about {each.question}", each.instrument) for each in outlines),
    ]
    held += [
        HeldBack(what, f"it belongs to {slug}, which stays here.")
        for what, slug in parts
        if slug not in packed
    ]
    pack = Pack(
        came_from=came_from,
        licence=LICENCE,
        instruments=tuple(packed.values()),
        codebooks=tuple(each for each in codebooks if each.instrument in packed),
        benchmarks=tuple(each for each in outlines if each.instrument in packed),
        rules=rules_here(),
    )
    return Gathered(pack, tuple(held))


def _why_not(wording: Wording) -> str:
    """Return why questions stay here; empty where they may go."""
    if not (wording.may_leave and may_pack(wording.instrument)):
        name = wording.instrument.licence.name
        return f"its licence, {name}, is not marked as one that lets others have it."
    wrong = next(iter(unfit(wording.instrument)), None)
    return "" if wrong is None else f"no other place could take it in: {wrong[1]}"
