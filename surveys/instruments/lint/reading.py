"""Reading level of English: the grade of Flesch and Kincaid (Kincaid et al. 1975)."""

import re

WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?|\d+")
SENTENCE_END = re.compile(r"[.?!]+(?:\s|$)")
VOWELS = re.compile(r"[aeiouy]+")
# An e at the end that nobody hears, as in "closed", "times" and "close".
SILENT = re.compile(
    r"(?:(?<![aeiouylcgsxz])(?<![cs]h)es|(?<![aeiouydt])ed|(?<![aeiouyl])e"
    r"|(?<=[aeiouy]l)es?)$"
)
# Vowels that stand together and are heard apart: "area", "being", "client", "usual".
APART = re.compile(
    r"[aeiouy](?=ing$)|(?<=[aeiouy][^aeiouy])eas?$|eos?$|(?<=cr)ea(?=t)"
    r"|(?<![tscg])i[ao]|(?<![tcs])(?<!fr)ie(?=n|ty)|(?<![qg])ua"
)


def syllables(word: str) -> int:
    """Return about how many syllables an English word has; a number counts as one."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    count = len(VOWELS.findall(letters)) + len(APART.findall(letters))
    if SILENT.search(letters):
        count -= 1
    return max(1, count)


def grade(text: str) -> float:
    """Return the school grade that a text asks for; nothing to read asks for 0."""
    words = WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(SENTENCE_END.findall(text)))
    sounded = sum(map(syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * sounded / len(words) - 15.59
