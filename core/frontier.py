"""The frontier of the public log's tree: all that an append needs to know."""

from dataclasses import dataclass

from core.merkle import EMPTY_ROOT, node_hash


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
