"""The tables as files have them, cell by cell, against the published ones.

Written apart from what writes these files: a number has to stand in its own place.
"""

from collections.abc import Iterator, Mapping, Sequence
from re import findall
from typing import Any
from xml.etree import ElementTree as ET

from surveys.findings.audit.file_parts import csv_lines, members_of, sheets_of
from surveys.findings.frozen_body import Body

FIGURES = ("people", "share", "range_low", "range_high", "people_in_group")
OTHERS = ("question", "group", "answer", "not_shown")
"""Columns with words in them; a number there has to stand in a name."""

SHEETS = frozenset({"tables", "figures", "codebook", "method"})
MEMBERS = frozenset(
    {
        "datapackage.json",
        "tables.csv",
        "figures.csv",
        "codebook.csv",
        "codebook.xml",
        "method.csv",
        "method.json",
        "LICENCE.txt",
        "README.md",
    }
)

FileLine = Mapping[str, str]


def lines_differ(
    what: str, lines: Sequence[FileLine], bodies: Sequence[Body]
) -> Iterator[str]:
    """Yield a sentence where the lines of a file say something else than the tables."""
    wanted = [each for body in bodies for each in _lines(body)]
    if len(lines) != len(wanted):
        yield f"{what} has {len(lines)} numbers, the tables {len(wanted)}"
        return
    for line, (place, figures, body) in zip(lines, wanted, strict=True):
        if not all(map(_same, (line[name] for name in FIGURES), figures)):
            yield f"{what} says something else of {place}"
        known = set(findall(r"\d+", " ".join(words_in(body))))
        said = findall(r"\d+", " ".join(line[name] for name in OTHERS))
        if not known.issuperset(said):
            yield f"{what} has a number in the words of {place}"


def sheet_differs(content: bytes, bodies: Sequence[Body]) -> Iterator[str]:
    """Yield a sentence where a CSV file says something else than the tables."""
    yield from lines_differ("the CSV file", csv_lines(content), bodies)


def spreadsheet_differs(content: bytes, bodies: Sequence[Body]) -> Iterator[str]:
    """Yield a sentence where a spreadsheet has more than the published tables."""
    sheets = sheets_of(content)
    if sheets.keys() != SHEETS:
        yield f"the spreadsheet has the sheets {', '.join(sorted(sheets))}"
        return
    yield from lines_differ("the sheet of tables", sheets["tables"], bodies)


def package_differs(content: bytes, bodies: Sequence[Body]) -> Iterator[str]:
    """Yield a sentence where a data package has more than the published tables."""
    members = members_of(content)
    if members.keys() != MEMBERS:
        yield f"the package has the files {', '.join(sorted(members))}"
        return
    yield from lines_differ("tables.csv", csv_lines(members["tables.csv"]), bodies)
    yield from codebook_differs(members["codebook.xml"], bodies)


def codebook_differs(content: bytes, bodies: Sequence[Body]) -> Iterator[str]:
    """Yield a sentence for each number of people in a codebook that no table has."""
    whole = {body["item"]["key"]: body for body in bodies if not body["breakdown"]}
    for variable in _named(ET.fromstring(content), "var"):  # noqa: S314  # our own file
        key = variable.get("name", "")
        counts = _single(whole[key]) if key in whole else {}
        for category in _named(variable, "catgry"):
            code = "".join(each.text or "" for each in _named(category, "catValu"))
            for number in _named(category, "catStat"):
                if number.text != str(counts.get(code)):
                    yield f"the codebook says {number.text} of {key}, {code}"


def words_in(part: Any) -> Iterator[str]:
    """Yield every text of a document: names may have numbers in them."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for each in part.values():
            yield from words_in(each)
    elif isinstance(part, list):
        for each in part:
            yield from words_in(each)


def _lines(body: Body) -> Iterator[tuple[str, list[str], Body]]:
    """Yield the figures of each cell as a file writes them."""
    for row in body["rows"]:
        place = f"{body['item']['key']}, {row['key'] or 'everybody'}"
        cells = zip(row["counts"], row["shares"], row["ranges"], strict=True)
        for people, share, span in cells:
            figures = [people, share, *(span or (None, None)), row["base"]]
            yield place, ["" if each is None else str(each) for each in figures], body
        if not body["columns"]:
            base = "" if row["base"] is None else str(row["base"])
            yield place, [*[""] * (len(FIGURES) - 1), base], body


def _same(one: str, other: str) -> bool:
    """Tell whether two cells have the same number: a spreadsheet writes 1.0 as 1."""
    try:
        return one == other or float(one) == float(other)
    except ValueError:
        return False


def _single(body: Body) -> dict[str, int]:
    """Return the people of each answer that stands by itself."""
    pairs = zip(body["columns"], body["rows"][0]["counts"], strict=False)
    return {
        column["members"][0]: people
        for column, people in pairs
        if len(column["members"]) == 1 and people is not None
    }


def _named(element: ET.Element, name: str) -> list[ET.Element]:
    return [each for each in element.iter() if each.tag.rpartition("}")[2] == name]
