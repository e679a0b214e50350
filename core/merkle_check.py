"""Checks proofs of the public log's Merkle tree: all that a visitor needs."""

from collections.abc import Sequence

from core.merkle import EMPTY_ROOT, node_hash


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
