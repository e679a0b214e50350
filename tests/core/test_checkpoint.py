"""Signed checkpoints, against the examples that the format's authors published."""

import stat
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from core import signed_note, verifier_key
from core.checkpoint import Checkpoint, Signer
from core.signed_note import BadCheckpoint

# From the documentation of golang.org/x/mod/sumdb/note, the format's origin.
NEUMANN = Ed25519PrivateKey.from_private_bytes(
    b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
)
NEUMANN_VERIFIER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SAYING = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
SIGNED_SAYING = (
    f"{SAYING}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1"
    "FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
).encode()
# From c2sp.org/tlog-cosignature: a log's line, and a witness's under it.
WITNESSED = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u\
5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dl\
rDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
""".encode()

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key()
LOG = Checkpoint("larkmoor.example/log", 20, b"\x07" * 32)
GOLDEN = """larkmoor.example/log
20
BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=

— larkmoor.example/log P7vCVzwQdOicXDgkqAZRU7dL7+S0YTr7Dx//cZuTxijHF+eDzf/rU5amm\
ZfNA7wF+C+cbJ4ew4UNz9BA2TegsDlO8Q8=
"""


def test_the_published_example_is_signed_byte_for_byte():
    assert signed_note.sign(SAYING, name="PeterNeumann", key=NEUMANN) == SIGNED_SAYING


def test_the_published_example_is_verified_with_its_published_key():
    name, key = verifier_key.read_verifier_key(NEUMANN_VERIFIER)
    assert name == "PeterNeumann"
    assert verifier_key.verifier_key(name, key) == NEUMANN_VERIFIER
    assert signed_note.verify(SIGNED_SAYING, name=name, key=key) == SAYING


def test_a_witnessed_checkpoint_is_read_with_both_its_signers():
    text, signatures = signed_note.split(WITNESSED)
    assert Checkpoint.read(text).size == 20852163
    assert [(name, len(code)) for name, code in signatures] == [
        ("example.com/behind-the-sofa", 4 + 64),
        ("witness.example.com/w1", 4 + 8 + 64),
    ]


def test_a_checkpoint_with_a_fixed_key_is_always_the_same_note():
    assert LOG.signed(KEY).decode() == GOLDEN


def test_what_was_signed_is_read_back():
    assert Checkpoint.verified(LOG.signed(KEY), origin=LOG.origin, key=PUBLIC) == LOG


def test_lines_of_witnesses_do_not_disturb_the_log_s_own():
    witness = signed_note.sign(LOG.text, name="witness", key=NEUMANN).decode()
    note = LOG.signed(KEY).decode() + witness.rpartition("\n\n")[2]
    assert Checkpoint.verified(note.encode(), origin=LOG.origin, key=PUBLIC) == LOG


def test_a_text_with_an_empty_line_is_split_at_its_last_one():
    text = "one\n\ntwo\n"
    note = signed_note.sign(text, name="log", key=KEY)
    assert signed_note.verify(note, name="log", key=PUBLIC) == text


@given(st.data())
def test_no_changed_byte_passes(data):
    note = bytearray(LOG.signed(KEY))
    at = data.draw(st.integers(0, len(note) - 1))
    note[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(BadCheckpoint):
        Checkpoint.verified(bytes(note), origin=LOG.origin, key=PUBLIC)


def test_another_key_s_signature_is_not_ours():
    with pytest.raises(BadCheckpoint, match="no signature"):
        Checkpoint.verified(LOG.signed(NEUMANN), origin=LOG.origin, key=PUBLIC)


def test_a_checkpoint_of_another_log_is_named():
    note = signed_note.sign(LOG.text, name="other.example/log", key=KEY)
    with pytest.raises(BadCheckpoint, match="of larkmoor"):
        Checkpoint.verified(note, origin="other.example/log", key=PUBLIC)


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"no signature\n",
        b"text\n\n- log AAAAAAAA\n",
        "text\n\n— log AAAAAAAA".encode(),
        "text\n\n— log %%%%\n".encode(),
        "text\n\n— log AAAA\n".encode(),
        "text\n\n—  AAAAAAAA\n".encode(),
        b"\xff\n\n",
    ],
)
def test_what_is_no_note_is_refused(note):
    with pytest.raises(BadCheckpoint):
        signed_note.verify(note, name="log", key=PUBLIC)


ROOT_LINE = LOG.text.splitlines()[2]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "log\n",
        f"log\n-1\n{ROOT_LINE}\n",
        f"log\n007\n{ROOT_LINE}\n",
        f"log\n٧\n{ROOT_LINE}\n",
        f"log\nmany\n{ROOT_LINE}\n",
        f"log\n{'9' * 5000}\n{ROOT_LINE}\n",
        "log\n7\nAAAA\n",
        "log\n7\n???\n",
        f"\n7\n{ROOT_LINE}\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(BadCheckpoint):
        Checkpoint.read(text)


def test_a_checkpoint_may_carry_further_lines():
    assert Checkpoint.read(f"{LOG.text}extension\n") == LOG


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("no line feed", "log"),
        ("bell\a\n", "log"),
        ("", "log"),
        ("text\n", ""),
        ("text\n", "a b"),
        ("text\n", "a+b"),
    ],
)
def test_what_cannot_stand_in_a_note_is_not_signed(text, name):
    with pytest.raises(BadCheckpoint):
        signed_note.sign(text, name=name, key=KEY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a3+",
        "PeterNeumann+c74f20a3+AAAA",
        NEUMANN_VERIFIER.replace("c74f20a3", "c74f20a4"),
        NEUMANN_VERIFIER.replace("Peter", "Petra"),
    ],
)
def test_a_verifier_key_that_does_not_fit_itself_is_refused(text):
    with pytest.raises(BadCheckpoint):
        verifier_key.read_verifier_key(text)


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    file = tmp_path / "instance" / "log.key"
    first = verifier_key.read_or_make_key(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = verifier_key.read_or_make_key(file)
    assert again.private_bytes_raw() == first.private_bytes_raw()
    assert [path.name for path in file.parent.iterdir()] == ["log.key"]


def test_processes_that_start_at_once_agree_on_one_key(tmp_path):
    file = tmp_path / "log.key"
    with ThreadPoolExecutor(8) as pool:
        keys = pool.map(lambda _: verifier_key.read_or_make_key(file), range(8))
    assert len({key.private_bytes_raw() for key in keys}) == 1


def test_a_signer_signs_reads_and_says_how_to_check_it(tmp_path):
    signer = Signer(LOG.origin, tmp_path / "log.key")
    note = signer.note(LOG.size, LOG.root)
    assert signer.read(note) == signer.read(note.encode()) == LOG
    name, key = verifier_key.read_verifier_key(signer.verifier_key)
    assert Checkpoint.verified(note.encode(), origin=name, key=key) == LOG
