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
