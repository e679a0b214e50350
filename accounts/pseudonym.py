"""The name a member goes by: any script, nothing hidden, nobody else's, no staff's."""

import re
import unicodedata
from enum import StrEnum

from accounts.lookalike import DIGITS_ALIKE, skeleton

SHORTEST = 2
LONGEST = 30
MOST_DIGITS = 6
MOST_MARKS = 2

# Letters that Unicode counts as letters and nobody can see.
BLANK_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0")

# Words that only the site itself or its staff may go by, as `skeleton` leaves them.
STAFF_WORDS = (
    "admin administrator administration moderator moderation facilitator steward "
    "authority auditor chair board staff official support helpdesk system commonweal "
    "administrador administradora administrateur administratrice moderador moderadora "
    "moderateur moderatrice facilitador facilitateur auditeur "
    "administratorka moderatorka facylitator audytor obsluga "
    "адміністратор адміністраторка модератор модераторка "
    "фасилітатор аудитор підтримка "
    "المشرف مشرف مشرفة المشرفة المدير مدير مديرة المديرة "
    "الإدارة إدارة الدعم مدقق المدقق"
)


class Problem(StrEnum):
    """Why a name cannot be taken. The edge has the words for each."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    CHARACTERS = "characters"
    CONTACT = "contact"
    STAFF = "staff"


def tidy(typed: str) -> str:
    """Return the name as it is kept and shown: NFKC, single spaces only inside."""
    return " ".join(unicodedata.normalize("NFKC", typed).split())


def key(name: str) -> str:
    """Return what has to be unique, and is looked up at sign-in.

    Case, accents, spaces, hyphens and look-alike letters of other alphabets
    make no new name: "José-Ana" and "jose ana" are one.
    """
    return re.sub(r"[ -]", "", skeleton(tidy(name)))


def problem(name: str) -> Problem | None:
    """Return why a tidied name cannot be taken, or None."""
    if "@" in name or sum(letter.isdecimal() for letter in name) > MOST_DIGITS:
        return Problem.CONTACT
    if not _readable(name):
        return Problem.CHARACTERS
    if len(name) > LONGEST:
        return Problem.TOO_LONG
    if len(name) < SHORTEST or not any(letter.isalpha() for letter in name):
        return Problem.TOO_SHORT
    if _like_staff(name):
        return Problem.STAFF
    return None


def _readable(name: str) -> bool:
    """Tell whether a name holds only what can be seen and told apart."""
    marks = 0
    for letter in name:
        kind = unicodedata.category(letter)
        marks = marks + 1 if kind[0] == "M" else 0
        allowed = kind[0] in "LM" or kind == "Nd" or letter in " -"
        if not allowed or letter in BLANK_LETTERS or marks > MOST_MARKS:
            return False
    return True


def _like_staff(name: str) -> bool:
    bare = skeleton(name).translate(DIGITS_ALIKE)
    parts = set(re.split(r"[ -]+", bare)) | {re.sub(r"[ -]", "", bare)}
    staff = {skeleton(word) for word in STAFF_WORDS.split()}
    stems = ("administrat", "moderat", skeleton("модерат"), skeleton("адміністрат"))
    return bool(parts & staff) or any(stem in part for part in parts for stem in stems)
