"""The codebook as DDI-Codebook XML, for archives and statistics programs.

Source: DDI Alliance, *DDI-Codebook 2.5*; elements stand in the order of its schema.
"""

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from surveys.findings.method_statement import MethodItem
from surveys.findings.packages.codebook import published_items
from surveys.findings.packages.contents import LICENCE, PlainRelease
from surveys.findings.packages.figure_words import FIGURE_WORDS
from surveys.instruments.items import Item
from surveys.instruments.options import Label
from surveys.instruments.scoring import fewest_answered

NAMESPACE = "ddi:codebook:2_5"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# XML 1.0 knows no other control characters than these.
KEPT = {"\t", "\n", "\r"}


def codebook_xml(release: PlainRelease) -> bytes:
    """Return the codebook of a release: the study, the file, a variable a question.

    Frequencies are those of everybody's published table and of single answers only.
    """
    root = Element("codeBook", {"xmlns": NAMESPACE, "version": "2.5"})
    root.set(LANG, release.language)
    _study(SubElement(root, "stdyDscr"), release)
    _files(root)
    data = SubElement(root, "dataDscr")
    for number, item in enumerate(published_items(release), 1):
        _variable(data, number, item, release)
    indent(root)
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _files(root: Element) -> None:
    """Describe the file of tables and that of figures, whose names need words."""
    told = " ".join(f"{name}: {words}" for name, words in FIGURE_WORDS.items())
    for name, words in (
        ("tables.csv", "Every published table, one line a number."),
        ("figures.csv", f"What follows from the tables, one line a figure. {told}"),
    ):
        file = SubElement(SubElement(root, "fileDscr"), "fileTxt")
        SubElement(file, "fileName").text = name
        SubElement(file, "fileCont", {LANG: "en"}).text = words


def _study(study: Element, release: PlainRelease) -> None:
    citation = SubElement(study, "citation")
    titles = SubElement(citation, "titlStmt")
    SubElement(titles, "titl").text = _clean(release.heading)
    for language, title in release.title.items():
        if language != release.language:
            SubElement(titles, "parTitl", {LANG: language}).text = _clean(title)
    SubElement(titles, "IDNo").text = release.slug
    version = SubElement(citation, "verStmt")
    day = release.frozen_at.date().isoformat()
    SubElement(version, "version", {"date": day}).text = str(release.number)
    SubElement(version, "notes").text = f"SHA-256 {release.checksum}"
    _days(SubElement(study, "stdyInfo"), release.method)
    _method(SubElement(study, "method"), release)
    terms = SubElement(SubElement(study, "dataAccs"), "useStmt")
    SubElement(terms, "conditions").text = f"{LICENCE['title']}, {LICENCE['path']}"


def _days(info: Element, method: Mapping[str, Any]) -> None:
    found = method.get("facts", {}).get(MethodItem.DATES, {})
    summary = SubElement(info, "sumDscr")
    for name, event in (("opens_on", "start"), ("closes_on", "end")):
        if found.get(name):
            SubElement(summary, "collDate", {"event": event, "date": found[name]})
    _words(summary, "universe", release_words(method, MethodItem.POPULATION))


def _method(method: Element, release: PlainRelease) -> None:
    collected = SubElement(method, "dataColl")
    said = release.method
    _words(collected, "sampProc", release_words(said, MethodItem.RECRUITMENT))
    _words(collected, "collMode", release_words(said, MethodItem.STRATEGY))
    _words(collected, "weight", release_words(said, MethodItem.WEIGHTING))
    _words(method, "notes", release_words(said, MethodItem.LIMITATIONS))


def release_words(method: Mapping[str, Any], item: MethodItem) -> Label:
    """Return what the publisher said about one item, by language."""
    words: Label = method.get("said", {}).get(item, {})
    return words


def _words(parent: Element, tag: str, words: Label) -> None:
    for language, text in words.items():
        SubElement(parent, tag, {LANG: language}).text = _clean(text)


def _variable(data: Element, number: int, item: Item, release: PlainRelease) -> None:
    variable = SubElement(data, "var", {"ID": f"V{number}", "name": item.key})
    if release.has_wording:
        _words(variable, "labl", item.label)
        if not item.score_of:  # nobody is asked a score
            _words(SubElement(variable, "qstn"), "qstnLit", item.label)
    counts = _single_counts(release.whole[item.key])
    for option in item.options:
        missing = "Y" if option.missing else "N"
        _category(variable, option.key, option.label, missing, counts, release)
    for band in item.bands:
        _category(variable, band.key, band.label, "N", counts, release)
    if item.score_of:
        _derivation(variable, item)


def _derivation(variable: Element, item: Item) -> None:
    """Say how a score is worked out, in the words that archives expect: English."""
    told = SubElement(SubElement(variable, "derivation"), "drvdesc", {LANG: "en"})
    questions, answers = ", ".join(item.score_of), ", ".join(item.points)
    told.text = _clean(
        f"Mean of the answers to {questions}, where at least "
        f"{fewest_answered(len(item.score_of))} of these were answered. The answers "
        f"{answers} count 1 to {len(item.points)}; any other is no answer."
    )


def _category(
    variable: Element,
    key: str,
    label: Label,
    missing: str,
    counts: Mapping[str, int],
    release: PlainRelease,
) -> None:
    category = SubElement(variable, "catgry", {"missing": missing})
    SubElement(category, "catValu").text = _clean(key)
    if release.has_wording:
        _words(category, "labl", label)
    if key in counts:
        SubElement(category, "catStat", {"type": "freq"}).text = str(counts[key])


def _single_counts(body: Mapping[str, Any]) -> dict[str, int]:
    """Return the published people per answer, of answers that stand alone."""
    counts = body["rows"][0]["counts"] if body["rows"] else []
    return {
        column["members"][0]: people
        for column, people in zip(body["columns"], counts, strict=False)
        if len(column["members"]) == 1 and people is not None
    }


def _clean(text: str) -> str:
    """Return a text without the control characters that XML refuses."""
    return "".join(sign for sign in text if sign >= " " or sign in KEPT)
