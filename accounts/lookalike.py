"""Names that look alike, whatever the script."""

import unicodedata

# Cyrillic, Greek and Armenian letters that look like Latin ones, after casefolding.
ALIKE = str.maketrans(
    "асԁеһіјкӏморԛѕтѵԝхуαϲειϳκνορτυχωıłøđ",
    "acdehijklmopqstvwxyaceijkvoptuxwilod",
)
DIGITS_ALIKE = str.maketrans("013457", "oleast")


def skeleton(name: str) -> str:
    """Return a name without case and accents, look-alike letters made Latin."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    letters = unicodedata.normalize("NFD", folded)
    bare = "".join(letter for letter in letters if not _accent(letter))
    return unicodedata.normalize("NFC", bare).translate(ALIKE)


def _accent(letter: str) -> bool:
    """Tell European accents and Arabic vowel signs from marks that make a word."""
    return (
        "\u0300" <= letter <= "\u036f"
        or "\u064b" <= letter <= "\u0652"
        or letter == "ـ"
    )
