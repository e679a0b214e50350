"""Sets of questions made up to try something out, written as a definition has them.

For the self-tests, the timed scripts and the tests: nobody answers them for real.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any


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


def question(key: str, kind: str, label: str, **facts: Any) -> str:
    """Return one question of a definition, in TOML.

    Args:
        key: what it is called.
        kind: any of ``surveys.instruments.kinds``.
        label: in English.
        facts: whatever else a definition says of it, by name.
    """
    said = {"key": key, "kind": kind, "label": label, **facts}
    lines = (f"{name} = {_toml(value)}" for name, value in said.items())
    return "\n".join(["\n[[items]]", *lines, ""])


def labelled(**labels: str) -> list[dict[str, Any]]:
    """Return the options, or other named parts, of these keys and labels."""
    return [{"key": key, "label": label} for key, label in labels.items()]


def yes_no() -> list[dict[str, Any]]:
    """Return the options yes and no."""
    return labelled(yes="Yes", no="No")


def _toml(value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{name} = {_toml(inner)}" for name, inner in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_toml, value))}]"
    # Texts, numbers, true and false are written in TOML as they are in JSON.
    return json.dumps(value, ensure_ascii=False)
