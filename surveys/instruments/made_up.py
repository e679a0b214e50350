"""Sets of questions made up to try something out: all that stands before the questions.

For the self-tests, the timed scripts and the tests: nobody answers them for real.
"""

from collections.abc import Sequence


def made_up(
    slug: str, title: str, questions: str, *, languages: Sequence[str] = ("en",)
) -> str:
    """Return a definition (``surveys.instruments.definition``) of these questions.

    Args:
        slug: what it is called.
        title: in English, as all its texts are.
        questions: the groups, lists and items, in TOML.
        languages: those that a file of its own translates, and English.
    """
    spoken = ", ".join(f'"{language}"' for language in languages)
    return f"""
slug = "{slug}"
title = "{title}"
default_language = "en"
languages = [{spoken}]
notice = "Written for a test."

[licence]
name = "CC0-1.0"
may_redistribute = true
may_modify = true

[consent]
version = 1
lines = ["Who asks: a test."]
agree = "I want to take part."
{questions}"""
