"""Reading a pack that a stranger made: everything is refused that is not one.

One plain sentence says what is in the way. Nothing is unpacked, nothing in it is a
path or an address that anybody follows, and nothing is kept before all of it was read.
"""

import re
from collections.abc import Iterable
from typing import Any

from deliberation.benchmarks.outlines.outline import outline_faults
from deliberation.packs.contents import FORMAT, VERSION, Pack, Questions, checksum_of
from surveys.findings.coding.offers.offer import codebook_faults
from surveys.instruments.handing_on.fitness import unfit
from surveys.instruments.licence import may_pack
from surveys.instruments.strict_document import parsed_json, read_as, shown
from surveys.instruments.strict_toml import FileRefused, Place

MOST_BYTES = 16 * 1024 * 1024
"""More than a hundred sets of questions in six languages."""

MOST_OF_A_KIND = 200
MOST_RULES = 100
LONGEST_SITE = 120

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ENVELOPE = {"format", "version", "checksum", "contents"}
_NO_PACK = "This is no pack: a pack is one file of JSON, made by pack export."


def read_pack(name: str, content: bytes) -> Pack:
    """Return the pack that a file holds.

    Args:
        name: what the file is called, for the reasons given.
        content: all of it.

    Raises:
        FileRefused: it is no pack, was changed on its way, or holds what cannot stand.
    """
    contents = _opened(name, content)
    pack = read_as(Pack, contents, Place(name))
    for key, reason in _faults(pack):
        raise FileRefused(name, key, reason)
    return pack


def _opened(name: str, content: bytes) -> dict[str, Any]:
    """Return the contents of a file whose version and checksum fit."""
    if len(content) > MOST_BYTES:
        raise FileRefused(name, "", f"A pack has at most {MOST_BYTES >> 20} MB.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused(name, "", _NO_PACK) from error
    if not text.lstrip().startswith("{"):
        raise FileRefused(name, "", _NO_PACK)
    return _contents(name, parsed_json(name, text))


def _contents(name: str, document: dict[str, Any]) -> dict[str, Any]:
    if document.get("format") != FORMAT:
        raise FileRefused(name, "", _NO_PACK)
    version = document.get("version")
    if type(version) is not int or version != VERSION:
        reason = f"This pack is of another version; known here is {VERSION}."
        raise FileRefused(name, "version", reason)
    contents = document.get("contents")
    if document.keys() != _ENVELOPE or not isinstance(contents, dict):
        raise FileRefused(name, "", f"A pack has {', '.join(sorted(_ENVELOPE))}.")
    if not _fits(contents, document["checksum"]):
        reason = "It does not fit the contents: they were damaged or changed."
        raise FileRefused(name, "checksum", reason)
    return contents


def _fits(contents: dict[str, Any], said: object) -> bool:
    try:
        return checksum_of(contents) == said
    except (ValueError, RecursionError):  # a sign that is none, or no end of depth
        return False


def _faults(pack: Pack) -> Iterable[tuple[str, str]]:
    """Return what is wrong beyond types; the first thing that is keeps all out."""
    return [*_frame(pack)] or [*_instruments(pack)] or [*_rest(pack)]


def _frame(pack: Pack) -> Iterable[tuple[str, str]]:
    parts = {
        "instruments": pack.instruments,
        "codebooks": pack.codebooks,
        "benchmarks": pack.benchmarks,
    }
    for name, part in parts.items():
        if len(part) > MOST_OF_A_KIND:
            yield name, f"A pack has at most {MOST_OF_A_KIND} of them."
    if not pack.instruments:
        yield "instruments", "There is nothing in this pack."
    if len(pack.rules) > MOST_RULES:
        yield "rules", f"A pack has at most {MOST_RULES} of them."
    names = [pack.came_from.site, *(each.origin or "-" for each in pack.instruments)]
    for each in (*names, pack.came_from.address or "-"):
        if not 0 < len(each) <= LONGEST_SITE or not each.isprintable():
            yield "came_from", f"A name is one line of 1 to {LONGEST_SITE} characters."
    if not _DAY.fullmatch(pack.came_from.day):
        yield "came_from.day", "A day is written like 2026-11-26."


def _instruments(pack: Pack) -> Iterable[tuple[str, str]]:
    seen: set[str] = set()
    for each in pack.instruments:
        slug = each.questions.slug
        place = f"instruments.{shown(slug)}"
        if slug in seen:
            yield place, "These questions stand there twice."
        seen.add(slug)
        yield from ((f"{place}.{key}", why) for key, why in _questions(each))


def _questions(each: Questions) -> Iterable[tuple[str, str]]:
    if not may_pack(each.questions):
        licence = shown(each.questions.licence.name)
        yield "licence", f"{licence} does not let others have these questions."
    if each.version < 1:
        yield "version", "Versions are counted from 1."
    for key, reason in unfit(each.questions):
        yield shown(key), shown(reason, most=300)


def _rest(pack: Pack) -> Iterable[tuple[str, str]]:
    """Yield what is wrong with codebooks and benchmarks, or with what they rest on."""
    known = {each.questions.slug for each in pack.instruments}
    for number, codebook in enumerate(pack.codebooks, 1):
        place = f"codebooks.{number}"
        yield from ((f"{place}.{key}", why) for key, why in codebook_faults(codebook))
        if codebook.instrument not in known:
            yield place, "Its questions are not in this pack."
    for number, outline in enumerate(pack.benchmarks, 1):
        place = f"benchmarks.{number}"
        yield from ((f"{place}.{key}", why) for key, why in outline_faults(outline))
        if outline.instrument not in known:
            yield place, "Its questions are not in this pack."
