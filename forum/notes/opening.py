"""How a note begins: so much of it stands beside a result."""

LETTERS = 280
"""Characters of a text that are shown before the link to all of it."""


def opening(text: str, letters: int = LETTERS) -> str:
    """Return the beginning of a cleaned text, in one paragraph.

    At most so many letters and a sign that there is more; no word is broken, save
    one that is longer than all of it.
    """
    line = " ".join(text.split())
    if len(line) <= letters:
        return line
    kept = line[: letters + 1].rpartition(" ")[0] or line[:letters]
    return f"{kept.rstrip()} …"
