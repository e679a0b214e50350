"""What is kept of secrets: one-way keys, each for one purpose, none for another."""

import hashlib
import hmac

from surveys.waves.groups_of_four import letters_of


def answer_key(token: str) -> str:
    """Return what lies beside the answers that a page's token sent."""
    return _of_token(token, "answer")


def spending_key(token: str) -> str:
    """Return what lies on the roll beside the code that a page's token spent."""
    return _of_token(token, "roll")


def code_key(slug: str, typed: str) -> str:
    """Return what lies on the roll for a one-time code of a wave."""
    return _hashed("code", f"{slug}:{letters_of(typed)}")


def receipt_key(typed: str) -> str:
    """Return what lies beside the answers that a receipt phrase opens."""
    return _hashed("receipt", letters_of(typed))


def _of_token(token: str, purpose: str) -> str:
    return hmac.new(token.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def _hashed(purpose: str, secret: str) -> str:
    return hashlib.sha256(f"{purpose}:{secret}".encode()).hexdigest()
