"""Locks that only a wave opens: the other half of ``static/survey/later.js``.

ECDH on P-256 between the wave's key and one made for a single box, HKDF-SHA256 over
what they share, AES-256-GCM: what every browser has had for years, and keys short
enough for a page that has to be light.
"""

import base64
import binascii
import json
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_CURVE = ec.SECP256R1()
_PURPOSE = b"sealed answers"
_KEY_BYTES = 32
# Each box has a key of its own, so that one number does for all.
_ONCE = bytes(12)


class Unreadable(ValueError):
    """A box that this key does not open, or with something else inside."""


def make_pair() -> tuple[str, str]:
    """Return a fresh public and private key, as text."""
    private = ec.generate_private_key(_CURVE)
    secret = private.private_numbers().private_value.to_bytes(_KEY_BYTES, "big")
    return _text(_point(private.public_key())), _text(secret)


def locked(public_key: str, fields: list[tuple[str, str]]) -> tuple[str, str]:
    """Return half a key and a box with fields of a form, as a phone makes them."""
    own = ec.generate_private_key(_CURVE)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, _bytes(public_key))
    half = _point(own.public_key())
    inside = json.dumps(fields).encode()
    box = AESGCM(_secret(own, theirs, half)).encrypt(_ONCE, inside, None)
    return _text(half), _text(box)


def opened(private_key: str, half: str, box: str) -> list[tuple[str, str]]:
    """Return the fields of a form in a box.

    Raises:
        Unreadable: it was not locked with this wave's key, or is broken.
    """
    try:
        own = ec.derive_private_key(int.from_bytes(_bytes(private_key), "big"), _CURVE)
        point = _bytes(half)
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, point)
        inside = AESGCM(_secret(own, theirs, point)).decrypt(_ONCE, _bytes(box), None)
        return _fields(json.loads(inside))
    except (ValueError, InvalidTag) as error:
        raise Unreadable("This box cannot be opened.") from error


def _fields(inside: Any) -> list[tuple[str, str]]:
    if not isinstance(inside, list) or not all(map(_is_field, inside)):
        raise Unreadable("There are no fields in it.")
    return [(name, value) for name, value in inside]


def _is_field(pair: Any) -> bool:
    return (
        isinstance(pair, list)
        and len(pair) == 2
        and all(isinstance(part, str) for part in pair)
    )


def _secret(
    own: ec.EllipticCurvePrivateKey, theirs: ec.EllipticCurvePublicKey, half: bytes
) -> bytes:
    shared = own.exchange(ec.ECDH(), theirs)
    return HKDF(SHA256(), _KEY_BYTES, salt=half, info=_PURPOSE).derive(shared)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise Unreadable("This is no base64.") from error
