"""Signed notes: a text and the lines of those who signed it, with Ed25519.

Format: C2SP ``signed-note``. Witnesses outside can add their own lines under ours.
"""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

ED25519 = b"\x01"
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
    signature = decoded(code)
    if not line.startswith(DASH) or not is_name(name) or len(signature) < 5:
        raise BadCheckpoint("a signature line is a dash, a name and base64")
    return name, signature


def is_name(text: str) -> bool:
    """Tell whether a text can name a signer or a log."""
    return bool(text) and "+" not in text and not any(map(str.isspace, text))


def key_id(name: str, key: Ed25519PublicKey) -> bytes:
    """Return the four bytes by which a note names a key."""
    return sha256(name.encode() + b"\n" + ED25519 + key.public_bytes_raw()).digest()[:4]


def decoded(code: str) -> bytes:
    """Return the bytes that base64 stands for.

    Raises:
        BadCheckpoint: it is no base64.
    """
    try:
        return b64decode(code, validate=True)
    except NotBase64:
        raise BadCheckpoint("what should be base64 is not") from None
