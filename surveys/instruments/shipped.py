"""The sets of questions that ship with Commonweal, for a place to start from."""

from functools import cache
from pathlib import Path

from core.errors import NotFound
from surveys.instruments.definition import load
from surveys.instruments.questionnaire import Instrument

FOLDER = Path(__file__).with_name("templates")


def template_names() -> list[str]:
    """Return the templates by name, which is also their slug."""
    return sorted(file.stem for file in FOLDER.glob("*.toml") if "." not in file.stem)


def templates() -> list[Instrument]:
    """Return all of them, by name."""
    return [template(name) for name in template_names()]


def unmarked_here(instrument: Instrument) -> frozenset[str]:
    """Return the questions of a set that ships marked sensitive, and here are not.

    A first version stands beside no other, so nothing else would tell it.
    """
    if instrument.slug not in template_names():
        return frozenset()
    shipped = template(instrument.slug).items
    marked = {item.key for item in shipped if item.sensitive}
    return frozenset(
        item.key
        for item in instrument.items
        if item.key in marked and not item.sensitive
    )


@cache
def template(name: str) -> Instrument:
    """Return a template, or raise NotFound."""
    if name not in template_names():
        raise NotFound("template.unknown", name=name)
    return load(FOLDER / f"{name}.toml")
