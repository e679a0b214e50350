"""The tree of the public log, against the RFC's own definitions and roots."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import merkle
from core.frontier import Frontier
from core.merkle import Tree
from core.merkle_check import verify_consistency, verify_inclusion

VECTORS = Path(__file__).parents[3] / "shared/data/vectors/merkle_rfc6962.json"
CONTENTS = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [merkle.leaf_hash(str(number).encode()) for number in range(256)]
TREE = Tree.of(LEAVES)


@cache
def naive_root(start, stop):
    """RFC 6962 2.1, word for word: MTH."""
    if stop == start:
        return sha256(b"").digest()
    if stop - start == 1:
        return LEAVES[start]
    k = 1
    while 2 * k < stop - start:
        k *= 2
    left, right = naive_root(start, start + k), naive_root(start + k, stop)
    return sha256(b"\x01" + left + right).digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_the_reference_tree_has_its_published_roots(size):
    leaves = [merkle.leaf_hash(content) for content in CONTENTS[:size]]
    assert merkle.root(leaves).hex() == ROOTS[size - 1]


def test_the_published_vectors_agree_with_the_goldens_kept_here():
    if not VECTORS.exists():
        pytest.skip("merkle_rfc6962.json is not beside this checkout")
    vectors = json.loads(VECTORS.read_text())
    assert vectors["root_of_first_n"] == ROOTS
    assert [bytes.fromhex(text) for text in vectors["leaf_inputs_hex"]] == CONTENTS


def test_an_empty_tree_has_the_hash_of_nothing():
    assert merkle.root([]) == sha256(b"").digest() == Frontier().root()


def test_a_leaf_never_passes_for_a_node():
    left, right = LEAVES[:2]
    assert merkle.leaf_hash(left + right) != merkle.node_hash(left, right)


def test_every_earlier_state_of_the_tree_has_the_root_of_the_definition():
    assert [TREE.root(size) for size in range(257)] == [
        naive_root(0, size) for size in range(257)
    ]


def test_appending_one_by_one_gives_the_same_roots():
    frontier = Frontier()
    for size, leaf in enumerate(LEAVES, start=1):
        frontier = frontier.append(leaf)
        assert frontier.root() == TREE.root(size)
        assert len(frontier.peaks) == size.bit_count()
        assert Frontier.from_bytes(frontier.to_bytes(), size) == frontier
        assert frontier.peaks == tuple(
            naive_root(start, stop) for start, stop in frontier.ranges()
        )


@pytest.mark.parametrize(("kept", "size"), [(b"", 1), (b"x" * 32, 3), (b"", -1)])
def test_a_frontier_that_was_cut_is_not_taken_back(kept, size):
    with pytest.raises(ValueError, match="no frontier"):
        Frontier.from_bytes(kept, size)


def test_every_leaf_of_every_tree_up_to_256_proves_its_place():
    for size in range(1, 257):
        for index in range(size):
            assert verify_inclusion(
                LEAVES[index],
                index=index,
                size=size,
                proof=TREE.inclusion_proof(index, size),
                root=TREE.root(size),
            ), (index, size)


def test_every_pair_of_sizes_up_to_256_proves_that_nothing_before_changed():
    for size in range(257):
        for old_size in range(size + 1):
            assert verify_consistency(
                old_size=old_size,
                new_size=size,
                old_root=TREE.root(old_size),
                new_root=TREE.root(size),
                proof=TREE.consistency_proof(old_size, size),
            ), (old_size, size)


def test_the_examples_of_the_standard_have_the_paths_it_draws():
    """RFC 9162 2.1.5: seven leaves, with the nodes a to k, called so there."""
    d0, d1, d2, d3, d4, d5, d6 = LEAVES[:7]
    g, h = merkle.node_hash(d0, d1), merkle.node_hash(d2, d3)
    i, j = merkle.node_hash(d4, d5), d6
    k, last = merkle.node_hash(g, h), merkle.node_hash(i, j)
    assert TREE.inclusion_proof(0, 7) == (d1, h, last)
    assert TREE.inclusion_proof(3, 7) == (d2, g, last)
    assert TREE.inclusion_proof(4, 7) == (d5, j, k)
    assert TREE.inclusion_proof(6, 7) == (i, k)
    assert TREE.consistency_proof(3, 7) == (d2, d3, g, last)
    assert TREE.consistency_proof(4, 7) == (last,)
    assert TREE.consistency_proof(6, 7) == (i, j, k)


def test_the_short_forms_ask_the_whole_tree():
    leaves = LEAVES[:11]
    assert merkle.inclusion_proof(4, leaves) == TREE.inclusion_proof(4, 11)
    assert merkle.consistency_proof(4, leaves) == TREE.consistency_proof(4, 11)


@given(st.data())
def test_a_proof_of_inclusion_fits_one_leaf_at_one_place_only(data):
    size = data.draw(st.integers(2, 256))
    index = data.draw(st.integers(0, size - 1))
    proof, root = TREE.inclusion_proof(index, size), TREE.root(size)
    other = data.draw(st.integers(0, 255).filter(lambda number: number != index))
    spoiled = list(proof)
    spoiled[data.draw(st.integers(0, len(proof) - 1))] = b"\x00" * 32

    def holds(leaf=LEAVES[index], index=index, size=size, proof=proof, root=root):
        return verify_inclusion(leaf, index=index, size=size, proof=proof, root=root)

    assert holds()
    assert not holds(leaf=LEAVES[other])
    assert not holds(index=other)
    assert not holds(proof=spoiled)
    assert not holds(proof=proof[:-1])
    assert not holds(proof=(*proof, LEAVES[0]))
    assert not holds(root=TREE.root(size - 1))


@given(st.data())
def test_a_tree_with_an_edited_leaf_cannot_prove_that_it_grew_honestly(data):
    size = data.draw(st.integers(2, 256))
    old_size = data.draw(st.integers(1, size))
    edited = list(LEAVES[:size])
    edited[data.draw(st.integers(0, old_size - 1))] = merkle.leaf_hash(b"edited")
    forged = Tree.of(edited)
    assert not verify_consistency(
        old_size=old_size,
        new_size=size,
        old_root=TREE.root(old_size),
        new_root=forged.root(),
        proof=forged.consistency_proof(old_size),
    )


@given(st.data())
def test_a_proof_of_consistency_bears_no_change(data):
    size = data.draw(st.integers(3, 256))
    old_size = data.draw(st.integers(1, size - 1))
    proof = TREE.consistency_proof(old_size, size)
    before, after = TREE.root(old_size), TREE.root(size)

    def holds(old_size=old_size, old=before, new=after, proof=proof):
        return verify_consistency(
            old_size=old_size, new_size=size, old_root=old, new_root=new, proof=proof
        )

    assert holds()
    assert not holds(proof=proof[1:])
    assert not holds(proof=(*proof, LEAVES[0]))
    assert not holds(old=LEAVES[255])
    assert not holds(new=TREE.root(size - 1))
    assert not holds(old_size=size)
    assert not holds(old_size=size + 1)
    assert not holds(old_size=0)


@pytest.mark.parametrize("change", ["drop", "swap"])
def test_dropped_and_reordered_leaves_change_the_root(change):
    leaves = list(LEAVES[:20])
    if change == "drop":
        del leaves[7]
    else:
        leaves[7], leaves[8] = leaves[8], leaves[7]
    assert merkle.root(leaves) != TREE.root(len(leaves))


@pytest.mark.parametrize(
    "ask",
    [
        lambda tree: tree.root(4),
        lambda tree: tree.root(-1),
        lambda tree: tree.inclusion_proof(3),
        lambda tree: tree.inclusion_proof(-1),
        lambda tree: tree.inclusion_proof(2, 2),
        lambda tree: tree.consistency_proof(4),
        lambda tree: tree.consistency_proof(3, 2),
        lambda tree: tree.consistency_proof(-1),
    ],
)
def test_what_the_tree_never_held_is_refused(ask):
    with pytest.raises(ValueError, match="tree"):
        ask(Tree.of(LEAVES[:3]))


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_a_leaf_outside_the_tree_is_never_proved(index, size):
    root = TREE.root(size)
    assert not verify_inclusion(root, index=index, size=size, proof=[], root=root)
