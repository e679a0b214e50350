"""The key of the public log: kept for its owner, shown to visitors."""

import os
import secrets
from base64 import b64encode
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from core.signed_note import ED25519, BadCheckpoint, decoded, key_id


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
    code = decoded(rest.partition("+")[2])
    if len(code) != 33 or code[:1] != ED25519:
        raise BadCheckpoint("a verifier key is a name, an id and an Ed25519 key")
    key = Ed25519PublicKey.from_public_bytes(code[1:])
    if verifier_key(name, key) != text.strip():
        raise BadCheckpoint("the id of the verifier key is not that of its key")
    return name, key


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
