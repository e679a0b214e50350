from xml.etree import ElementTree as ET

import pytest

from surveys.findings.packages.ddi import LANG, NAMESPACE, codebook_xml
from surveys.findings.packages.figure_rows import FIGURES
from tests.surveys.findings.packages.made import (
    published,
    scored,
    with_label,
    with_licence,
)

NS = {"d": NAMESPACE}

# The order that the schema of DDI-Codebook 2.5 asks for, of what is written here.
ORDER = {
    "codeBook": ["docDscr", "stdyDscr", "fileDscr", "dataDscr", "otherMat"],
    "stdyDscr": ["citation", "studyAuthorization", "stdyInfo", "method", "dataAccs"],
    "citation": ["titlStmt", "rspStmt", "prodStmt", "distStmt", "serStmt", "verStmt"],
    "titlStmt": ["titl", "subTitl", "altTitl", "parTitl", "IDNo"],
    "sumDscr": ["timePrd", "collDate", "nation", "geogCover", "anlyUnit", "universe"],
    "dataColl": ["timeMeth", "dataCollector", "sampProc", "collMode", "weight"],
    "method": ["dataColl", "notes"],
    "var": [
        *("location", "labl", "qstn", "universe", "sumStat", "txt", "catgry"),
        *("concept", "derivation"),
    ],
    "catgry": ["catValu", "labl", "txt", "catStat"],
}


def parsed(release=None):
    return ET.fromstring(codebook_xml(release or published()))  # noqa: S314  # ours


def test_there_is_a_variable_for_each_published_question():
    found = parsed().findall("d:dataDscr/d:var", NS)
    assert [each.get("name") for each in found] == ["asked", "barriers"]
    assert [each.get("ID") for each in found] == ["V1", "V2"]


def test_every_figure_of_the_files_is_described():
    tables, figures = parsed().findall("d:fileDscr/d:fileTxt", NS)
    assert tables.find("d:fileName", NS).text == "tables.csv"
    told = figures.find("d:fileCont", NS).text
    assert all(f"{name}: " in told for name in FIGURES)
    assert "levelled_down where half of a narrowing or more" in told


def test_every_text_names_its_language():
    for tag in ("labl", "qstnLit", "parTitl", "sampProc"):
        found = parsed().findall(f".//d:{tag}", NS)
        assert found
        assert all(each.get(LANG) for each in found)


def test_frequencies_are_the_published_ones_and_hidden_ones_are_not_there():
    release = published()
    body = release.whole["asked"]
    shown = {
        column["key"]: str(people)
        for column, people in zip(
            body["columns"], body["rows"][0]["counts"], strict=True
        )
        if people is not None and len(column["members"]) == 1
    }
    variable = parsed().find("d:dataDscr/d:var[@name='asked']", NS)
    said = {
        category.findtext("d:catValu", namespaces=NS): category.findtext(
            "d:catStat", namespaces=NS
        )
        for category in variable.findall("d:catgry", NS)
    }
    assert {k: v for k, v in said.items() if v} == {
        k: v for k, v in shown.items() if k in said
    }
    hidden = {**body, "rows": [{**body["rows"][0], "counts": [None, None, None]}]}
    silent = parsed(published(bodies=[hidden]))
    assert not silent.findall(".//d:catStat", NS)


def test_elements_stand_in_the_order_of_the_schema():
    for parent in (*parsed().iter(), *parsed(scored()).iter()):
        tag = parent.tag.partition("}")[2]
        if tag in ORDER:
            children = [child.tag.partition("}")[2] for child in parent]
            places = [ORDER[tag].index(child) for child in children]
            assert places == sorted(places), (tag, children)


@pytest.mark.parametrize("words", ["<b>&amp; \x00\x0b", "]]> --> <!DOCTYPE x>", "ن ن"])
def test_any_wording_makes_good_xml(words):
    made = with_label(published().instrument, "asked", words)
    said = parsed(published(instrument=made)).findtext(
        f"d:dataDscr/d:var[@name='asked']/d:qstn/d:qstnLit[@{LANG}='en']",
        namespaces=NS,
    )
    assert said == words.replace("\x00", "").replace("\x0b", "")


def test_words_that_may_not_be_handed_on_stay_here():
    kept = with_licence(published().instrument, may_redistribute=False)
    root = parsed(published(instrument=kept))
    assert not root.findall(".//d:qstnLit", NS)
    assert root.findall(".//d:catValu", NS)


def test_a_score_is_derived_and_not_asked():
    [score] = parsed(scored()).findall("d:dataDscr/d:var[@name='went']", NS)
    assert score.find("d:qstn", NS) is None
    told = score.findtext("d:derivation/d:drvdesc", namespaces=NS)
    assert told == (
        "Mean of the answers to s1, s2, s3, where at least 2 of these were answered. "
        "The answers bad, fair, good count 1 to 3; any other is no answer."
    )
    question = parsed(scored()).find("d:dataDscr/d:var[@name='s1']", NS)
    assert question.find("d:derivation", NS) is None
