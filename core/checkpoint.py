"""Checkpoints of the public log: its size and root, signed, to be kept elsewhere.

Text as C2SP ``tlog-checkpoint``; ``core.signed_note`` has the signatures.
"""

import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from core.signed_note import BadCheckpoint, decoded, sign, verify
from core.verifier_key import read_or_make_key, verifier_key

SIZE = re.compile("0|[1-9][0-9]{0,18}")


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
        root = decoded(code)
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
