"""The Merkle tree of the public log: a root that nobody can bend afterwards.

Hashing as RFC 6962 2.1, proofs as RFC 9162 2.1. Every hash is the 32 bytes of
SHA-256; leaves and nodes are told apart by their first byte, so that no leaf can
pass for a node.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(content: bytes) -> bytes:
    """Return the hash under which content enters the tree."""
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two neighbouring subtrees."""
    return sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes, oldest first; ``EMPTY_ROOT`` over none."""
    return Tree.of(leaves).root()


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the path from one leaf (counted from 0) to the root over all leaves."""
    return Tree.of(leaves).inclusion_proof(index)


def consistency_proof(old_size: int, leaves: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the proof that the first ``old_size`` leaves stayed as they were."""
    return Tree.of(leaves).consistency_proof(old_size)


def verify_inclusion(
    leaf: bytes, *, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Tell whether a leaf hash stands at ``index`` in the tree with this root.

    Source: RFC 9162, 2.1.3.2.
    """
    if not 0 <= index < size:
        return False
    node, last, value = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if node % 2 or node == last:
            value = node_hash(step, value)
            node, last = _climb_to_right_child(node, last)
        else:
            value = node_hash(value, step)
        node, last = node >> 1, last >> 1
    return last == 0 and value == root


def verify_consistency(
    *,
    old_size: int,
    new_size: int,
    old_root: bytes,
    new_root: bytes,
    proof: Sequence[bytes],
) -> bool:
    """Tell whether the larger tree begins with every leaf of the smaller one.

    An empty tree is the beginning of every tree, with an empty proof.

    Source: RFC 9162, 2.1.4.2.
    """
    if not 0 <= old_size <= new_size:
        return False
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT
    if old_size == new_size:
        return not proof and old_root == new_root
    # A tree whose size is a power of two is a node of the larger one: its root
    # is the first step, and the proof leaves it out.
    steps = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    return bool(steps) and _roots_meet(
        steps, sizes=(old_size, new_size), roots=(old_root, new_root)
    )


def _roots_meet(
    steps: Sequence[bytes], *, sizes: tuple[int, int], roots: tuple[bytes, bytes]
) -> bool:
    node, last = sizes[0] - 1, sizes[1] - 1
    while node % 2:
        node, last = node >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if node % 2 or node == last:
            old, new = node_hash(step, old), node_hash(step, new)
            node, last = _climb_to_right_child(node, last)
        else:
            new = node_hash(new, step)
        node, last = node >> 1, last >> 1
    return last == 0 and (old, new) == roots


def _climb_to_right_child(node: int, last: int) -> tuple[int, int]:
    """Skip the levels on which a node without a right neighbour is passed up."""
    while node and not node % 2:
        node, last = node >> 1, last >> 1
    return node, last


@dataclass(frozen=True)
class Frontier:
    """All that an append needs to know: the roots of the full subtrees.

    ``peaks`` holds one hash for each bit of ``size``, the largest subtree first.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    @classmethod
    def from_bytes(cls, kept: bytes, size: int) -> "Frontier":
        """Return the frontier that ``to_bytes`` kept, over ``size`` leaves.

        Raises:
            ValueError: the bytes are not a frontier of that size.
        """
        if size < 0 or len(kept) != 32 * size.bit_count():
            raise ValueError("these bytes are no frontier of that size")
        return cls(size, tuple(kept[at : at + 32] for at in range(0, len(kept), 32)))

    def to_bytes(self) -> bytes:
        """Return the peaks in one piece: 32 bytes for each bit of ``size``."""
        return b"".join(self.peaks)

    def ranges(self) -> tuple[tuple[int, int], ...]:
        """Return for each peak the leaves under it: from where to before where."""
        found, start = [], 0
        for level in reversed(range(self.size.bit_length())):
            if self.size >> level & 1:
                found.append((start, start + (1 << level)))
                start += 1 << level
        return tuple(found)

    def append(self, leaf: bytes) -> "Frontier":
        """Return the frontier with one more leaf hash."""
        peaks, height = [*self.peaks, leaf], self.size
        while height % 2:
            right, left = peaks.pop(), peaks.pop()
            peaks.append(node_hash(left, right))
            height >>= 1
        return Frontier(self.size + 1, tuple(peaks))

    def root(self) -> bytes:
        """Return the root of the tree so far."""
        if not self.peaks:
            return EMPTY_ROOT
        *rest, value = self.peaks
        for peak in reversed(rest):
            value = node_hash(peak, value)
        return value


@dataclass(frozen=True)
class Tree:
    """A whole tree, whose earlier states can be asked for as well.

    ``levels[k][i]`` is the root of the full subtree over the leaves from
    ``i * 2**k``; every hash is computed once, and a proof costs O(log² n).
    """

    levels: tuple[tuple[bytes, ...], ...]

    @classmethod
    def of(cls, leaves: Sequence[bytes]) -> "Tree":
        """Build the tree over leaf hashes, oldest first."""
        levels = [tuple(leaves)]
        while len(levels[-1]) > 1:
            below = levels[-1]
            levels.append(
                tuple(node_hash(*pair) for pair in list(pairwise(below))[::2])
            )
        return cls(tuple(levels))

    @property
    def size(self) -> int:
        """Return the number of leaves."""
        return len(self.levels[0])

    def root(self, size: int | None = None) -> bytes:
        """Return the root over the first ``size`` leaves, or over all.

        Raises:
            ValueError: the tree never had that size.
        """
        size = self._checked(size)
        return self.subtree(0, size) if size else EMPTY_ROOT

    def inclusion_proof(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """Return the path from leaf ``index`` to the root over ``size`` leaves.

        Raises:
            ValueError: there is no such leaf, or never was such a size.
        """
        size = self._checked(size)
        if not 0 <= index < size:
            raise ValueError("the leaf is outside the tree")
        start, stop, path = 0, size, []
        while stop - start > 1:
            middle = start + _split(stop - start)
            if index < middle:
                path.append(self.subtree(middle, stop))
                stop = middle
            else:
                path.append(self.subtree(start, middle))
                start = middle
        return tuple(reversed(path))

    def consistency_proof(
        self, old_size: int, size: int | None = None
    ) -> tuple[bytes, ...]:
        """Return the proof that ``old_size`` leaves are the beginning of ``size``.

        Raises:
            ValueError: the sizes are not in order, or the tree never had them.
        """
        size = self._checked(size)
        if not 0 <= old_size <= size:
            raise ValueError("the older size is outside the tree")
        if old_size in (0, size):
            return ()
        start, stop, path = 0, size, []
        while old_size < stop:
            middle = start + _split(stop - start)
            if old_size <= middle:
                path.append(self.subtree(middle, stop))
                stop = middle
            else:
                path.append(self.subtree(start, middle))
                start = middle
        if start:  # otherwise the old root itself is this node
            path.append(self.subtree(start, stop))
        return tuple(reversed(path))

    def _checked(self, size: int | None) -> int:
        size = self.size if size is None else size
        if not 0 <= size <= self.size:
            raise ValueError("the tree never had that size")
        return size

    def subtree(self, start: int, stop: int) -> bytes:
        """Return the root over leaves ``start`` to ``stop``, a node of RFC 6962's tree.

        That is so where ``start`` is a multiple of the power of two that is not
        below the width, as for every node the proofs and the frontier name.
        """
        width = stop - start
        if width & (width - 1) == 0:
            level = width.bit_length() - 1
            return self.levels[level][start >> level]
        middle = start + _split(width)
        return node_hash(self.subtree(start, middle), self.subtree(middle, stop))


def _split(width: int) -> int:
    """Return the largest power of two below ``width``."""
    return int(1 << ((width - 1).bit_length() - 1))
