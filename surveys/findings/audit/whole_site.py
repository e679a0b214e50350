"""All that a site serves, put in order: which releases, which files, which pages."""

import json
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from core.crawl import HTML, Answer
from surveys.findings.audit.beside import differs_from_twin, numbers_in, said_in
from surveys.findings.audit.claims import Known, known_from, unfounded
from surveys.findings.audit.file_parts import DAMAGED, PDF, SVG, Unreadable, parts_of
from surveys.findings.audit.page_parts import choices_of
from surveys.findings.audit.published import Published
from surveys.findings.audit.served import page_differs
from surveys.findings.audit.tables_in_files import (
    codebook_differs,
    package_differs,
    sheet_differs,
    spreadsheet_differs,
)
from surveys.findings.frozen_body import Body
from surveys.findings.release import checksum

RESULTS = "/results/"

OF_THE_PROGRAM = "/static/"
"""What the program ships as it is: only held against what the twin ships."""

Check = Callable[[bytes, Sequence[Body]], Iterator[str]]

CHECKS: Mapping[str, Check] = {
    "csv": sheet_differs,
    "xlsx": spreadsheet_differs,
    "zip": package_differs,
    "xml": codebook_differs,
}
"""How the files of a release are held against its tables, by their ending."""

Site = Mapping[str, Answer]
"""What is served, by address."""

Document = Mapping[str, Any]
"""The JSON file of a release, read."""


def newest_in(site: Site) -> dict[str, Document]:
    """Return the file of each wave's newest release, by the wave's slug."""
    return {
        address.removeprefix(RESULTS).removesuffix(".json"): json.loads(answer.content)
        for address, answer in site.items()
        if address.startswith(RESULTS) and address.endswith(".json")
    }


def not_linked(site: Site) -> Iterator[str]:
    """Yield addresses that somebody may think of, and that no link leads to.

    Earlier releases, and whatever the lists of the explorer can be set to.
    """
    for slug, document in newest_in(site).items():
        for number in range(1, document["release"] + 1):
            yield f"{RESULTS}{slug}.json?release={number}"
            yield f"{RESULTS}{slug}.csv?release={number}"
        page = site.get(f"{RESULTS}{slug}/explore")
        if page is not None:
            yield from _comparisons(page.content.decode(), document)


def _comparisons(page: str, document: Document) -> Iterator[str]:
    """Yield the addresses of the explorer that show different tables.

    What a question was not planned to be grouped by shows everybody, as no group does.
    """
    declared: dict[str, list[str]] = {}
    for body in document["results"]:
        by = body["breakdown"]["key"] if body["breakdown"] else ""
        found = declared.setdefault(body["item"]["key"], [])
        found += [by] if by in document["summary"]["groups"] else []
    groups = list(dict.fromkeys(by for found in declared.values() for by in found))
    for address in choices_of(page):
        asked = parse_qs(urlsplit(address).query)
        question = list(declared.values())[int(asked["q"][0]) - 1]
        by = int(asked["by"][0])
        if not by or groups[by - 1] in question:
            yield address


def earlier_in(site: Site, slug: str, newest: int) -> list[Document]:
    """Return the files of a wave's earlier releases, the newest of them first."""
    addresses = (
        f"{RESULTS}{slug}.json?release={number}" for number in range(newest - 1, 0, -1)
    )
    return [json.loads(site[each].content) for each in addresses if each in site]


def published_by(document: Document) -> Published:
    """Return what a file publishes, as the audit reads it."""
    return Published(document["summary"], document["results"])


def files_differ(site: Site, slug: str, documents: list[Document]) -> Iterator[str]:
    """Yield a sentence where files or pages of a wave say more than its tables.

    ``documents`` are the files of its releases, the newest first.
    """
    bodies = documents[0]["results"]
    for ending, check in CHECKS.items():
        answer = site.get(f"{RESULTS}{slug}.{ending}")
        for problem in _checked(check, answer, bodies):
            yield f"{slug}.{ending}: {problem}"
    for document in documents:
        number = document["release"]
        yield from _spoilt(document)
        sheet = site.get(f"{RESULTS}{slug}.csv?release={number}")
        for problem in _checked(sheet_differs, sheet, document["results"]):
            yield f"release {number}: {problem}"
    yield from _pages_differ(site, slug, bodies)


def _checked(check: Check, answer: Answer | None, bodies: Sequence[Body]) -> list[str]:
    """Return what a file says beyond the tables; that it is damaged is a finding."""
    try:
        return list(check(answer.content, bodies)) if answer else []
    except DAMAGED as error:
        return [f"the file cannot be read: {error}"]


def _spoilt(document: Document) -> Iterator[str]:
    """Yield a sentence for each table that is not the one its checksum is of."""
    sums = []
    for found in document["results"]:
        body = {k: v for k, v in found.items() if k not in {"id", "checksum"}}
        sums.append(found["checksum"])
        if checksum(body) != found["checksum"]:
            key = body["item"]["key"]
            yield f"release {document['release']}: the table of {key} was changed"
    whole = {"summary": document["summary"], "results": sums}
    if checksum(whole) != document["checksum"]:
        yield f"release {document['release']}: the release was changed"


def _pages_differ(
    site: Site, slug: str, bodies: list[Mapping[str, Any]]
) -> Iterator[str]:
    """Yield a sentence for each number in a table or drawing of no published table.

    The page of a question may have the numbers of that question only.
    """
    keys = list(dict.fromkeys(body["item"]["key"] for body in bodies))
    for address, answer in site.items():
        path = urlsplit(address).path
        place = path.removeprefix(f"{RESULTS}{slug}/")
        # The explorer has tables of other waves as well: its claims are held with all.
        if place in {path, "explore"} or answer.kind not in {HTML, SVG}:
            continue
        number = place.removesuffix(".svg")
        own = bodies
        if number.isdigit() and int(number) <= len(keys):
            key = keys[int(number) - 1]
            own = [body for body in bodies if body["item"]["key"] == key]
        for problem in page_differs(answer.content.decode(), own):
            yield f"{address}: {problem}"


def sizes_give_away(
    document: Document, known: Container[str], least: int
) -> Iterator[str]:
    """Yield a sentence for each group that is told of and small, or follows as such.

    Of groupings that are in no equation (``known`` names those that are): how answers
    came in.
    """
    people, summary = document["summary"]["people"], document["summary"]["groups"]
    facts = document["method"].get("facts", {}) if document["method"] else {}
    modes = (facts.get("modes") or {}).get("modes")
    others = {key: sizes for key, sizes in summary.items() if key not in known}
    for key, sizes in {**others, "modes": modes}.items():
        shown = [each for each in (sizes or {}).get("counts", ()) if each is not None]
        left = people - sum(shown) if shown else 0
        for each in (*shown, left):
            if 0 < each < least:
                yield f"{key}: {each} people"


def twins_differ(site: Site, twin: Mapping[str, bytes]) -> Iterator[str]:
    """Yield a sentence for each page and file that a site without answers has not."""
    for address, answer in site.items():
        yield from differs_from_twin(
            address, answer.kind, answer.content, twin.get(address)
        )


@dataclass(frozen=True)
class Reading:
    """How many files of each kind were read, the numbers in them, and what is wrong."""

    files: Counter[str]
    numbers: Counter[str]
    problems: tuple[str, ...]


def read_all(site: Site, known: Known) -> Reading:
    """Read every page and file once.

    Wrong is a file that nobody here can read, and a claim about people that is made
    without a table, on pages of results or in their PDF.
    """
    files, numbers, problems = Counter[str](), Counter[str](), list[str]()
    for address, answer in site.items():
        files[answer.kind] += 1
        if address.startswith(OF_THE_PROGRAM):
            continue
        try:
            parts = parts_of(answer.kind, answer.content)
        except Unreadable as why:
            problems.append(f"{address}: {why}")
            continue
        said = said_in(answer.kind, parts)
        numbers[answer.kind] += numbers_in(said)
        if address.startswith(RESULTS) and answer.kind in {HTML, PDF}:
            problems += [f"{address}: {each}" for each in unfounded(said, known)]
    return Reading(files, numbers, tuple(problems))


def _besides_tables(document: Document) -> list[Any]:
    """Return what a release says of people beside its tables, places of ranks too."""
    ranks = [body.get("ranks") for body in document["results"]]
    return [document["summary"], document["method"], *ranks]


def known_of(documents: Iterable[Document], *more: Any) -> Known:
    """Return what the files of releases, and other documents, let anybody claim."""
    found = known_from([], *more)
    for document in documents:
        found |= known_from(document["results"], *_besides_tables(document))
    return found
