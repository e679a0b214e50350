"""Checks a site's public log against its signed note, and against an older one.

    python3 verify_log.py SITE --keep today.txt     check it, and keep today's note
    python3 verify_log.py SITE --saved today.txt    later: check that it only grew

SITE is the site's address, or a folder with its exported pages. Nothing but
Python is needed. This program is free for everyone (CC0); read it before you
trust it. What it proves rests on the note that YOU kept: a site can write and
sign a whole new log, but not one that agrees with a note it signed before.
"""
# ruff: noqa: INP001, T201, S310

import argparse
import base64
import hashlib
import sys
import urllib.request
from pathlib import Path

# The curve of Ed25519 (RFC 8032), for checking a signature only.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int, int, int]


class Disagrees(Exception):
    """The log is not what its note says, or not what it was."""


def leaf_hash(line: bytes) -> bytes:
    """Return the hash of one entry: SHA-256 of a zero byte and the line."""
    return hashlib.sha256(b"\0" + line).digest()


def root(leaves: list[bytes]) -> bytes:
    """Return the one hash that stands for all leaf hashes (RFC 6962, 2.1)."""
    if not leaves:
        return hashlib.sha256().digest()
    while len(leaves) > 1:
        pairs = zip(leaves[::2], leaves[1::2], strict=False)
        odd = leaves[len(leaves) - len(leaves) % 2 :]
        leaves = [hashlib.sha256(b"\1" + a + b).digest() for a, b in pairs] + odd
    return leaves[0]


def read_note(note: str) -> tuple[int, bytes]:
    """Return the size and the root that a signed note states."""
    try:
        _name, size, code, *_ = note.split("\n")
        return int(size), base64.b64decode(code, validate=True)
    except ValueError:
        raise Disagrees("this is not a signed note of a log") from None


def check_signature(note: str, verifier_key: str) -> None:
    """Refuse a note that the owner of the key did not sign."""
    name, _id, code = verifier_key.strip().split("+", 2)
    key = base64.b64decode(code)[1:]
    text, _, lines = note.rpartition("\n\n")
    wanted = hashlib.sha256(name.encode() + b"\n\1" + key).digest()[:4]
    for line in lines.splitlines():
        _dash, signer, code = (*line.split(" "), "", "")[:3]
        signature = base64.b64decode(code)
        if signer == name and signature[:4] == wanted:
            if is_signed(f"{text}\n".encode(), signature[4:], key):
                return
            break
    raise Disagrees(f"the note is not signed by {name}")


def add(one: Point, other: Point) -> Point:
    """Return the sum of two points, in extended coordinates."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(factor: int, point: Point) -> Point:
    """Return a point added to itself, ``factor`` times."""
    total: Point = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            total = add(total, point)
        point, factor = add(point, point), factor >> 1
    return total


def decode_point(code: bytes) -> Point | None:
    """Return the point that 32 bytes name, if there is one."""
    number = int.from_bytes(code, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = decode_point(bytes([0x58]) + bytes([0x66]) * 31)


def is_signed(text: bytes, signature: bytes, key: bytes) -> bool:
    """Tell whether an Ed25519 signature fits (RFC 8032, 5.1.7)."""
    if len(signature) != 64 or len(key) != 32:
        return False
    public, start = decode_point(key), decode_point(signature[:32])
    factor = int.from_bytes(signature[32:], "little")
    if public is None or start is None or BASE is None or factor >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + key + text).digest()
    challenge = int.from_bytes(digest, "little") % ORDER
    left, right = times(factor, BASE), add(start, times(challenge, public))
    return (
        left[0] * right[2] % P == right[0] * left[2] % P
        and left[1] * right[2] % P == right[1] * left[2] % P
    )


def fetch(site: str, name: str) -> bytes:
    """Return one file of the log: from the site, or from a folder."""
    if site.startswith(("http://", "https://")):
        with urllib.request.urlopen(f"{site.rstrip('/')}/log/{name}") as answer:
            return bytes(answer.read())
    return (Path(site) / "log" / name).read_bytes()


def check(site: str, saved: str | None, verifier_key: str | None) -> str:
    """Return today's note once everything agrees.

    Raises:
        Disagrees: something does not.
    """
    note = fetch(site, "checkpoint").decode()
    check_signature(note, verifier_key or fetch(site, "key").decode())
    size, stated = read_note(note)
    lines = fetch(site, "entries").split(b"\n")[:-1]
    leaves = [leaf_hash(line) for line in lines]
    if len(leaves) < size or root(leaves[:size]) != stated:
        raise Disagrees(f"the {size} entries are not those of the signed note")
    print(f"{size} entries agree with the signed note.")
    if saved is not None:
        old_size, old_root = read_note(saved)
        if old_size > len(leaves):
            raise Disagrees(
                f"there were {old_size} entries; now there are {len(leaves)}"
            )
        if root(leaves[:old_size]) != old_root:
            raise Disagrees(f"the first {old_size} entries are not what they were")
        print(f"The first {old_size} are as they were when you kept your note.")
    return note


def main() -> None:
    """Read the command line, check, and say in one sentence what came out."""
    parser = argparse.ArgumentParser(description="Check a site's public log.")
    parser.add_argument("site", help="the site's address, or a folder")
    parser.add_argument("--saved", type=Path, help="a note that you kept earlier")
    parser.add_argument("--keep", type=Path, help="where to keep today's note")
    parser.add_argument("--key", help="the public key, as you noted it earlier")
    wish = parser.parse_args()
    try:
        note = check(wish.site, wish.saved and wish.saved.read_text("utf-8"), wish.key)
    except (Disagrees, OSError, ValueError) as problem:
        sys.exit(f"NOT RIGHT: {problem}.")
    if wish.keep:
        wish.keep.write_text(note, "utf-8")
        print(f"Today's note is kept in {wish.keep}.")


if __name__ == "__main__":
    main()
