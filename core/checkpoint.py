"""Checkpoints of the public log: its size and root, signed, to be kept elsewhere.

Text as C2SP ``tlog-checkpoint``, signatures as C2SP ``signed-note`` with Ed25519,
so that witnesses outside can add their own lines under ours.
"""

import os
import re
import secrets
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

ED25519 = b"\x01"
SIZE = re.compile("0|[1-9][0-9]{0,18}")
DASH = "\N{EM DASH} "


class BadCheckpoint(ValueError):
    """A note is not a checkpoint, or nobody we know signed it."""


def sign(text: str, *, name: str, key: Ed25519PrivateKey) -> bytes:
    """Return a text as a signed note.

    Args:
        text: what is signed; ends with a line feed, and has no other control.
        name: who signs, without spaces or plus signs; for a log, its origin.
        key: the private key.

    Raises:
        BadCheckpoint: the text or the name cannot stand in a note.
    """
    if not text.endswith("\n") or any(c < " " and c != "\n" for c in text):
        raise BadCheckpoint("a note's text ends with a line feed and has no controls")
    if not is_name(name):
        raise BadCheckpoint("a signer's name has no spaces and no plus signs")
    signature = key_id(name, key.public_key()) + key.sign(text.encode())
    line = f"{DASH}{name} {b64encode(signature).decode()}\n"
    return f"{text}\n{line}".encode()


def verify(note: bytes, *, name: str, key: Ed25519PublicKey) -> str:
    """Return the text of a note that this signer signed.

    Lines of signers that we do not know are passed over, as the format asks.

    Raises:
        BadCheckpoint: no signature of this signer, or one that does not fit.
    """
    text, signatures = split(note)
    wanted = key_id(name, key)
    for signer, signature in signatures:
        if signer == name and signature[:4] == wanted:
            try:
                key.verify(signature[4:], text.encode())
            except InvalidSignature:
                raise BadCheckpoint(f"the signature of {name} does not fit") from None
            return text
    raise BadCheckpoint(f"the note bears no signature of {name}")


def split(note: bytes) -> tuple[str, tuple[tuple[str, bytes], ...]]:
    """Return a note's text, and each signer's name with key id and signature.

    Raises:
        BadCheckpoint: this is not a signed note.
    """
    try:
        text, gap, lines = note.decode().rpartition("\n\n")
    except UnicodeDecodeError:
        raise BadCheckpoint("a note is UTF-8 text") from None
    if not gap or not lines.endswith("\n"):
        raise BadCheckpoint("a note has an empty line and then its signatures")
    return f"{text}\n", tuple(map(_signature, lines.splitlines()))


def _signature(line: str) -> tuple[str, bytes]:
    name, _, code = line.removeprefix(DASH).partition(" ")
    signature = _decoded(code)
    if not line.startswith(DASH) or not is_name(name) or len(signature) < 5:
        raise BadCheckpoint("a signature line is a dash, a name and base64")
    return name, signature


def is_name(text: str) -> bool:
    """Tell whether a text can name a signer or a log."""
    return bool(text) and "+" not in text and not any(map(str.isspace, text))


def key_id(name: str, key: Ed25519PublicKey) -> bytes:
    """Return the four bytes by which a note names a key."""
    return sha256(name.encode() + b"\n" + ED25519 + key.public_bytes_raw()).digest()[:4]


def verifier_key(name: str, key: Ed25519PublicKey) -> str:
    """Return what a visitor needs to check signatures: ``name+id+key``."""
    code = b64encode(ED25519 + key.public_bytes_raw()).decode()
    return f"{name}+{key_id(name, key).hex()}+{code}"


def read_verifier_key(text: str) -> tuple[str, Ed25519PublicKey]:
    """Return the name and public key from ``name+id+key``.

    Raises:
        BadCheckpoint: it is not one, or its id is not that of its key.
    """
    name, _, rest = text.strip().partition("+")
    code = _decoded(rest.partition("+")[2])
    if len(code) != 33 or code[:1] != ED25519:
        raise BadCheckpoint("a verifier key is a name, an id and an Ed25519 key")
    key = Ed25519PublicKey.from_public_bytes(code[1:])
    if verifier_key(name, key) != text.strip():
        raise BadCheckpoint("the id of the verifier key is not that of its key")
    return name, key


def _decoded(code: str) -> bytes:
    try:
        return b64decode(code, validate=True)
    except NotBase64:
        raise BadCheckpoint("what should be base64 is not") from None


def read_or_make_key(file: Path) -> Ed25519PrivateKey:
    """Return the private key kept in a file, making both on first use.

    The file holds 32 bytes in hexadecimal and is readable by its owner only.
    It appears whole or not at all: of two processes that make it, one wins.
    """
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
        draft.touch(mode=0o600, exist_ok=False)
        with draft.open("w", encoding="ascii") as out:
            out.write(Ed25519PrivateKey.generate().private_bytes_raw().hex())
            out.flush()
            os.fsync(out.fileno())
        with suppress(FileExistsError):
            file.hardlink_to(draft)
        draft.unlink()
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(file.read_text("ascii")))


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself: whose it is, how many leaves, which root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """Return the three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    def signed(self, key: Ed25519PrivateKey) -> bytes:
        """Return the note, signed in the name of the log's origin."""
        return sign(self.text, name=self.origin, key=key)

    @classmethod
    def read(cls, text: str) -> "Checkpoint":
        """Return the checkpoint that a note's text holds; further lines are allowed.

        Raises:
            BadCheckpoint: it has no origin, no size or no root of 32 bytes.
        """
        origin, size, code, *_ = [*text.split("\n"), "", ""]
        if not SIZE.fullmatch(size):
            raise BadCheckpoint("the second line of a checkpoint is the log's size")
        root = _decoded(code)
        if not origin or len(root) != 32:
            raise BadCheckpoint("a checkpoint has an origin and a root of 32 bytes")
        return cls(origin, int(size), root)

    @classmethod
    def verified(
        cls, note: bytes, *, origin: str, key: Ed25519PublicKey
    ) -> "Checkpoint":
        """Return the checkpoint in a note that the log itself signed.

        Raises:
            BadCheckpoint: it is no checkpoint, of another log, or not signed by it.
        """
        checkpoint = cls.read(verify(note, name=origin, key=key))
        if checkpoint.origin != origin:
            raise BadCheckpoint(f"the checkpoint is of {checkpoint.origin}")
        return checkpoint


@dataclass(frozen=True)
class Signer:
    """The log's own hand: its name, and the file where its key is kept."""

    origin: str
    file: Path

    @cached_property
    def key(self) -> Ed25519PrivateKey:
        """Return the private key, read or made when it is first needed."""
        return read_or_make_key(self.file)

    @property
    def verifier_key(self) -> str:
        """Return what a visitor needs to check this signer: ``name+id+key``."""
        return verifier_key(self.origin, self.key.public_key())

    def note(self, size: int, root: bytes) -> str:
        """Return the signed checkpoint of a log of this size and root."""
        return Checkpoint(self.origin, size, root).signed(self.key).decode()

    def read(self, note: str | bytes) -> Checkpoint:
        """Return the checkpoint in a note that this signer signed.

        Raises:
            BadCheckpoint: it is no checkpoint, of another log, or not signed by us.
        """
        content = note if isinstance(note, bytes) else note.encode()
        return Checkpoint.verified(
            content, origin=self.origin, key=self.key.public_key()
        )
