import csv
import io
import json

import pytest

from surveys.findings.export import COLUMNS, csv_parts, document, neutral
from surveys.findings.release import frozen_tables
from tests.surveys.findings.factories import crowd, person, plan, tabulated

BODIES = [each.body for each in frozen_tables(tabulated(), plan())]


def name(part):
    return part["label"].get("en") or part["key"] or "nobody"


def lines(bodies=BODIES):
    return list(
        csv.DictReader(io.StringIO("".join(csv_parts("library", bodies, name))))
    )


def test_the_first_line_names_the_columns():
    assert tuple(lines()[0]) == COLUMNS


def test_every_number_of_every_table_has_its_line():
    cells = sum(len(b["rows"]) * len(b["columns"]) for b in BODIES)
    assert len(lines()) == cells


def test_the_file_says_what_the_tables_say():
    written = iter(lines())
    for body in BODIES:
        for row in body["rows"]:
            for people, share in zip(row["counts"], row["shares"], strict=True):
                line = next(written)
                assert line["people"] == ("" if people is None else str(people))
                assert line["share"] == ("" if share is None else str(share))


def test_what_is_hidden_has_a_reason_and_nothing_else():
    hidden = [line for line in lines() if not line["people"]]
    assert hidden
    for line in hidden:
        assert line["not_shown"] in {"group", "answers", "rare"}
        assert {line["share"], line["range_low"], line["range_high"]} == {""}


def test_a_table_of_which_nothing_is_shown_has_one_line():
    few = frozen_tables(tabulated(crowd((4, person(), "en"))), plan())
    found = lines([next(few).body])
    assert [line["not_shown"] for line in found] == ["nothing"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@now", "\tx", "\rx"])
def test_no_text_is_a_formula(text):
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("value", [0, 12, -0.5, "plain", "1 = 1"])
def test_other_values_stay_as_they_are(value):
    assert neutral(value) == value


def test_a_formula_in_a_label_stays_a_text():
    body = {**BODIES[0], "item": {**BODIES[0]["item"], "label": {"en": "=HYPERLINK()"}}}
    assert lines([body])[0]["question"] == "'=HYPERLINK()"


def test_the_document_holds_the_bodies_as_they_were_frozen():
    found = json.loads("".join(document({"survey": "library"}, BODIES)))
    assert found == {"survey": "library", "results": BODIES, "figures": []}


def test_figures_stand_beside_the_bodies_and_not_in_them():
    figures = [{"figure": "mean", "value": 3.15}, {"figure": "median", "value": None}]
    found = json.loads("".join(document({"survey": "library"}, BODIES, figures)))
    assert found["figures"] == figures
    assert found["results"] == BODIES
