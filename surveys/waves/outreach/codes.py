"""Codes of outreach channels: a few letters that can be typed from a poster.

No vowels, so no words; no letter that is easily taken for another or for a digit.
"""

import re
import secrets

LETTERS = "bcdfghjkmnprstvwxz"
LENGTH = 6

_CODE = re.compile(f"[{LETTERS}]{{{LENGTH}}}")
_LEFT_OUT = str.maketrans("", "", " -.\u200e\u200f")


def new_code() -> str:
    """Return a code by chance; the table refuses one that is taken."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def read_code(typed: str) -> str:
    """Return the code that somebody typed, in any case; empty where it is none."""
    code = typed.translate(_LEFT_OUT).lower()
    return code if _CODE.fullmatch(code) else ""
