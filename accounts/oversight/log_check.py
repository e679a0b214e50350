"""Holds the log's rows against what was signed; names the first that does not fit."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from accounts.oversight.log_fault import Fault, FaultCode
from core.checkpoint import Checkpoint
from core.frontier import Frontier
from core.merkle import Tree, leaf_hash
from core.signed_note import BadCheckpoint

Reader = Callable[[str], Checkpoint]
"""Reads a signed note; raises ``BadCheckpoint`` where the signature does not fit."""


@dataclass(frozen=True)
class Row:
    """One row of the log as it is stored: its place, and the text of its leaf."""

    place: int
    leaf: str


@dataclass(frozen=True)
class Seal:
    """One stored checkpoint: columns that can be changed, and the note that cannot."""

    size: int
    root: str
    note: str
    frontier: bytes


def tree_of(rows: Sequence[Row]) -> Tree:
    """Return the tree over the rows as they lie."""
    return Tree.of([leaf_hash(row.leaf.encode()) for row in rows])


def check(rows: Sequence[Row], seals: Sequence[Seal], read: Reader) -> list[Fault]:
    """Return what is wrong with a log, the earliest row first; nothing if it fits.

    Args:
        rows: all rows, by place.
        seals: all stored checkpoints, by size.
        read: reads a note that this log signed.
    """
    missing = _first_gap(rows)
    if missing is not None:
        return [Fault(FaultCode.MISSING, missing)]
    tree, signed = tree_of(rows), 0
    faults: list[Fault] = []
    for seal in seals:
        found = list(_compare(tree, seal, signed, read))
        faults += found
        if any(fault.code in BROKEN for fault in found):
            return faults
        signed = seal.size
    if signed < tree.size:
        faults.append(Fault(FaultCode.UNSIGNED, signed))
    return faults


# After one of these, nothing later can fit either.
BROKEN = {FaultCode.CHANGED, FaultCode.MOVED, FaultCode.RANGE, FaultCode.TRUNCATED}


def check_saved(tree: Tree, note: str, read: Reader) -> list[Fault]:
    """Return what is wrong with a log, seen from a checkpoint that was kept elsewhere.

    A note that this log did not sign is compared all the same: whoever rewrites a
    log may have changed its key too.

    Raises:
        BadCheckpoint: the note is no checkpoint at all.
    """
    faults = []
    try:
        saved = read(note)
    except BadCheckpoint:
        saved = Checkpoint.read(note)
        faults.append(Fault(FaultCode.SAVED_FOREIGN, saved.size))
    if saved.size > tree.size:
        faults.append(Fault(FaultCode.SAVED_TRUNCATED, tree.size, saved.size))
    elif tree.root(saved.size) != saved.root:
        faults.append(Fault(FaultCode.SAVED_FORK, saved.size))
    return faults


def _first_gap(rows: Sequence[Row]) -> int | None:
    for place, row in enumerate(rows):
        if row.place != place:
            return place
    return None


def _compare(tree: Tree, seal: Seal, fitting: int, read: Reader) -> Iterator[Fault]:
    """Yield what is wrong with one checkpoint; the first ``fitting`` rows are right."""
    try:
        signed = read(seal.note)
    except BadCheckpoint:
        yield Fault(FaultCode.SIGNATURE, seal.size)
        return
    if (signed.size, signed.root.hex()) != (seal.size, seal.root):
        yield Fault(FaultCode.CHECKPOINT, seal.size)
        return
    if signed.size > tree.size:
        yield Fault(FaultCode.TRUNCATED, tree.size, signed.size)
        return
    peaks = _frontier(seal, signed)
    if tree.root(signed.size) != signed.root:
        yield _locate(tree, signed, fitting, peaks)
    elif peaks is None:
        yield Fault(FaultCode.CHECKPOINT, seal.size)


def _frontier(seal: Seal, signed: Checkpoint) -> Frontier | None:
    """Return the stored frontier, if it leads to the root that was signed."""
    try:
        frontier = Frontier.from_bytes(seal.frontier, seal.size)
    except ValueError:
        return None
    return frontier if frontier.root() == signed.root else None


def _locate(
    tree: Tree, signed: Checkpoint, fitting: int, peaks: Frontier | None
) -> Fault:
    """Name the first row that is not what was signed, as nearly as the roots tell."""
    start, stop = fitting, signed.size
    for (low, high), peak in zip(
        peaks.ranges() if peaks else (), peaks.peaks if peaks else (), strict=True
    ):
        if tree.subtree(low, high) != peak:
            start, stop = max(low, fitting), high
            break
    if stop - start > 1:
        return Fault(FaultCode.RANGE, start, stop - 1)
    moved_to = _place_of(tree, signed, start)
    if moved_to is None:
        return Fault(FaultCode.CHANGED, start)
    return Fault(FaultCode.MOVED, start, moved_to)


def _place_of(tree: Tree, signed: Checkpoint, place: int) -> int | None:
    """Return where the leaf now stands that was the last one signed, if anywhere."""
    if place != signed.size - 1:
        return None
    before = Frontier()
    for leaf in tree.levels[0][:place]:
        before = before.append(leaf)
    for candidate, leaf in enumerate(tree.levels[0]):
        if before.append(leaf).root() == signed.root:
            return candidate
    return None
